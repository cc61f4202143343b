/** Names of persons as of now, for what is being recorded. */
import type { PersonId } from '@lianfang/engine/kernel';
import type { Names } from '@lianfang/engine/record';
import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from './database.ts';
import { people } from './schema.ts';

/** @returns picks the names of some of these persons; one whose name is not known is left out */
export async function namesOf(
  db: Db,
  campaign: string,
  persons: readonly PersonId[],
): Promise<(some: readonly PersonId[]) => Names> {
  const ids = [...new Set(persons)];
  const rows =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(people)
          .where(and(eq(people.campaign, campaign), inArray(people.person, ids)));
  const names = new Map(rows.map((row) => [row.person, row.name]));
  return (some) =>
    Object.fromEntries(
      some.flatMap((person) => {
        const name = names.get(person);
        return name === undefined ? [] : [[person, name]];
      }),
    );
}
