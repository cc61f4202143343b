/** The persons an event or a signer names, so that the recorder can add their names. */
import type { PersonId } from '../campaign/keys.ts';
import type { Signer } from '../kernel/signer.ts';
import type { RecordedEvent } from './entry.ts';

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
  switch (event.kind) {
    case 'TaskOpened':
    case 'BecameOverdue':
      return event.owners;
    case 'TaskHandedOver':
    case 'TaskReassigned':
      return [...event.from, ...event.to];
    case 'Reminded':
    case 'Escalated':
    case 'Sent':
      return event.to;
    case 'MeetingClosed':
      return [...event.entitled, ...event.present, ...event.recused.map((one) => one.person)];
    default:
      return [];
  }
}
