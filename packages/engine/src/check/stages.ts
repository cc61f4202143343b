/** Each stage has somebody to decide in the way it says, outcomes that lead somewhere, and somebody else when the reviewer is the filler. */
import { isChoose, possibleIn } from '../plan/choose.ts';
import { type PlacedStage, stagesOf } from '../plan/course.ts';
import { ofSteps, type PlacedStep } from '../plan/plan-index.ts';
import { usualResults, writtenOutcomes } from '../plan/presets.ts';
import type { Review } from '../plan/review.ts';
import { isBodyRole, type Role } from '../plan/role.ts';
import { decideObject, type Stage } from '../plan/stage.ts';
import type { Problem } from '../problem.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';

export const checkStages: Check = (context) =>
  Object.entries(context.plan.reviews ?? {}).flatMap(([id, review]): Problem[] =>
    stagesOf(review).flatMap((placed) => {
      const at: Path = ['reviews', id, ...placed.path];
      return [
        ...outcomeProblems(review, placed, at),
        ...modeProblems(context, placed.stage, at),
        ...selfReviewProblems(context, id, placed.stage, at),
      ];
    }),
  );

function outcomeProblems(review: Review, placed: PlacedStage, at: Path): Problem[] {
  const { stage } = placed;
  const outcomes = stage.outcomes ?? [];
  const problems: Problem[] = [];
  if (stage.outcomes !== undefined && !outcomes.some((outcome) => outcome.leads === 'forward'))
    problems.push(problem('stage.no-way-on', 'error', [...at, 'outcomes'], { name: stage.name }));
  const earlier = placesFrom(review, placed, 'before');
  const later = placesFrom(review, placed, 'after');
  outcomes.forEach((outcome, o) => {
    const path: Path = [...at, 'outcomes', o];
    const { leads, to } = outcome;
    const fields = { name: stage.name, outcome: outcome.name };
    if (stage.advice === true && leads !== 'forward')
      problems.push(problem('stage.advice-leads', 'error', [...path, 'leads'], { ...fields, leads }));
    const possible = leads === 'forward' ? later : leads === 'return' ? earlier : [];
    if (to !== undefined && leads === 'end')
      problems.push(problem('outcome.misplaced', 'error', [...path, 'to'], { ...fields, key: 'to', leads }));
    else if (to !== undefined && !possible.includes(to))
      problems.push(problem('outcome.wrong-target', 'error', [...path, 'to'], { ...fields, leads, to, possible }));
    if (outcome.steps !== undefined && leads !== 'return')
      problems.push(problem('outcome.misplaced', 'error', [...path, 'steps'], { ...fields, key: 'steps', leads }));
    else if (outcome.steps !== undefined && to !== undefined)
      problems.push(problem('outcome.two-targets', 'error', [...path, 'steps'], fields));
  });
  return problems;
}

/** Places of the course that lie before or after a stage; for one of a branch also those of its branch. */
function placesFrom(review: Review, { entry, branch, inBranch }: PlacedStage, where: 'before' | 'after'): string[] {
  const part = <T>(list: readonly T[], at: number): readonly T[] =>
    where === 'before' ? list.slice(0, at) : list.slice(at + 1);
  const own = branch === undefined || inBranch === undefined ? [] : part(branch.stages, inBranch);
  return [...part(review.stages, entry), ...own].map((one) => one.id);
}

function modeProblems({ plan }: CheckContext, stage: Stage, at: Path): Problem[] {
  const roles = possibleIn(stage.by).flatMap((id) => plan.roles[id] ?? []); // a dangling reference is reported as such
  const decide = decideObject(stage.decide);
  const isBody = (role: Role) => isBodyRole(role, plan.roles);
  for (const role of roles) {
    const fields = { name: stage.name, role: role.name };
    if (decide.mode === 'meeting' && !isBody(role))
      return [problem('stage.not-a-body', 'error', [...at, 'decide'], fields)];
    if (decide.mode === 'one' && isBody(role)) return [problem('stage.body-alone', 'error', at, fields)];
  }
  if (roles.length === 0 || (decide.mode !== 'vote' && decide.mode !== 'meeting')) return [];
  const problems: Problem[] = [];
  const here: Path = [...at, 'decide'];
  const secret = decide.ballot === 'secret';
  // A function may be held by a body; whether it is, the roster says.
  const chairless = roles.find((role) => !isBody(role) && role.relation !== 'function');
  if (decide.casting === true && chairless !== undefined)
    problems.push(problem('vote.no-chair', 'error', [...here, 'casting'], { name: stage.name, where: chairless.name }));
  for (const key of ['casting', 'weights'] as const) {
    const told = key === 'casting' ? decide.casting === true : Object.keys(decide.weights ?? {}).length > 0;
    if (secret && told) problems.push(problem('vote.secret-names', 'error', [...here, key], { name: stage.name, key }));
  }
  for (const key of ['pass', 'fail'] as const) {
    const written = decide[key];
    const share = Array.isArray(written)
      ? written
      : typeof written === 'object' && 'moreThan' in written
        ? written.moreThan
        : undefined;
    if (share !== undefined && share[0] === share[1])
      problems.push(problem('vote.more-than-all', 'error', [...here, key], { name: stage.name, key }));
  }
  if (decide.mode === 'vote') problems.push(...resultProblems(stage, decide, here));
  return problems;
}

/** What a vote leads to: forward when it passed, elsewhere when it failed. */
function resultProblems(
  stage: Stage,
  { passed, failed }: { readonly passed?: string | undefined; readonly failed?: string | undefined },
  at: Path,
): Problem[] {
  const outcomes = writtenOutcomes(stage);
  const find = (id: string | undefined) => outcomes.find((outcome) => outcome.id === id);
  const fields = { name: stage.name };
  const usual = usualResults(outcomes);
  const [good, bad] = [find(passed ?? usual.passed), find(failed ?? usual.failed)];
  if (bad === undefined && failed === undefined) return [problem('vote.no-result', 'error', at, fields)];
  if (good !== undefined && good === bad)
    return [problem('vote.same-result', 'error', [...at, failed === undefined ? 'passed' : 'failed'], fields)];
  if (good !== undefined && good.leads !== 'forward')
    return [
      problem('vote.passed-leads', 'error', [...at, 'passed'], { ...fields, outcome: good.name, leads: good.leads }),
    ];
  // A failed vote may go forward to a place of its own, or where the stage gives advice only.
  if (bad !== undefined && bad.leads === 'forward' && bad.to === undefined && stage.advice !== true)
    return [
      problem('vote.failed-leads', 'error', failed === undefined ? at : [...at, 'failed'], {
        ...fields,
        outcome: bad.name,
      }),
    ];
  return [];
}

/** By the same role that fills: nobody but the filler can be the reviewer. */
function selfReviewProblems({ plan, index }: CheckContext, review: string, stage: Stage, at: Path): Problem[] {
  const roles = possibleIn(stage.by).filter(
    (id) => plan.roles[id] !== undefined && !isBodyRole(plan.roles[id], plan.roles),
  );
  const users = [...index.steps, ...index.caseSteps].filter((one) => possibleIn(one.step.review).includes(review));
  // Where both are chosen by rule they may never meet; whether they do, the roster says.
  const meets = ({ step }: PlacedStep) =>
    !(isChoose(step.by) && isChoose(stage.by)) && possibleIn(step.by).some((id) => roles.includes(id));
  const filler = users.flatMap((user) => ofSteps(index, user)).find(meets);
  if (filler === undefined || (stage.selfReview !== undefined && stage.selfReview !== stage.by)) return [];
  return [
    problem('stage.self-review', 'error', [...at, stage.selfReview === undefined ? 'by' : 'selfReview'], {
      name: stage.name,
      where: filler.step.name,
    }),
  ];
}
