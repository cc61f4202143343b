/**
 * Whether a rule table has a row for every case, and where rows overlap, decided by going through all cases that its conditions
 * tell apart, each with a witness. Beyond 100,000 cases it says so instead of guessing. Not for the workflow sandbox.
 */
import type { Problem } from '../problem.ts';
import { formatDecimal } from './decimal.ts';
import { evaluate, holds } from './evaluate.ts';
import type { Scope } from './fact-type.ts';
import { type Dimension, factsOf, formatWitness, partition, pathsIn, wordsOf } from './partition.ts';
import { conflicts, matching, type Rule, scoreOf } from './rule.ts';
import { scoreTypeOf } from './score-type.ts';
import type { Expression, Value } from './tree.ts';

export const maxCases = 100_000;
/** Witnesses kept of each kind. */
const most = 20;

/** A case: the facts that decide, by name, parents before their fields. */
export type Witness = readonly { readonly name: string; readonly value: Value }[];

export interface Overlap {
  /** Indexes of rows that match together; of a count or score, of bands. */
  readonly rows: readonly number[];
  readonly witness: Witness;
  /** Whether the hit policy forbids it. */
  readonly conflict: boolean;
}

export interface Coverage {
  /** False when there are too many cases; then nothing else is known. */
  readonly decided: boolean;
  /** Every case has a row (or band), `otherwise` left aside. */
  readonly exhaustive: boolean;
  readonly gaps: readonly Witness[];
  readonly overlaps: readonly Overlap[];
  /** Indexes of rows (or bands) that no case reaches. */
  readonly unreachable: readonly number[];
  readonly cases: number;
  /** Parts taken as free facts, in FEEL; a gap or overlap that rests on them may be one that cannot happen. */
  readonly assumed: readonly string[];
}

/** The analysis of a compiled rule over the scope it was compiled in. */
export function coverage(rule: Rule, scope: Scope): Coverage {
  if (rule.hit !== 'count' && rule.hit !== 'score') return tableCoverage(rule, scope);
  const bands: Rule = { hit: 'unique', rows: rule.bands };
  const free = tableCoverage(bands, { [rule.hit]: scoreTypeOf(rule) });
  const flawless = free.exhaustive && !free.overlaps.some((overlap) => overlap.conflict);
  // Free bands hold for every number; flaws count only where the facts can bring the score.
  return flawless ? free : (reachedCoverage(rule, scope) ?? { ...free, assumed: [...free.assumed, rule.hit] });
}

/**
 * Problems of a compiled rule: gaps that no `otherwise` takes, overlaps that its policy forbids, rows that no case reaches, and too many
 * cases to tell.
 */
export function checkRule(rule: Rule, scope: Scope, path: Problem['path'] = []): Problem[] {
  const found = coverage(rule, scope);
  const needs = rule.otherwise === undefined;
  if (!found.decided) {
    // Policies that stop at run time on a conflict stay safe; an author still has to say what no match means.
    const severity = needs ? ('error' as const) : ('advice' as const);
    return [{ code: 'rule.too-many-cases', severity, path, cases: found.cases, most: maxCases }];
  }
  const assumed = found.assumed.length > 0 ? { assumed: found.assumed } : {};
  const part = rule.hit === 'count' || rule.hit === 'score' ? 'bands' : 'rows';
  const gaps = needs ? found.gaps : [];
  return [
    ...gaps.map((witness): Problem => {
      return { code: 'rule.gap', severity: 'error', path, witness: formatWitness(witness), facts: witness, ...assumed };
    }),
    ...found.overlaps
      .filter((overlap) => overlap.conflict)
      .map(({ rows, witness }): Problem => {
        const code = rule.hit === 'any' ? 'rule.conflict' : 'rule.overlap';
        const numbers = rows.map((row) => row + 1);
        return {
          code,
          severity: 'error',
          path,
          rows: numbers,
          witness: formatWitness(witness),
          facts: witness,
          ...assumed,
        };
      }),
    ...found.unreachable.map((row): Problem => {
      return { code: 'rule.unreachable', severity: 'advice', path: [...path, part, row], row: row + 1 };
    }),
  ];
}

type Table = Exclude<Rule, { hit: 'count' | 'score' }>;

function tableCoverage(rule: Table, scope: Scope): Coverage {
  const cut = partition(
    rule.rows.map((row) => row.if),
    [],
    scope,
    maxCases,
  );
  if (cut === undefined || cut.cases > maxCases)
    return undecided(cut?.cases ?? Number.POSITIVE_INFINITY, cut?.assumed ?? []);
  const tables = cut.trees.map((tree) => truthTable(tree, cut.dimensions));
  const tally = new Tally(rule);
  for (const choice of choices(cut.dimensions)) {
    const matched = tables.flatMap((table, row) => (table(choice) ? [row] : []));
    tally.add(matched, () => wordsOf(cut.dimensions, choice));
  }
  return tally.finish(cut.cases, cut.assumed);
}

/** Bands over the scores that facts can bring; undefined when those cannot be gone through. */
function reachedCoverage(rule: Rule & { hit: 'count' | 'score' }, scope: Scope): Coverage | undefined {
  const base = rule.hit === 'score' && rule.base !== undefined ? [rule.base.of] : [];
  const cut = partition(
    rule.rows.map((row) => row.if),
    base,
    scope,
    maxCases,
  );
  if (cut === undefined || cut.cases > maxCases) return undefined;
  const tables = cut.trees.map((tree) => truthTable(tree, cut.dimensions));
  const tally = new Tally({ hit: 'unique', rows: rule.bands });
  const seen = new Map<string, readonly number[]>();
  for (const choice of choices(cut.dimensions)) {
    const matched = tables.flatMap((table, row) => (table(choice) ? [row] : []));
    const [whole] = cut.numbers;
    const score = scoreOf(rule, matched, () =>
      whole === undefined ? 0 : evaluate(whole, factsOf(cut.dimensions, choice)),
    );
    const key = formatDecimal(score);
    const bands = seen.get(key) ?? matching(rule.bands, (tree) => evaluate(tree, { [rule.hit]: score }));
    seen.set(key, bands);
    tally.add(bands, () => [{ name: rule.hit, value: score }, ...wordsOf(cut.dimensions, choice)]);
  }
  return tally.finish(cut.cases, cut.assumed);
}

/** What the cases so far have shown. */
class Tally {
  private readonly rule: Table;
  private readonly gaps: Witness[] = [];
  private readonly overlaps = new Map<string, Overlap>();
  private readonly reached = new Set<number>();
  private exhaustive = true;

  constructor(rule: Table) {
    this.rule = rule;
  }

  add(matched: readonly number[], witness: () => Witness): void {
    for (const row of this.rule.hit === 'first' ? matched.slice(0, 1) : matched) this.reached.add(row);
    if (matched.length === 0) {
      this.exhaustive = false;
      if (this.gaps.length < most) this.gaps.push(witness());
    }
    if (matched.length < 2) return;
    const key = matched.join();
    if (this.overlaps.has(key)) return;
    const conflict = conflicts(this.rule.hit, this.rule.rows, matched);
    // What the policy forbids is always kept before what it allows.
    const room = [...this.overlaps.values()].filter((overlap) => overlap.conflict === conflict).length < most;
    if (room) this.overlaps.set(key, { rows: matched, witness: witness(), conflict });
  }

  finish(cases: number, assumed: readonly string[]): Coverage {
    const unreachable = this.rule.rows.flatMap((_, row) => (this.reached.has(row) ? [] : [row]));
    const { gaps, exhaustive } = this;
    return { decided: true, exhaustive, gaps, overlaps: [...this.overlaps.values()], unreachable, cases, assumed };
  }
}

/** The truth of a condition by case, worked out once for each combination of the facts it reads. */
function truthTable(tree: Expression, dimensions: readonly Dimension[]): (choice: readonly number[]) => boolean {
  const paths = pathsIn(tree);
  const reads = dimensions.flatMap(({ path }, i) => {
    return paths.some((read) => path.every((field, at) => field === read[at])) ? [i] : [];
  });
  const own = reads.flatMap((i) => dimensions[i] ?? []);
  const known = new Map<number, boolean>();
  return (choice) => {
    let key = 0;
    for (const i of reads) key = key * (dimensions[i]?.values.length ?? 1) + (choice[i] ?? 0);
    const before = known.get(key);
    if (before !== undefined) return before;
    const truth = holds(
      tree,
      factsOf(
        own,
        reads.map((i) => choice[i] ?? 0),
      ),
    );
    known.set(key, truth);
    return truth;
  };
}

/** Every combination of the values; the array is reused. */
function* choices(dimensions: readonly Dimension[]): Generator<readonly number[]> {
  if (dimensions.some(({ values }) => values.length === 0)) return;
  const choice = dimensions.map(() => 0);
  for (;;) {
    yield choice;
    let at = choice.length - 1;
    while (at >= 0 && (choice[at] ?? 0) + 1 >= (dimensions[at]?.values.length ?? 1)) choice[at--] = 0;
    if (at < 0) return;
    choice[at] = (choice[at] ?? 0) + 1;
  }
}

function undecided(cases: number, assumed: readonly string[]): Coverage {
  return { decided: false, exhaustive: false, gaps: [], overlaps: [], unreachable: [], cases, assumed };
}
