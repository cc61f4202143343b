/** A change of the roster: audited at the root, told to every actor, and looked at by every open task that follows its role. */
import type { Hash } from '../campaign/keys.ts';
import { applyRosterChange, type RosterChange } from '../roster/roster-slice.ts';
import { refusalOfScope } from '../step/refusal-of-scope.ts';
import { handOver } from '../task/hand-over.ts';
import type { CommandOf } from './command.ts';
import { followChange } from './places.ts';
import { refusalOfOffice } from './refusals.ts';
import type { Rejection } from './rejection.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

export const changeRosterCommand = {
  refuse(work: Work, node: NodeState, command: CommandOf<'ChangeRoster'>): Rejection | undefined {
    const refusal = refusalOfOffice(work, command.signer);
    if (refusal) return refusal;
    const { root } = work.definition;
    if (node.key !== root) return { code: 'roster.change-at-root', node: node.key, possible: [root] };
    return command.changes.map((change) => refusalOfPlace(work, change)).find((one) => one !== undefined);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'ChangeRoster'>): void {
    const { rosterHash, changes } = command;
    work.emit(node, { kind: 'RosterChanged', rosterHash, changes }, command.signer);
    changeRoster(work, changes, rosterHash);
    for (const actor of work.definition.starts) {
      work.tell(node, actor, { kind: 'order', order: { kind: 'roster', changes, rosterHash } });
    }
  },
};

/** Applies the changes to this actor's slice; tasks that are open and live are handed over at once. */
export function changeRoster(work: Work, changes: readonly RosterChange[], rosterHash: Hash): void {
  let roster = work.state.roster;
  for (const change of changes) {
    roster = applyRosterChange(roster, change);
    if (change.kind === 'PlaceChanged' && change.facts !== undefined) {
      const { place, facts } = change;
      const known = work.state.placeFacts ?? {};
      work.state.placeFacts = { ...known, [place]: { ...known[place], ...facts } };
    }
  }
  work.state.roster = roster;
  work.state.rosterHash = rosterHash;
  for (const change of changes) followChange(work, change);
  // Facts tell who goes with which wave: what waits for a day is looked at anew.
  const inWaves = work.definition.phases.some((phase) => phase.waves !== undefined);
  if (inWaves && changes.some((change) => change.kind === 'PlaceChanged'))
    for (const key of work.hosted()) if (work.peek(key)?.closed === false) work.node(key);
  for (const key of work.hosted()) {
    const before = work.peek(key);
    if (before === undefined || before.closed || Object.keys(before.tasks).length === 0) continue;
    handOver(work, work.node(key));
  }
}

/** A new place has the facts of its layer: rules will read them. The campaign's own root stays as long as it lives. */
function refusalOfPlace(work: Work, change: RosterChange): Rejection | undefined {
  const { root, vocabulary } = work.definition;
  if (change.kind === 'PlaceClosed' && change.place === root) return { code: 'roster.root-closed', node: root };
  if (change.kind !== 'PlaceAdded') return undefined;
  const { id, layer, facts = {} } = change.place;
  if (work.has(id)) return { code: 'roster.place-known', node: id };
  const scope = vocabulary[layer];
  return scope === undefined ? undefined : refusalOfScope(scope, facts, id);
}
