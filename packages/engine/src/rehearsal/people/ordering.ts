/** Whom the plan lets order that something is done again, at any time: a few such orders, drawn over what was handed in. */
import type { Campaign } from '../../campaign/definition.ts';
import type { NodeKey, StepId } from '../../campaign/keys.ts';
import type { Signer } from '../../kernel/signer.ts';
import { DAY, type Instant } from '../../time/civil-date.ts';
import { drawn, drawnOf } from '../draw.ts';
import * as phrases from '../phrases.ts';
import { byPerson, type PersonAct } from './acts.ts';
import type { Crowd } from './crowd.ts';

/** A step of somebody's that is done. */
export interface Finished {
  readonly node: NodeKey;
  readonly step: StepId;
  readonly round: number;
  readonly at: Instant;
}

/** What is ordered to be done again after its first round, by node and step; nothing where the plan lets nobody order. */
export function orderedIn({ campaign, habits, seed }: Crowd): ReadonlySet<string> {
  if (campaign.orders === undefined) return new Set();
  const keys = campaign.steps
    .filter((step) => step.kind === 'do')
    .flatMap((step) => placesOf(campaign, step.layer).map((node) => `${node}/${step.id}`));
  const sorted = keys.sort((one, other) => drawn(seed, one, 'order') - drawn(seed, other, 'order'));
  return new Set(sorted.slice(0, habits.orders ?? 1));
}

function placesOf({ nodes }: Pick<Campaign, 'nodes'>, layer: string): NodeKey[] {
  return Object.values(nodes).flatMap((node) => (node.layer === layer ? [node.key] : []));
}

/** Some days or weeks later, whatever stands there by then. */
export function orderOn(crowd: Crowd, ordered: ReadonlySet<string>, done: Finished): PersonAct | undefined {
  const { campaign, seed } = crowd;
  const { node, step, round } = done;
  const [first, ...rest] = campaign.orders?.reasons ?? [];
  if (first === undefined || round !== 1 || !ordered.has(`${node}/${step}`)) return undefined;
  const at = Math.floor(done.at + (2 + 38 * drawn(seed, node, step, 'ordered')) * DAY);
  const signer = ordererAt(crowd, node, at);
  if (signer === undefined) return undefined;
  const reasons = [drawnOf([first, ...rest], seed, node, step, 'order-reason')];
  const input = { request: `sim-${seed}-${node}-${step}-order`, node, steps: [step], items: [], reasons };
  return {
    at,
    signer,
    command: { name: 'reopen', input: { ...input, opinion: drawnOf(phrases.redoings, seed, node) } },
  };
}

/** The first who may: in their own right, or for the body or the organization outside whose order it is. */
function ordererAt({ campaign, directory }: Crowd, node: NodeKey, at: Instant): Signer | undefined {
  for (const role of campaign.orders?.by ?? []) {
    const [person] = directory.members(node, role, at);
    const of = directory.recordsFor?.(node, role, at);
    const body = directory.body(node, role, at);
    if (of !== undefined && person !== undefined) return { kind: 'recorder', person, of };
    const [convener] = body?.conveners ?? [];
    if (body !== undefined && convener !== undefined) return { kind: 'recorder', person: convener, of: body.id };
    if (person !== undefined) return byPerson(person);
  }
  return undefined;
}
