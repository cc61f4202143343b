/**
 * Acts that nobody is to be named with. Until such a request is answered its row says who gave it, because it may have to be sent again;
 * from then on it keeps the act and not the hand. What else remembers it is the actor's history, until that expires.
 */
import { type Command, SYSTEM } from '@lianfang/engine/kernel';
import { hashOf } from '@lianfang/engine/record';

/** What an answered row is to say instead; nothing for acts that are signed. */
export function unnamed(
  command: Command,
): { command: Command; commandHash: string; signer: Command['signer'] } | undefined {
  if (command.kind !== 'Comment' || command.from !== 'anonymous' || command.signer.kind === 'system') return undefined;
  const said = { ...command, signer: SYSTEM };
  // A hash over the signer would tell who it was to whoever tries all names.
  return { command: said, commandHash: hashOf(said), signer: SYSTEM };
}
