/** What may open cases by itself: events at a node and changes of its place. Must not know which procedures listen. */
import type { CaseEvent } from '../campaign/definition.ts';
import type { NodeKey, StepId } from '../campaign/keys.ts';
import type { Body } from './event.ts';
import type { NodeState } from './state.ts';

export interface Happening {
  readonly event: CaseEvent;
  /** Where it happened: a node or a case. */
  readonly node: NodeKey;
  /** Steps it is about. */
  readonly steps?: readonly StepId[];
  readonly scale?: string;
  readonly source?: string;
  readonly procedure?: string;
}

/** What an event means to procedures; most mean nothing. */
export function happeningIn(node: NodeState, body: Body): Happening | undefined {
  const at = node.key;
  switch (body.kind) {
    case 'Graded':
    case 'Regraded':
      return { event: 'graded', node: at, scale: body.scale, source: body.source };
    case 'Outdated':
      return { event: 'outdated', node: at, steps: [body.step, body.of] };
    case 'Returned':
      return { event: 'returned', node: at, steps: [body.step] };
    case 'BecameOverdue': {
      const step = node.tasks[body.task]?.step;
      return { event: 'overdue', node: at, steps: step === undefined ? [] : [step] };
    }
    case 'CaseEnded':
      return { event: 'case-ended', node: body.case, procedure: body.procedure };
    case 'Shortfall':
      return { event: 'shortfall', node: at, procedure: body.procedure };
    default:
      return undefined;
  }
}
