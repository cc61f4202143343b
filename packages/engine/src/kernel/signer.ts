/** Who acts. The five kinds are never mixed; ids only, names are added where the act is recorded. */
import * as z from 'zod';

const person = z.string().min(1).max(100);

export const Signer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), person }),
  z.strictObject({ kind: z.literal('substitute'), person, for: person }),
  /** A body, or somebody outside, through the person who records it; `paper` is the hash of the source on paper. */
  z.strictObject({ kind: z.literal('recorder'), person, of: z.string().min(1).max(200), paper: z.string().optional() }),
  /** Why is in the command: its reason, or the reasons and opinion of an order, by hash. */
  z.strictObject({ kind: z.literal('administrator'), person }),
  z.strictObject({ kind: z.literal('system') }),
]);
export type Signer = z.infer<typeof Signer>;

export const SYSTEM: Signer = { kind: 'system' };

/** The person whose hand it was; null for the system. */
export function actorIn(signer: Signer): string | null {
  return signer.kind === 'system' ? null : signer.person;
}

/** The person in whose right it is done. */
export function rightIn(signer: Signer): string | null {
  return signer.kind === 'substitute' ? signer.for : actorIn(signer);
}
