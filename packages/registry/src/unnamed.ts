/**
 * Acts that nobody is to be named with, and ballots, whose token is worth a vote to whoever reads it. Until such a request is answered its row says who gave it, because it may have to be sent again;
 * from then on it keeps the act and not the hand. What else remembers it is the actor's history, until that expires.
 */
import { type Command, SYSTEM } from '@lianfang/engine/kernel';
import { hashOf, sha256Hex } from '@lianfang/engine/record';

/** What an answered row is to say instead; nothing for acts that are signed. */
export function unnamed(
  command: Command,
): { command: Command; commandHash: string; signer: Command['signer'] } | undefined {
  if (command.kind === 'CastBallot') {
    // A ballot that was refused, because it came too early, may be cast again.
    const said = { ...command, token: sha256Hex(command.token) };
    return { command: said, commandHash: hashOf(said), signer: command.signer };
  }
  if (command.kind === 'Reply') {
    // Who answered is known; what is on record in the event where it was asked by name, and told together where it was not.
    const said = { ...command, facts: {} };
    return { command: said, commandHash: hashOf(said), signer: command.signer };
  }
  if (command.kind !== 'Comment' || command.from !== 'anonymous' || command.signer.kind === 'system') return undefined;
  const said = { ...command, signer: SYSTEM };
  // A hash over the signer would tell who it was to whoever tries all names.
  return { command: said, commandHash: hashOf(said), signer: SYSTEM };
}
