/** The persons an event or a signer names, so that the recorder can add their names. */
import type { PersonId } from '../campaign/keys.ts';
import type { Signer } from '../kernel/signer.ts';
import { votersOf } from './count.ts';
import type { RecordedEvent } from './entry.ts';
import { splitTask } from './phrases.ts';

export function personsOfSigner(signer: Signer): readonly PersonId[] {
  switch (signer.kind) {
    case 'person':
    case 'recorder':
    case 'administrator':
      return [signer.person];
    case 'substitute':
      return [signer.person, signer.for];
    case 'system':
      return [];
  }
}

/** Every person once, sorted. */
export function personsOf(event: RecordedEvent): readonly PersonId[] {
  return [...new Set([...personsOfSigner(event.signer), ...personsOfBody(event)])].sort();
}

function personsOfBody(event: RecordedEvent): readonly PersonId[] {
  if (!('task' in event)) return namedIn(event);
  const { seat, recusal } = splitTask(event.task);
  return [...[seat, recusal].filter((one) => one !== null), ...namedIn(event)];
}

function namedIn(event: RecordedEvent): readonly PersonId[] {
  switch (event.kind) {
    case 'TaskOpened':
      return event.seat === undefined ? event.owners : [event.seat, ...event.owners];
    case 'BecameOverdue':
      return event.owners;
    case 'TaskHandedOver':
    case 'TaskReassigned':
    case 'TaskTransferred':
    case 'TaskDelegated':
    case 'TaskHandedBack':
      return [...event.from, ...event.to];
    case 'Reminded':
    case 'Escalated':
    case 'Urged':
    case 'CopySent':
    case 'Sent':
    case 'Shortfall':
      return event.to;
    case 'Decided':
      return event.seat === undefined ? [] : [event.seat];
    case 'Voted':
      return [event.seat];
    case 'VoteCounted':
      return [
        ...event.entitled,
        ...event.recused,
        ...votersOf(event.vote),
        ...(event.chair === null ? [] : [event.chair]),
      ];
    case 'BallotTaken':
    case 'StagePassed':
    case 'Recused':
    case 'RecusalDemanded':
    case 'RecusalRefused':
    case 'CopyRead':
      return [event.person];
    case 'ReviewerAdded':
      return [event.person, event.by];
    case 'MeetingClosed':
      return [
        ...event.entitled,
        ...event.present,
        ...event.recused.map((one) => one.person),
        ...(event.chair === null ? [] : [event.chair]),
        ...votersOf(event.vote),
        ...event.verdicts.flatMap((one) => [...one.aside, ...(one.own === undefined ? [] : votersOf(one.own))]),
      ];
    default:
      return [];
  }
}
