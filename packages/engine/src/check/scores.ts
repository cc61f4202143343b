/** Yardsticks and askings have what they need: somebody answers what is asked, points have a grade, what the run makes is there in time. */
import { bandScope, compileScore, rowsOf, scorersOf, scoreScope } from '../campaign/compile/scores.ts';
import { checkRule } from '../expression/coverage.ts';
import type { FactType } from '../expression/fact-type.ts';
import { possibleIn } from '../plan/choose.ts';
import { ofSteps, type PlacedStep, partOf } from '../plan/plan-index.ts';
import { writtenQuestions } from '../plan/question.ts';
import { criteriaOf, madeFrom, type Score } from '../plan/score.ts';
import type { Problem } from '../problem.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';
import { namedLater } from './expressions.ts';

export const checkScores: Check = (context) => [
  ...Object.entries(context.plan.scores ?? {}).flatMap(([id, score]) => scoreProblems(context, id, score)),
  ...[...context.index.steps, ...context.index.caseSteps].flatMap((placed) => [
    ...askingProblems(context, placed),
    ...scoringProblems(context, placed),
  ]),
];

function scoreProblems(context: CheckContext, id: string, score: Score): readonly Problem[] {
  const { plan, index, filled } = context;
  const path: Path = ['scores', id];
  const problems: Problem[] = [];
  const { criteria, bands, overrides = [] } = score;
  const grades = plan.scales[score.scale ?? '']?.grades;
  if ((score.scale === undefined) !== (bands === undefined))
    problems.push(problem('score.bands-and-scale', 'error', path, { name: score.name }));
  const results = [
    ...(Array.isArray(bands) ? bands.map(({ then }, at) => ({ then, at: [...path, 'bands', at, 'then'] })) : []),
    ...overrides.map(({ then }, at) => ({ then, at: [...path, 'overrides', at, 'then'] })),
  ];
  for (const { then, at } of results)
    if (grades?.includes(then) === false)
      problems.push(problem('rule.not-a-result', 'error', at, { value: then, possible: grades }));
  if (score.otherwise !== undefined && grades?.includes(score.otherwise) === false)
    problems.push(
      problem('rule.not-a-result', 'error', [...path, 'otherwise'], { value: score.otherwise, possible: grades }),
    );
  if (Array.isArray(criteria)) {
    criteria.forEach((one, at) => {
      if (score.outOf !== undefined && one.effect !== 'deducts' && one.max === undefined)
        problems.push(
          problem('score.no-maximum', 'error', [...path, 'criteria', at], { name: score.name, criterion: one.name }),
        );
    });
    const all = criteriaOf(criteria);
    all.forEach(({ criterion, path: at }, place) => {
      if (all.findIndex((one) => one.criterion.id === criterion.id) < place)
        problems.push(
          problem('plan.duplicate-id', 'error', [...path, 'criteria', ...at, 'id'], { name: criterion.id }),
        );
    });
  }
  problems.push(...madeProblems(context, id, score, path));
  if (!index.layers.includes(score.of)) return problems;
  const compiled = compileScore(index, id, scoreScope(index, filled, id), path);
  if ('problems' in compiled)
    problems.push(...namedLater(context, compiled.problems, scoreScope(index, filled, id, true), path));
  else if (compiled.score.rule.bands !== null && Array.isArray(bands))
    problems.push(...checkRule(compiled.score.rule.bands, bandScope(score), path).map(ofBands));
  return problems;
}

/** The bands are checked as a table of their own. */
function ofBands(one: Problem): Problem {
  const path = one.path.map((key) => (key === 'rows' ? 'bands' : key));
  return { ...one, path: path.length === 2 ? [...path, 'bands'] : path };
}

/** What the run makes is made of items with the facts that are named, all in one place, before anybody judges by it. */
function madeProblems({ plan, index }: CheckContext, id: string, score: Score, path: Path): readonly Problem[] {
  const problems: Problem[] = [];
  const { criteria, bands } = score;
  const facts = (from: string) => rowsOf(index, from);
  const wants = (
    from: string,
    name: string | undefined,
    fits: (type: FactType) => boolean,
    at: Path,
    expected: string,
  ) => {
    if (name === undefined || index.find(from) === undefined) return;
    const type = facts(from)[name];
    if (type !== undefined && fits(type)) return;
    const possible = Object.entries(facts(from)).flatMap(([fact, one]) => (fits(one) ? [fact] : []));
    problems.push(
      problem('score.made-of', 'error', at, { name, step: index.find(from)?.step.name, expected, possible }),
    );
  };
  if (!Array.isArray(criteria)) {
    const at = [...path, 'criteria'];
    wants(criteria.from, criteria.max, ({ kind }) => kind === 'number', [...at, 'max'], 'number');
    wants(criteria.from, criteria.weight, ({ kind }) => kind === 'number', [...at, 'weight'], 'number');
  }
  if (bands !== undefined && !Array.isArray(bands)) {
    const grades = plan.scales[score.scale ?? '']?.grades ?? [];
    const isGrade = (type: FactType) =>
      type.kind === 'enumeration' && type.optional !== true && type.values.every((value) => grades.includes(value));
    wants(bands.from, bands.then, isGrade, [...path, 'bands', 'then'], grades.join(' | '));
  }
  const depth = (layer: string) => index.layers.indexOf(layer);
  const froms = madeFrom(score).flatMap((from) => index.find(from) ?? []);
  const users = [...index.steps, ...index.caseSteps].filter((placed) => usesYardstick(placed, id));
  for (const from of froms) {
    const reviews = index.steps.filter((one) => ofSteps(index, one)[0] === from && one.step.review !== undefined);
    const late = users.find((user) => [from, ...reviews].some((one) => !index.isBefore(one.id, user.id)));
    const apart = from.layer !== froms[0]?.layer || depth(from.layer) > depth(score.of) || from.procedure !== undefined;
    const at = [...path, from.id === index.find(fromOf(criteria))?.id ? 'criteria' : 'bands', 'from'];
    if (late !== undefined)
      problems.push(
        problem('score.before-made', 'error', at, { name: score.name, step: late.step.name, made: from.step.name }),
      );
    if (apart) problems.push(problem('score.made-apart', 'error', at, { name: score.name, step: from.step.name }));
  }
  return problems;
}

function fromOf(part: Score['criteria'] | Score['bands']): string {
  return part === undefined || Array.isArray(part) ? '' : part.from;
}

function usesYardstick({ step }: PlacedStep, id: string): boolean {
  const { questions } = step.ask ?? {};
  return step.compute?.score === id || (questions !== undefined && !Array.isArray(questions) && questions.score === id);
}

function askingProblems({ index }: CheckContext, placed: PlacedStep): readonly Problem[] {
  const { ask } = placed.step;
  if (ask === undefined) return [];
  const path = [...placed.path, 'ask'];
  const problems: Problem[] = [];
  const asks = ask.purpose === 'questionnaire' || ask.purpose === 'assessment';
  if (ask.questions === undefined) {
    if (asks) problems.push(problem('ask.no-questions', 'error', path, { step: placed.step.name }));
    else if (ask.channels === undefined) problems.push(problem('plan.missing-key', 'error', path, { key: 'channels' }));
  }
  const questions = writtenQuestions(ask);
  questions.forEach((question, at) => {
    if (questions.findIndex((one) => one.id === question.id) < at)
      problems.push(problem('plan.duplicate-id', 'error', [...path, 'questions', at, 'id'], { name: question.id }));
    if (question.id === 'replies')
      problems.push(problem('plan.name-taken', 'error', [...path, 'questions', at, 'id'], { name: question.id }));
  });
  const judged = ask.questions === undefined || Array.isArray(ask.questions) ? undefined : ask.questions.score;
  const of = index.plan.scores?.[judged ?? ''];
  if (of !== undefined && of.of !== placed.layer)
    problems.push(
      problem('order.elsewhere', 'error', [...path, 'questions', 'score'], {
        step: placed.step.name,
        name: of.name,
        layer: placed.layer,
        other: of.of,
      }),
    );
  return problems;
}

function scoringProblems({ plan, index }: CheckContext, placed: PlacedStep): readonly Problem[] {
  const { step, layer } = placed;
  const { score: id, compare, rank, source } = step.compute ?? {};
  const path = [...placed.path, 'compute'];
  const problems: Problem[] = [];
  if ((id !== undefined || rank !== undefined) && source === undefined)
    problems.push(problem('step.grade-source', 'error', path, { step: step.name }));
  const score = plan.scores?.[id ?? ''];
  if (score !== undefined && id !== undefined) {
    if (score.of !== layer) problems.push(elsewhere([...path, 'score'], step.name, score.name, layer, score.of));
    const askings = ofSteps(index, placed).filter((one) => one.step.ask?.questions !== undefined);
    for (const asking of askings)
      if (asking.layer !== layer)
        problems.push(elsewhere([...placed.path, 'of'], step.name, asking.step.name, layer, asking.layer));
    const judgedIn = (one: PlacedStep) => usesYardstick(one, id);
    const asked = Array.isArray(score.criteria)
      ? criteriaOf(score.criteria).flatMap(({ criterion }) => (criterion.asked === true ? [criterion] : []))
      : [{ id: '', name: score.name }];
    for (const criterion of asked) {
      const isAsked = askings.some(
        (one) =>
          judgedIn(one) ||
          writtenQuestions(one.step.ask ?? {}).some(({ id: name, type }) => name === criterion.id && type === 'number'),
      );
      if (!isAsked)
        problems.push(
          problem('score.unasked', 'error', path, { step: step.name, name: criterion.name, id: criterion.id }),
        );
    }
    const groups = askings.flatMap(({ step: { ask } }) => [...possibleIn(ask?.scope), ...(ask?.groups ?? [])]);
    for (const role of Object.keys(score.assessors?.groups ?? {}))
      if (!groups.includes(role))
        problems.push(
          problem('score.no-such-assessors', 'error', ['scores', id, 'assessors', 'groups', role], {
            name: plan.roles[role]?.name ?? role,
            step: step.name,
            possible: [...new Set(groups)],
          }),
        );
  }
  compare?.forEach((reference, at) => {
    const of = index.find(reference, partOf(placed));
    if (of === undefined) return;
    if (of.step.compute?.score === undefined)
      problems.push(
        problem('score.not-a-score', 'error', [...path, 'compare', at], { step: step.name, name: of.step.name }),
      );
    else if (!index.isBefore(of.id, placed.id))
      problems.push(
        problem('order.not-before', 'error', [...path, 'compare', at], { step: step.name, name: of.step.name }),
      );
    else if (of.layer !== layer)
      problems.push(elsewhere([...path, 'compare', at], step.name, of.step.name, layer, of.layer));
  });
  const ranked = plan.scores?.[rank ?? ''];
  if (ranked !== undefined && rank !== undefined) {
    const scorers = scorersOf(index, rank).filter((one) => one.step.compute?.source === source);
    const depth = (one: string) => index.layers.indexOf(one);
    if (!scorers.some((one) => index.isBefore(one.id, placed.id)))
      problems.push(
        problem('score.nothing-to-rank', 'error', [...path, 'rank'], { step: step.name, name: ranked.name, source }),
      );
    if (depth(ranked.of) <= depth(layer))
      problems.push(elsewhere([...path, 'rank'], step.name, ranked.name, layer, ranked.of));
  }
  return problems;
}

function elsewhere(path: Path, step: string, name: string, layer: string, other: string): Problem {
  return problem('order.elsewhere', 'error', path, { step, name, layer, other });
}
