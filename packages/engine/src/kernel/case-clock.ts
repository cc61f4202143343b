/**
 * What the calendar opens and counts at a node: procedures on their days, and at the end of a period whether there were as many cases as
 * the plan asks for. A shortfall is said, by the clock; nothing is decided by it.
 */
import type { ProcedureDefinition } from '../campaign/definition.ts';
import { holds } from '../expression/evaluate.ts';
import { openCaseAt } from '../step/case.ts';
import { computedFacts } from '../step/computed-facts.ts';
import type { Instant } from '../time/civil-date.ts';
import { membersOf, officeMembers } from './owners.ts';
import type { NodeState } from './state.ts';
import { valuesAt } from './values.ts';
import type { Work } from './work.ts';

/** The next instant at which the calendar does something here. */
export function caseDue(work: Work, node: NodeState): Instant | null {
  if (node.clocked === undefined) return null;
  let due: Instant | null = null;
  for (const { id, at, least } of timedAt(work, node)) {
    const opens = at?.times[node.clocked[`${id}/at`] ?? 0];
    const ends = least?.periods[node.clocked[`${id}/least`] ?? 0]?.to;
    for (const one of [opens, ends]) if (one !== undefined && (due === null || one < due)) due = one;
  }
  return due;
}

/** What ends comes before what begins at the same instant. */
export function fireCases(work: Work, node: NodeState): void {
  if (node.clocked === undefined) return;
  for (const procedure of timedAt(work, node)) endPeriods(work, node, procedure);
  for (const procedure of timedAt(work, node)) openByCalendar(work, node, procedure);
}

function timedAt(work: Work, node: NodeState): readonly ProcedureDefinition[] {
  return work.index.timed.get(work.nodeDefinition(node.key).layer) ?? [];
}

function endPeriods(work: Work, node: NodeState, { id, opens, least }: ProcedureDefinition): void {
  if (least === undefined) return;
  const key = `${id}/least`;
  for (let index = node.clocked?.[key] ?? 0; ; index += 1) {
    const period = least.periods[index];
    if (period === undefined || period.to > work.at) return;
    node.clocked = { ...node.clocked, [key]: index + 1 };
    const held = node.cases.filter(
      ({ procedure, endedAt = null }) =>
        procedure === id && endedAt !== null && endedAt >= period.from && endedAt < period.to,
    ).length;
    if (held >= least.count) continue;
    const to = [...new Set([...membersOf(work, node.key, opens), ...officeMembers(work)])];
    const { from, to: until } = period;
    work.emit(node, { kind: 'Shortfall', procedure: id, from, until, wanted: least.count, held, to });
  }
}

function openByCalendar(work: Work, node: NodeState, { id, at }: ProcedureDefinition): void {
  if (at === undefined) return;
  const key = `${id}/at`;
  for (let index = node.clocked?.[key] ?? 0; ; index += 1) {
    const time = at.times[index];
    if (time === undefined || time > work.at) return;
    node.clocked = { ...node.clocked, [key]: index + 1 };
    if (at.if !== undefined && !holds(at.if, valuesAt(work, node))) continue;
    const facts = computedFacts(work, node, at.facts);
    openCaseAt(work, node, { procedure: id, facts, reason: null, cause: { kind: 'date', what: '' } });
  }
}
