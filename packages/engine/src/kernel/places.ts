/**
 * Places that come and go while the campaign runs. A new one is hosted with the place above it and does what is not over; of a closed one
 * what is open is closed with the reason, and what it did stays. What lies on a later day waits for it.
 */

import { knowsOf } from '../campaign/added.ts';
import type { NodeDefinition, StepDefinition } from '../campaign/definition.ts';
import type { NodeKey } from '../campaign/keys.ts';
import type { Place } from '../roster/roster.ts';
import type { RosterChange } from '../roster/roster-slice.ts';
import { moveStep } from '../step/move-step.ts';
import { endOfDay, type Instant, instantOf, parseDay } from '../time/civil-date.ts';
import { closeWork } from './close-node.ts';
import type { Happening } from './happening.ts';
import { openNode } from './node.ts';
import { permissionsOf, reportsOf } from './snapshots.ts';
import type { Awaited, NodeState } from './state.ts';

import type { Work } from './work.ts';

/** What a change of the roster does to nodes and cases here; the slice has it already. */
export function followChange(work: Work, change: RosterChange): void {
  switch (change.kind) {
    case 'PlaceAdded':
      addPlace(work, change.place);
      return;
    case 'PlaceClosed':
      closePlace(work, change.place, change.into ?? null, endOn(work, change.to));
      return;
    case 'PlaceChanged':
      if (work.has(change.place)) work.hear({ event: 'place-changed', node: change.place });
      return;
    case 'AppointmentStarted': {
      const { post, from } = change.appointment;
      holderChanged(work, post, from === undefined ? work.at : startOn(work, from));
      return;
    }
    case 'AppointmentEnded':
      holderChanged(work, change.post, endOn(work, change.to));
      return;
    default:
      return;
  }
}

function addPlace(work: Work, { id, name, layer, parent, facts }: Place): void {
  const { definition } = work;
  if (parent === undefined || !definition.layers.includes(layer) || !knowsOf(definition, parent) || work.has(id))
    return;
  const scope = definition.vocabulary[layer] ?? {};
  const known = Object.keys(scope).map((fact) => [fact, facts?.[fact] ?? null] as const);
  work.grow({ key: id, layer, name, parent, children: [], facts: Object.fromEntries(known) });
  const above = work.peek(parent);
  if (above === undefined || above.closed) return;
  const node = openNode(work, id, undefined, { parent, name });
  for (const step of work.stepsAt(id)) if (isOver(work, step)) leaveOut(work, node, step);
  // As if it had always been there: what those above have done is known here, and what is missing here is known there.
  const parentNode = work.node(parent);
  node.above = permissionsOf(work, parentNode);
  if (parentNode.yardsticks !== undefined) node.yardsticks = parentNode.yardsticks;
  // What is known to close above it on a later day takes it along.
  const closing = parentNode.awaits?.filter(({ what }) => what.kind === 'close') ?? [];
  if (closing.length > 0) node.awaits = closing;
  const { steps, short } = reportsOf(work, node);
  parentNode.below[id] = { steps };
  node.sentUp = short;
  work.hear({ event: 'place-added', node: id });
}

/** Its phase is over, or this time of a duty that comes again. */
function isOver(work: Work, step: StepDefinition): boolean {
  const phase = work.definition.phases.find((one) => one.id === step.part);
  const ends = step.occurrence === undefined || step.due.kind !== 'at' ? (phase?.ends ?? null) : step.due.at;
  return ends !== null && ends <= work.at;
}

function leaveOut(work: Work, node: NodeState, { id }: StepDefinition): void {
  const step = work.step(node, id);
  step.round = 1;
  moveStep(step, id, 'LeaveOut', 'left-out');
  work.emit(node, { kind: 'StepLeftOut', step: id, round: 1, why: 'over' });
}

function closePlace(work: Work, place: NodeKey, into: NodeKey | null, at: Instant): void {
  for (const key of work.hosted()) {
    const node = work.peek(key);
    if (node === undefined || node.closed || node.case !== undefined) continue;
    if (isWithin(work, key, place)) when(work, key, { at, what: { kind: 'close', place, into } });
    else if (work.nodeDefinition(key).children.includes(place))
      when(work, key, { at, what: { kind: 'happening', event: 'place-closed' } });
  }
}

function isWithin(work: Work, key: NodeKey, place: NodeKey): boolean {
  for (let at: NodeDefinition | undefined = work.index.nodes.get(key); at !== undefined; ) {
    if (at.key === place) return true;
    at = at.parent === null ? undefined : work.index.nodes.get(at.parent);
  }
  return false;
}

function holderChanged(work: Work, post: NodeKey, at: Instant): void {
  if (!work.has(post) || !work.index.heard.has('holder-changed')) return;
  when(work, post, { at, what: { kind: 'happening', event: 'holder-changed' } });
}

/** At once, when its day has come. */
function when(work: Work, key: NodeKey, awaited: Awaited): void {
  const node = work.node(key);
  if (awaited.at <= work.at) bring(work, node, awaited);
  else node.awaits = [...(node.awaits ?? []), awaited];
}

export function awaitedDue(node: NodeState): Instant | null {
  if (node.awaits === undefined || node.awaits.length === 0) return null;
  return Math.min(...node.awaits.map(({ at }) => at));
}

export function fireAwaited(work: Work, node: NodeState): void {
  const { awaits } = node;
  if (awaits === undefined) return;
  node.awaits = awaits.filter(({ at }) => at > work.at);
  for (const one of awaits) if (one.at <= work.at) bring(work, node, one);
}

function bring(work: Work, node: NodeState, { what }: Awaited): void {
  if (node.closed) return;
  if (what.kind === 'close') closeGone(work, node, what);
  else work.hear({ event: what.event, node: node.key } satisfies Happening);
}

function closeGone(work: Work, node: NodeState, { place, into }: { place: NodeKey; into: NodeKey | null }): void {
  work.emit(node, { kind: 'NodeClosed', place, into });
  closeWork(work, node, 'place.closed');
  // A case lives with its place and is not told of the campaign's end.
  if (node.case === undefined) node.gone = { place };
  for (const { procedure, number } of node.cases) {
    const key = `${node.key}#${procedure}-${number}`;
    const opened = work.peek(key);
    if (opened !== undefined && !opened.closed) closeGone(work, work.node(key), { place, into });
  }
}

function startOn(work: Work, date: string): Instant {
  const day = parseDay(date);
  return day === undefined ? work.at : instantOf(day, 0, work.definition.zone);
}

function endOn(work: Work, date: string): Instant {
  const day = parseDay(date);
  return day === undefined ? work.at : endOfDay(day, work.definition.zone);
}
