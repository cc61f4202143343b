/**
 * A role: who acts, found by place and day in the roster. `relation` says how, `of` on which layers, in order of preference.
 */
import * as z from 'zod';
import type { RoleDefinition } from '../roster/resolve.ts';
import { RosterWord } from '../roster/roster.ts';
import { listOf, sourced, Text, Word } from './words.ts';

const shared = {
  name: Text,
  ...sourced,
  /** The place at or above the node on the first of these layers where somebody is recorded. */
  of: z.union([Word, z.array(Word).min(1).max(10)]),
  /** Whether substitutes act; absent: yes, but for bodies and everyone. */
  substitutes: z.boolean().optional(),
};

export const Role = z.discriminatedUnion('relation', [
  /** Who holds the post. */
  z.strictObject({ relation: z.literal('holders'), ...shared }),
  /** Who heads the place. */
  z.strictObject({ relation: z.literal('head'), ...shared }),
  /** 分管: who is in charge of the place, or of the nearest above. */
  z.strictObject({ relation: z.literal('in-charge'), ...shared }),
  /** The body of that kind at the place; it decides together. */
  z.strictObject({ relation: z.literal('body'), body: RosterWord, ...shared }),
  /** The office of the body of that kind. */
  z.strictObject({ relation: z.literal('body-office'), body: RosterWord, ...shared }),
  /** Who holds the function of that name at the place. */
  z.strictObject({ relation: z.literal('function'), function: RosterWord, ...shared }),
  /** The holders of all posts at the place and below. */
  z.strictObject({ relation: z.literal('everyone'), ...shared }),
]);
export type Role = z.infer<typeof Role>;

/** As the kernel resolves it. */
export function roleDefinition(id: string, role: Role): RoleDefinition {
  const shared = {
    id,
    name: role.name,
    of: [...listOf(role.of)],
    ...(role.substitutes !== undefined && { substitutes: role.substitutes }),
  };
  switch (role.relation) {
    case 'body':
    case 'body-office':
      return { ...shared, relation: role.relation, body: role.body };
    case 'function':
      return { ...shared, relation: 'function', function: role.function };
    default:
      return { ...shared, relation: role.relation };
  }
}
