/** Faults in expressions and in the tables made of them: each a condition that says too much, too little, or nothing that can be told. */
import type { Document } from 'yaml';
import type { Fault, Path } from './faults.ts';

const WHEN: Path = ['reviews', 'points', 'stages', 0, 'when'];
const RULE: Path = ['rules', 'post-grade'];

const only =
  (path: Path): Fault['places'] =>
  () => [path];

const condition = (code: string, name: string, text: string): Fault => ({
  name,
  code,
  places: only(WHEN),
  plant: (plan, place) => {
    plan.setIn(place, text);
    return undefined;
  },
});

const rule = (code: string, name: string, change: (plan: Document) => void, at: Path = []): Fault => ({
  name,
  code,
  places: only(RULE),
  plant: (plan, place) => {
    change(plan);
    return [...place, ...at];
  },
});

const row = (text: string, then: unknown) => ({ if: text, ...(then !== undefined && { then }) });

/** A rule that adds up points; its bands say which grade they make. */
function scored(plan: Document, points: readonly unknown[], bands: readonly (readonly [string, string])[]): void {
  plan.setIn([...RULE, 'hit'], 'score');
  plan.setIn([...RULE, 'base'], '60');
  plan.setIn(
    [...RULE, 'rows'],
    points.map((value, at) => row(['post.concentrated', 'post.direct', 'post.general'][at] ?? 'post.cadre', value)),
  );
  plan.setIn(
    [...RULE, 'bands'],
    bands.map(([text, then]) => row(text, then)),
  );
  plan.deleteIn([...RULE, 'otherwise']);
}

export const expressionFaults: readonly Fault[] = [
  condition('expression.empty', 'a condition says nothing', '  '),
  condition(
    'expression.too-long',
    'a condition is longer than anybody reads',
    `post.general${' or post.direct'.repeat(200)}`,
  ),
  condition(
    'expression.too-deep',
    'a condition is nested too deep',
    `${'not('.repeat(80)}post.general${')'.repeat(80)}`,
  ),
  condition('expression.wide-character', 'a condition has full-width signs', 'post.rank ＝ "无"'),
  condition('expression.no-fields', 'a fact is read as a record', 'post.general.planted = true'),
  condition('expression.wrong-type', 'a text is taken for yes or no', 'post.rank and post.general'),
  condition(
    'expression.mixed-types',
    'a choice between a text and a number',
    '(if post.general then "无" else 1) = "无"',
  ),
  condition('expression.not-comparable', 'a text is compared with yes or no', 'post.rank = post.general'),
  condition('expression.no-order', 'values without an order are compared by size', 'post.rank > "无"'),
  condition('expression.not-a-date', 'a day is none', 'date("2011-02-30") = date("2011-03-01")'),
  condition('expression.clock', 'a condition asks what day it is', 'today() > date("2011-10-01")'),
  condition('expression.unknown-function', 'a function is unknown', 'planted(post.rank) = 1'),
  condition('expression.parameters', 'a function gets too much', 'count(post.kinds, post.kinds) > 1'),
  condition('expression.unsupported', 'a condition makes a record', '{ a: 1 } = 1'),
  condition('expression.inexact-division', 'a third is taken', 'count(post.kinds) / 3 > 1'),
  condition('expression.too-precise', 'a number has too many digits', 'count(post.kinds) > 0.12345678901234567890'),
  condition(
    'expression.name-taken',
    'a variable is called as a layer',
    'some post in post.kinds satisfies post = "财务"',
  ),
  rule('rule.conflict', 'rows that match together say different things', (plan) => plan.setIn([...RULE, 'hit'], 'any')),
  rule(
    'rule.unreachable',
    'a row is never reached',
    (plan) => {
      plan.setIn([...RULE, 'hit'], 'first');
      plan.addIn([...RULE, 'rows'], row('post.rank = "正职" and post.general', '二级'));
    },
    ['rows'],
  ),
  rule('rule.gap', 'a score falls in no band', (plan) =>
    scored(
      plan,
      [29.5, 20, 10],
      [
        ['score >= 90', '一级'],
        ['score in [70..89]', '二级'],
        ['score < 70', '三级'],
      ],
    ),
  ),
  rule('rule.overlap', 'a score falls in two bands', (plan) =>
    scored(
      plan,
      [30, 20, 10],
      [
        ['score >= 90', '一级'],
        ['score in [70..90]', '二级'],
        ['score < 70', '三级'],
      ],
    ),
  ),
  rule(
    'rule.not-points',
    'points are no plain number',
    (plan) =>
      scored(
        plan,
        [1e-15, 20, 10],
        [
          ['score >= 90', '一级'],
          ['score < 90', '三级'],
        ],
      ),
    ['rows', 0],
  ),
  rule('rule.too-many-cases', 'there are more cases than can be told apart', (plan) => {
    const facts = Array.from({ length: 18 }, (_, at) => `planted${at}`);
    for (const fact of facts) plan.setIn(['layers', 3, 'facts', fact], { name: fact, type: 'boolean' });
    plan.setIn(
      [...RULE, 'rows'],
      facts.map((fact) => row(`post.${fact}`, '一级')),
    );
    plan.deleteIn([...RULE, 'otherwise']);
  }),
];
