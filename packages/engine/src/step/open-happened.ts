/**
 * Cases that open by themselves: what some procedure listens for has happened. A case is opened when the turn comes to it, after what
 * happened and before anything follows from it.
 */
import type { TriggerDefinition } from '../campaign/definition.ts';
import { placeOf } from '../campaign/keys.ts';
import { holds } from '../expression/evaluate.ts';
import type { Happening } from '../kernel/happening.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
import { openCaseAt } from './case.ts';
import { computedFacts } from './computed-facts.ts';

export function openHappened(work: Work, happening: Happening): void {
  const subject = work.peek(placeOf(happening.node));
  const where = work.peek(happening.node);
  if (subject === undefined || where === undefined || subject.closed) return;
  const { layer } = work.nodeDefinition(subject.key);
  for (const procedure of work.definition.procedures) {
    if (procedure.of !== layer) continue;
    const trigger = procedure.on?.find((one) => listens(work, where, one, happening));
    if (trigger === undefined) continue;
    // Somebody leaves and another comes on the same day: that is one change.
    const by = happening.node;
    const isTwin = subject.cases.some((one) => one.by === by && one.at === work.at && one.procedure === procedure.id);
    if (isTwin) continue;
    const facts = computedFacts(work, where, trigger.facts);
    const cause = { kind: 'event', what: happening.event } as const;
    openCaseAt(work, work.node(subject.key), { procedure: procedure.id, facts, reason: null, cause }, by);
  }
}

function listens(work: Work, where: NodeState, trigger: TriggerDefinition, happening: Happening): boolean {
  const { event, step, scale, source, procedure } = trigger;
  return (
    event === happening.event &&
    (step === undefined || happening.steps?.includes(step) === true) &&
    (scale === undefined || scale === happening.scale) &&
    (source === undefined || source === happening.source) &&
    (procedure === undefined || procedure === happening.procedure) &&
    (trigger.if === undefined || holds(trigger.if, valuesAt(work, where)))
  );
}
