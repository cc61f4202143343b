/**
 * A file that says how people behave in a rehearsal: shares by role and layer, and what named people do. YAML with the limits of a plan;
 * everything wrong with it is said at once. Must not know how people act on it.
 */
import { z } from 'zod';
import type { Campaign } from '../campaign/definition.ts';
import { readDocument } from '../plan/document.ts';
import { problemsOf, telling } from '../plan/shape-problems.ts';
import type { Problem } from '../problem.ts';
import { CivilDate } from '../time/civil-date.ts';

const Share = z.number().min(0).max(1);

const conduct = {
  late: Share.exactOptional().describe('过期才办的比例，0 到 1；默认 0'),
  lateDays: z.int().min(0).max(365).exactOptional().describe('过期几天才办；默认等到第一次催办上报之后'),
  returned: Share.exactOptional().describe('报上去的材料被退回的比例，0 到 1；默认 0'),
  times: z.int().min(1).max(9).exactOptional().describe('被退回时退几次；默认 1'),
  objecting: Share.exactOptional().describe('征求意见、公示、评议时提出意见的比例，0 到 1；默认 0'),
};
const Away = z.strictObject({
  from: CivilDate.describe('自哪天不在，含当天'),
  to: CivilDate.describe('到哪天不在，含当天'),
});

export const Behaviour = z
  .strictObject({
    lianfang: z.literal('behaviour/v1'),
    punctual: z
      .tuple([Share, Share])
      .exactOptional()
      .describe('按时的人在期限内的哪一段办：起、止，0 到 1；默认 [0.1, 0.55]'),
    comments: z.int().min(0).max(50).exactOptional().describe('每次征求意见、公示、评议最多几条意见；默认 2'),
    shares: z
      .array(
        z.strictObject({
          role: z.string().exactOptional().describe('只对这个角色；默认所有角色'),
          layer: z.string().exactOptional().describe('只对这个层级的节点；默认所有层级'),
          ...conduct,
          absent: Share.exactOptional().describe('其间有一段不在的人的比例，0 到 1；默认 0'),
          absentDays: z.int().min(1).max(365).exactOptional().describe('不在几天，日历日；默认 7'),
        }),
      )
      .max(100)
      .exactOptional()
      .describe('按角色、层级给出的比例；后面的行盖过前面的'),
    people: z
      .record(
        z.string(),
        z.strictObject({ ...conduct, away: z.array(Away).max(50).exactOptional().describe('哪些天不在，什么都不办') }),
      )
      .exactOptional()
      .describe('指名的人，键为花名册中的编号；盖过 shares'),
  })
  .describe('预演中人怎样办事；没有提到的人都按时办，不被退回');
export type Behaviour = z.infer<typeof Behaviour>;
export type Conduct = Omit<NonNullable<Behaviour['shares']>[number], 'role' | 'layer'>;

export interface ParsedBehaviour {
  /** Absent when anything is wrong with it. */
  readonly behaviour?: Behaviour;
  readonly problems: readonly Problem[];
}

/** @param people of the roster, by id */
export function parseBehaviour(
  text: string,
  campaign: Pick<Campaign, 'roles' | 'layers'>,
  people: readonly string[],
): ParsedBehaviour {
  const document = readDocument(text);
  if (document.value === undefined) return { problems: document.problems };
  const result = Behaviour.safeParse(document.value, telling);
  const found = result.success ? referencesIn(result.data, campaign, people) : problemsOf(result.error.issues);
  const problems = [...document.problems, ...found].map((problem) => {
    const line = problem.line ?? document.lineOf(problem.path);
    return line === undefined ? problem : { ...problem, line };
  });
  return result.success && problems.length === 0 ? { behaviour: result.data, problems } : { problems };
}

function referencesIn(
  { shares = [], people: named = {} }: Behaviour,
  { roles, layers }: Pick<Campaign, 'roles' | 'layers'>,
  people: readonly string[],
): Problem[] {
  const error = (code: string, path: Problem['path'], fields: Readonly<Record<string, unknown>>): Problem => ({
    code,
    severity: 'error',
    path,
    ...fields,
  });
  const known = new Set(people);
  return [
    ...shares.flatMap(({ role, layer }, index) => [
      ...(role === undefined || roles[role] !== undefined
        ? []
        : [error('reference.role', ['shares', index, 'role'], { name: role, possible: Object.keys(roles) })]),
      ...(layer === undefined || layers.includes(layer)
        ? []
        : [error('reference.layer', ['shares', index, 'layer'], { name: layer, possible: layers })]),
    ]),
    ...Object.entries(named).flatMap(([id, { away = [] }]) => [
      ...(known.has(id) ? [] : [error('roster.unknown-person', ['people', id], { id })]),
      ...away.flatMap(({ from, to }, index) =>
        from <= to ? [] : [error('roster.dates-reversed', ['people', id, 'away', index], { from, to })],
      ),
    ]),
  ];
}
