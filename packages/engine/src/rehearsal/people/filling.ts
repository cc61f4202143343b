/** People who fill in a form, or say a grade that no rule could. */
import type { StepDefinition } from '../../campaign/definition.ts';
import { placeOf } from '../../campaign/keys.ts';
import { manifestOf } from '../../forms/manifest.ts';
import { placeValues } from '../../forms/row-conditions.ts';
import type { CommandOf } from '../../kernel/command.ts';
import { failedChecks } from '../../step/form-checks.ts';
import { stateableIn } from '../../step/grade.ts';
import { gradesItems, type ItemGrading } from '../../step/grade-items.ts';
import { drawnOf } from '../draw.ts';
import type { InputOf, OpenTask } from './acts.ts';
import { type Content, contentOf } from './content.ts';
import type { Crowd } from './crowd.ts';
import { revisionsOf } from './returning.ts';

type Written = InputOf<'submit'>['content'];

/** @returns undefined when the plan has no such form */
export function filledIn(
  crowd: Crowd,
  task: OpenTask,
  step: Extract<StepDefinition, { kind: 'do' }>,
): Written | undefined {
  const { campaign, forms, seed } = crowd;
  const form = forms[step.form];
  if (form === undefined) return undefined;
  const setting = {
    seed,
    zone: campaign.zone,
    nodes: campaign.nodes,
    gradesOf: (scale: string) => campaign.scales[scale]?.grades ?? [],
    knownGrade: crowd.knownGrade,
    items: form.items?.from === undefined ? undefined : crowd.knownRows(task.node, step.id),
  };
  // What nobody reviews is judged anew each time it is done again: an answer that was not enough may be enough now.
  const isReviewed = [...crowd.steps.values()].some((one) => one.kind === 'decide' && one.of === step.id);
  const again = task.round > 1 && placeOf(task.node) !== task.node && !isReviewed ? `@${task.round}` : '';
  const key = `${task.node}/${step.id}${again}`;
  const at = step.opens ?? campaign.phases[0]?.opens ?? task.openedAt;
  const revisions = revisionsOf(crowd, task.node, step.id, task.round);
  const place = { key, node: placeOf(task.node), at };
  // People know the checks of their form: of what comes to mind they write the first that passes, and keep to it in later rounds.
  const minds = Array.from({ length: 40 }, (_, number) => seed + number * 7919);
  const passes = (mind: number) =>
    isTaken(
      crowd,
      step,
      task,
      contentOf(form, { ...setting, seed: mind }, place, () => 0),
    );
  const mind = step.checks?.[step.form] === undefined ? seed : minds.find(passes);
  const content: Content = contentOf(form, { ...setting, seed: mind ?? seed }, place, revisions);
  return { ...content };
}

/** Where a rule had no answer a person gives the grade. */
export function gradeGiven(
  crowd: Crowd,
  task: OpenTask,
  step: Extract<StepDefinition, { kind: 'compute' }>,
): Written | undefined {
  const { campaign, seed } = crowd;
  if (gradesItems(step)) return itemGradesGiven(campaign, seed, task, step, crowd.knownRows(task.node, step.id));
  const stated = stateableIn(step);
  const [first, ...rest] = campaign.scales[stated?.scale ?? '']?.grades ?? [];
  if (stated === undefined || first === undefined) return undefined;
  return { [stated.source]: drawnOf([first, ...rest], seed, task.node, step.id) };
}

/** Each of the items that wait gets one, in one go. */
function itemGradesGiven(
  campaign: Crowd['campaign'],
  seed: number,
  task: OpenTask,
  { id, compute }: ItemGrading,
  items: readonly string[] = [],
): Written | undefined {
  const [first, ...rest] = campaign.scales[compute.scale]?.grades ?? [];
  if (first === undefined || items.length === 0) return undefined;
  const rows = items.map((item) => ({
    id: item,
    [compute.source]: drawnOf([first, ...rest], seed, task.node, id, item),
  }));
  return { items: rows };
}

function isTaken(
  { campaign }: Crowd,
  step: Extract<StepDefinition, { kind: 'do' }>,
  task: OpenTask,
  content: Content,
): boolean {
  const form = campaign.forms[step.form];
  if (form === undefined || step.checks?.[step.form] === undefined) return true;
  const { facts, items } = manifestOf(form, content, '');
  const version = { facts: facts as CommandOf<'Submit'>['facts'], items: [...items] };
  return failedChecks(step, form, version, placeValues(campaign, task.node), 'blocking').length === 0;
}
