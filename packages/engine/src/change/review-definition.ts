/**
 * A review definition as data from outside: its shape, and whether a campaign that runs already can be reviewed by it (its roles,
 * steps and facts are the campaign's, its course goes through all its stages). Must not know who sends it or where reviews stand.
 */
import * as z from 'zod';
import {
  type ActorDefinition,
  type Choice,
  formsOf,
  type ReviewDefinition,
  type StageDefinition,
} from '../campaign/definition.ts';
import { Rule } from '../expression/rule.ts';
import { Expression } from '../expression/tree.ts';
import { BRANCH_PLACES, REVIEW_PLACES } from '../machine/review-machine.ts';
import { DueLadder } from '../time/ladder.ts';
import { Limit } from '../time/limit.ts';

const Id = z.string().min(1).max(200);
const Ids = z.array(Id).max(100);
const Text = z.string().max(500);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Share = z.tuple([z.int().min(0).max(1000), z.int().min(1).max(1000)]);

const Due = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('at'), at: z.int(), words: Text }),
  z.strictObject({ kind: z.literal('after'), limit: Limit, since: Id.exactOptional() }),
  z.strictObject({ kind: z.literal('step') }),
  z.strictObject({ kind: z.literal('none'), reason: Text }),
]);

const Threshold = z.union([
  z.strictObject({ atLeast: z.int().min(0).max(500) }),
  z.strictObject({ atLeastShare: Share }),
  z.strictObject({ moreThan: Share }),
]);

const counting = {
  quorum: Threshold,
  pass: Threshold,
  fail: Threshold.nullable(),
  of: z.enum(['entitled', 'present', 'voting']),
  weights: z.record(Id, z.int().min(1).max(100)),
  casting: z.boolean(),
  veto: z.boolean(),
  ballot: z.enum(['open', 'secret']),
  hideBelow: z.int().min(0).max(500),
};

const Decide = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('one') }),
  z.strictObject({ mode: z.literal('any') }),
  z.strictObject({ mode: z.literal('all') }),
  z.strictObject({ mode: z.literal('in-order') }),
  z.strictObject({
    mode: z.literal('vote'),
    ends: z.enum(['all-voted', 'certain']),
    passed: Id,
    failed: Id,
    ...counting,
  }),
  z.strictObject({ mode: z.literal('meeting'), ...counting }),
]);

const Outcome = z.strictObject({
  id: Id,
  name: Text,
  leads: z.enum(['forward', 'return', 'end']),
  opinion: z.enum(['required', 'optional']),
  to: Id.exactOptional(),
  steps: Ids.exactOptional(),
});

function choiceOf<T extends z.ZodType>(value: T) {
  return z.strictObject({ rule: Rule, values: z.array(value).min(1).max(60), hash: Hash });
}

const Stage = z.strictObject({
  id: Id,
  name: Text,
  by: Id,
  resolve: z.enum(['frozen', 'live']),
  decide: Decide,
  when: Expression.exactOptional(),
  due: Due,
  limit: z.enum(['anew', 'paused-while-returned']),
  ladder: DueLadder,
  outcomes: z.array(Outcome).min(1).max(50),
  advice: z.boolean(),
  selfReview: Id.nullable(),
  copies: Ids,
  choices: z.strictObject({ by: choiceOf(Id).exactOptional(), due: choiceOf(Due).exactOptional() }).exactOptional(),
});

const Group = z.strictObject({
  id: Id,
  name: Text,
  join: z.enum(['all', 'any']),
  onReturn: z.enum(['stop', 'hear-all']),
  branches: z
    .array(z.strictObject({ id: Id, name: Text, stages: Ids.min(1) }))
    .min(1)
    .max(50),
});

const CourseEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stage'), stage: Id }),
  z.strictObject({ kind: z.literal('group'), group: Group }),
]);

const Shape: z.ZodType<ReviewDefinition> = z.strictObject({
  id: Id,
  name: Text,
  hash: Hash,
  stages: z.array(Stage).min(1).max(100),
  course: z.array(CourseEntry).min(1).max(100),
  once: z.boolean(),
  return: z.strictObject({
    to: Ids,
    stages: z.union([z.enum(['none', 'previous', 'earlier']), Ids]),
    then: z.enum(['walk-again', 'straight-back', 'chosen']),
    reasons: z.array(Text).max(100),
    due: Limit,
    raise: z.array(z.strictObject({ past: z.int().min(1).max(1000), role: Id })).max(50),
  }),
  onChange: z.strictObject({
    then: z.enum(['nothing', 'recompute', 'supplement', 'short', 'review', 'redo']),
    stages: Ids,
  }),
});

export type ReadReview =
  | { readonly definition: ReviewDefinition; readonly faults?: undefined }
  /** Where, and what is wrong there: `stages.0.by: unknown-role chair`. */
  | { readonly definition?: undefined; readonly faults: readonly string[] };

/** Reads a definition from JSON and checks it against the campaign that is to be reviewed by it. */
export function readReview(campaign: ActorDefinition, value: unknown): ReadReview {
  const read = Shape.safeParse(value);
  if (!read.success) {
    return { faults: read.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}: ${issue.code}`) };
  }
  const faults = faultsIn(campaign, read.data);
  return faults.length > 0 ? { faults } : { definition: read.data };
}

function faultsIn(campaign: ActorDefinition, review: ReviewDefinition): string[] {
  const faults: string[] = [];
  const fault = (path: string, what: string, of: string) => faults.push(`${path}: ${what} ${of}`);
  const steps = new Set([
    ...campaign.steps.map((step) => step.id),
    ...campaign.procedures.flatMap((procedure) => procedure.steps.map((step) => step.id)),
  ]);
  const stages = new Set(review.stages.map((stage) => stage.id));
  const groups = review.course.flatMap((entry) => (entry.kind === 'group' ? [entry.group] : []));
  const places = [...review.stages.map((stage) => stage.id), ...groups.map((group) => group.id)];
  const role = (path: string, id: string) => {
    if (campaign.roles[id] === undefined) fault(path, 'unknown-role', id);
  };
  const known = (path: string, ids: readonly string[], among: ReadonlySet<string>, what: string) => {
    for (const id of ids) if (!among.has(id)) fault(path, what, id);
  };

  const reserved: readonly string[] = [...REVIEW_PLACES, ...BRANCH_PLACES];
  for (const id of places) if (reserved.includes(id)) fault('stages', 'reserved', id);
  for (const id of repeated(places)) fault('stages', 'repeated', id);
  for (const group of groups) {
    for (const id of repeated(group.branches.map((branch) => branch.id))) fault(`course.${group.id}`, 'repeated', id);
  }
  const visited = review.course.flatMap((entry) =>
    entry.kind === 'stage' ? [entry.stage] : entry.group.branches.flatMap((branch) => branch.stages),
  );
  known('course', visited, stages, 'unknown-stage');
  known('course', [...stages], new Set(visited), 'without-place');
  for (const id of repeated(visited)) fault('course', 'repeated', id);

  for (const stage of review.stages) faultsInStage(stage);
  known('return.to', review.return.to, steps, 'unknown-step');
  if (typeof review.return.stages !== 'string') {
    known('return.stages', review.return.stages, new Set(places), 'unknown-stage');
  }
  for (const raised of review.return.raise) role('return.raise', raised.role);
  known('onChange.stages', review.onChange.stages, stages, 'unknown-stage');
  if (review.onChange.then === 'short' && review.onChange.stages.length === 0) {
    fault('onChange.stages', 'missing', review.onChange.then);
  }
  return faults;

  function faultsInStage(stage: StageDefinition): void {
    const at = `stages.${stage.id}`;
    role(`${at}.by`, stage.by);
    for (const id of stage.choices?.by?.values ?? []) role(`${at}.choices.by`, id);
    for (const choice of Object.values(stage.choices ?? {})) faultsInChoice(`${at}.choices`, choice);
    if (stage.selfReview !== null) role(`${at}.selfReview`, stage.selfReview);
    for (const id of stage.copies) role(`${at}.copies`, id);
    for (const { to } of stage.ladder.escalations) role(`${at}.ladder`, to);
    const outcomes = new Set(stage.outcomes.map((outcome) => outcome.id));
    for (const id of repeated(stage.outcomes.map((outcome) => outcome.id))) fault(`${at}.outcomes`, 'repeated', id);
    for (const outcome of stage.outcomes) {
      const path = `${at}.outcomes.${outcome.id}`;
      if (outcome.to !== undefined) known(`${path}.to`, [outcome.to], new Set(places), 'unknown-stage');
      known(`${path}.steps`, outcome.steps ?? [], steps, 'unknown-step');
    }
    if ('weights' in stage.decide) for (const id of Object.keys(stage.decide.weights)) role(`${at}.decide.weights`, id);
    if (stage.decide.mode === 'vote') {
      known(`${at}.decide`, [stage.decide.passed, stage.decide.failed], outcomes, 'unknown-outcome');
    }
    if (stage.when !== undefined) faultsInFacts(`${at}.when`, stage.when);
  }

  function faultsInChoice(at: string, { rule, values }: Choice<unknown>): void {
    const rows = 'rows' in rule && rule.hit === 'first' ? rule.rows : [];
    if (rows.length === 0) fault(at, 'not-a-choice', rule.hit);
    for (const row of rows) {
      faultsInFacts(at, row.if);
      if (values[Number(row.then)] === undefined) fault(at, 'unknown-value', String(row.then));
    }
  }

  function faultsInFacts(at: string, tree: Expression): void {
    for (const fact of factsRead(tree)) {
      if (!isFact(campaign, fact)) fault(at, 'unknown-fact', fact.path.join('.'));
    }
  }
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

interface FactRead {
  readonly path: readonly string[];
  readonly optional?: true;
}

/** The facts that a condition may read, its own variables left out. */
function factsRead(tree: Expression, variables: readonly string[] = []): FactRead[] {
  const of = (one: Expression) => factsRead(one, variables);
  switch (tree.op) {
    case 'constant':
      return [];
    case 'fact':
      return variables.includes(tree.path[0] ?? '') ? [] : [tree];
    case 'compare':
      return [tree.left, tree.right].flatMap(of);
    case 'in':
      return [
        tree.of,
        ...tree.tests.flatMap((test) =>
          test.test === 'is' ? [test.to] : test.test === 'range' ? [test.from.at, test.to.at] : [test.of],
        ),
      ].flatMap(of);
    case 'if':
      return [tree.test, tree.yes, tree.no].flatMap(of);
    case 'some':
    case 'every':
    case 'where':
      return [...of(tree.in), ...factsRead(tree.test, [...variables, tree.name])];
    case 'list':
    case 'and':
    case 'or':
    case 'add':
    case 'multiply':
    case 'min':
    case 'max':
      return tree.of.flatMap(of);
    case 'null':
    case 'not':
    case 'count':
    case 'sum':
    case 'negate':
    case 'each':
      return of(tree.of);
  }
}

/** Can be read in this campaign, as `kernel/values.ts` gives it. Facts of layers that are hosted elsewhere are taken on trust. */
function isFact(campaign: ActorDefinition, { path, optional }: FactRead): boolean {
  const [first = '', second = '', third = ''] = path;
  if (first === 'node') return campaign.layers.includes(second);
  if (first === 'grade') return campaign.scales[second]?.sources.includes(third) ?? false;
  if (first === 'case') return campaign.procedures.some((procedure) => procedure.facts.includes(second));
  if (campaign.layers.includes(first)) {
    const here = Object.values({ ...campaign.above, ...campaign.nodes }).filter((node) => node.layer === first);
    return optional === true || here.length === 0 || here.some((node) => node.facts[second] !== undefined);
  }
  const all = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const step = all.find((one) => one.id === `${first}.${second}`);
  if (step?.kind !== 'do') return false;
  return formsOf(step).some((form) => campaign.forms[form]?.facts.includes(third));
}
