/** A change of the roster: audited at the root, told to every actor, and looked at by every open task that follows its role. */
import type { Hash } from '../campaign/keys.ts';
import { applyRosterChange, type RosterChange } from '../roster/roster-slice.ts';
import { handOver } from '../task/hand-over.ts';
import type { CommandOf } from './command.ts';
import { refusalOfOffice } from './refusals.ts';
import type { Rejection } from './rejection.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

export const changeRosterCommand = {
  refuse(work: Work, node: NodeState, command: CommandOf<'ChangeRoster'>): Rejection | undefined {
    const refusal = refusalOfOffice(work, command.signer);
    if (refusal) return refusal;
    const { root } = work.definition;
    return node.key === root ? undefined : { code: 'roster.change-at-root', node: node.key, possible: [root] };
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
  for (const key of work.hosted()) {
    const before = work.peek(key);
    if (before === undefined || before.closed || Object.keys(before.tasks).length === 0) continue;
    handOver(work, work.node(key));
  }
}
