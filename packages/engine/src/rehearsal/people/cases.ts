/** People who open cases: what the plan asks for a number of times in a period, spread over it, and now and then what anybody may. */
import { datedSpan } from '../../campaign/span.ts';
import type { FactType } from '../../expression/fact-type.ts';
import { type SomeFact, someFacts } from '../../expression/some-facts.ts';
import { sha256Hex } from '../../json/canonical.ts';
import type { Instant } from '../../time/civil-date.ts';
import { drawn, drawnOf } from '../draw.ts';
import * as phrases from '../phrases.ts';
import { byPerson, type PersonAct } from './acts.ts';
import type { Crowd } from './crowd.ts';

/** @param from when the campaign begins: of a period that has begun by then, what is left of it */
export function dutiesFrom(crowd: Crowd, from: Instant): readonly PersonAct[] {
  const { campaign, directory, habits, seed } = crowd;
  const acts: PersonAct[] = [];
  for (const { id, of, opens, least, types, facts: names } of campaign.procedures) {
    const nodes = least === undefined ? [] : Object.values(campaign.nodes).filter(({ layer }) => layer === of);
    for (const { key: node } of nodes) {
      for (const [period, { from: begin, to }] of (least?.periods ?? []).entries()) {
        const start = Math.max(from, begin);
        const count = start < to ? (least?.count ?? 0) : 0;
        for (let number = 0; number < count; number += 1) {
          const at = Math.floor(
            start + ((to - start) * (number + 0.2 + 0.4 * drawn(seed, node, id, period, number))) / count,
          );
          const [person] = directory.members(node, opens, at);
          if (person === undefined || drawn(seed, node, id, period, number, 'done') >= (habits.duties ?? 1)) continue;
          const request = `sim-${seed}-${sha256Hex(`${node}/${id}/${period}/${number}`).slice(0, 32)}`;
          const facts = { ...Object.fromEntries(names.map((name) => [name, null])), ...someFacts(types) };
          const reason = drawnOf(phrases.orders, seed, node, id);
          const input = { request, node, procedure: id, facts, reason };
          acts.push({ at, signer: byPerson(person), command: { name: 'openCase', input } });
        }
      }
    }
  }
  return acts;
}

/** Cases of the procedures that nothing opens by itself, each at some place and time of the campaign. */
export function casesFrom(crowd: Crowd, from: Instant): readonly PersonAct[] {
  const { campaign, directory, habits, seed } = crowd;
  const { last } = datedSpan(campaign);
  const steps = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const opened = new Set(steps.flatMap((step) => (step.kind === 'open' ? [step.procedure] : [])));
  const acts: PersonAct[] = [];
  for (const { id, of, opens, least, on, at: dates, types, facts: names } of campaign.procedures) {
    if (least !== undefined || on !== undefined || dates !== undefined || opened.has(id)) continue;
    const [first, ...others] = Object.values(campaign.nodes).filter(({ layer }) => layer === of);
    if (first === undefined || !Number.isFinite(last)) continue;
    for (let number = 0; number < (habits.cases ?? 0); number += 1) {
      const { key: node } = drawnOf([first, ...others], seed, id, number, 'where');
      const at = Math.floor(from + (last - from) * (0.2 + 0.6 * drawn(seed, id, number, 'when')));
      const [person] = directory.members(node, opens, at);
      if (person === undefined) continue;
      const request = `sim-${seed}-${sha256Hex(`${node}/${id}/case/${number}`).slice(0, 32)}`;
      const drawnFacts = Object.fromEntries(
        Object.entries(types).map(([name, type]) => [name, drawnFact(type, seed, `${id}/${number}/${name}`)]),
      );
      const facts = { ...Object.fromEntries(names.map((name) => [name, null])), ...someFacts(types), ...drawnFacts };
      const input = { request, node, procedure: id, facts, reason: drawnOf(phrases.orders, seed, node, id) };
      acts.push({ at, signer: byPerson(person), command: { name: 'openCase', input } });
    }
  }
  return acts;
}

function drawnFact(type: FactType, seed: number, key: string): SomeFact | null {
  if (type.kind === 'boolean') return drawn(seed, key) < 0.6;
  if (type.kind !== 'enumeration') return someFacts({ fact: type }).fact ?? null;
  const [first = '', ...others] = type.values;
  return drawnOf([first, ...others], seed, key);
}
