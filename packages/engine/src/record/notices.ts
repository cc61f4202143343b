/**
 * Who is to be told of an event, once, and about what. Ids only; the notifier finds words and addresses.
 */
import type { NodeKey, PersonId } from '../campaign/keys.ts';
import type { RecordedEvent } from './entry.ts';
import type { NodeView } from './node-view.ts';

export type NoticeTemplate =
  | 'assigned'
  | 'transferred'
  | 'delegated'
  | 'handed-back'
  | 'urged'
  | 'reminded'
  | 'overdue'
  | 'escalated'
  | 'copied'
  | 'recusal-demanded'
  | 'recusal-answered'
  | 'returned'
  | 'shortfall'
  | 'accepted-after-all';

export interface Notice {
  /** Unique in the campaign: a notice is queued once, however often its event is recorded. */
  readonly key: string;
  readonly to: PersonId;
  readonly template: NoticeTemplate;
  readonly payload: Readonly<Record<string, unknown>> & {
    readonly node: NodeKey;
    readonly seq: number;
    readonly at: number;
  };
}

/** @param view of the node, with the event already applied */
export function noticesOf(view: NodeView, event: RecordedEvent): readonly Notice[] {
  const told = toldOf(view, event);
  if (told === undefined) return [];
  const { node, seq, at } = event;
  return [...new Set(told.to)].map((to) => ({
    key: `${node}/${seq}/${to}`,
    to,
    template: told.template,
    payload: { node, seq, at, ...told.about },
  }));
}

interface ToldOf {
  readonly to: readonly PersonId[];
  readonly template: NoticeTemplate;
  readonly about: Readonly<Record<string, unknown>>;
}

function toldOf(view: NodeView, event: RecordedEvent): ToldOf | undefined {
  switch (event.kind) {
    case 'TaskOpened':
      return { to: event.owners, template: 'assigned', about: taskOf(view, event.task) };
    case 'TaskHandedOver':
    case 'TaskReassigned':
      return {
        to: event.to.filter((one) => !event.from.includes(one)),
        template: 'assigned',
        about: taskOf(view, event.task),
      };
    case 'TaskTransferred':
    case 'TaskDelegated':
    case 'TaskHandedBack':
      return {
        to: event.to.filter((one) => !event.from.includes(one)),
        template: handings[event.kind],
        about: { ...taskOf(view, event.task), from: event.from },
      };
    case 'Urged':
      return { to: event.to, template: 'urged', about: taskOf(view, event.task) };
    case 'CopySent':
      return { to: event.to, template: 'copied', about: { step: event.step, round: event.round } };
    case 'RecusalDemanded': {
      // Whoever answers is told by the task that it opens.
      const { step, round, person, reason } = event;
      return { to: [person], template: 'recusal-demanded', about: { step, round, person, reason } };
    }
    case 'Recused':
    case 'RecusalRefused': {
      const demand = view.reviews.get(event.step)?.demands.findLast((one) => one.person === event.person);
      const granted = event.kind === 'Recused';
      if (demand?.answer !== (granted ? 'granted' : 'refused')) return undefined;
      const { step, round, person } = event;
      const to = demand.by === null ? [person] : [person, demand.by];
      return { to, template: 'recusal-answered', about: { step, round, person, granted } };
    }
    case 'Shortfall': {
      const { procedure, from, until, wanted, held } = event;
      return { to: event.to, template: 'shortfall', about: { procedure, from, until, wanted, held } };
    }
    case 'Reminded':
      return { to: event.to, template: 'reminded', about: { ...taskOf(view, event.task), number: event.number } };
    case 'BecameOverdue':
      return { to: event.owners, template: 'overdue', about: taskOf(view, event.task) };
    case 'Escalated':
      return { to: event.to, template: 'escalated', about: { ...taskOf(view, event.task), level: event.level } };
    case 'Returned': {
      // Back to a stage, it is that stage's task that tells its owner.
      const filler = view.reviews.get(event.step)?.filler;
      if (event.target !== null || filler === undefined || filler === null) return undefined;
      const { step, stage, round, reasons, due } = event;
      return { to: [filler], template: 'returned', about: { step, stage, round, reasons, due } };
    }
    default:
      return undefined;
  }
}

const handings = {
  TaskTransferred: 'transferred',
  TaskDelegated: 'delegated',
  TaskHandedBack: 'handed-back',
} as const;

function taskOf(view: NodeView, id: string): Readonly<Record<string, unknown>> {
  const task = view.tasks.get(id);
  if (task === undefined) return { task: id };
  return {
    task: id,
    step: task.step,
    stage: task.stage,
    seat: task.seat,
    round: task.round,
    role: task.role,
    due: task.due,
    stuck: task.stuck,
  };
}
