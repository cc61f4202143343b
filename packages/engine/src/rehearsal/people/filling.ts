/** People who fill in a form, or say a grade that no rule could. */
import type { StepDefinition } from '../../campaign/definition.ts';
import { placeOf } from '../../campaign/keys.ts';
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
  };
  const key = `${task.node}/${step.id}`;
  const at = step.opens ?? campaign.phases[0]?.opens ?? task.openedAt;
  const revisions = revisionsOf(crowd, task.node, step.id, task.round);
  const content: Content = contentOf(form, setting, { key, node: placeOf(task.node), at }, revisions);
  return { ...content };
}

/** Where a rule had no answer a person gives the grade. */
export function gradeGiven(
  { campaign, seed }: Crowd,
  task: OpenTask,
  step: Extract<StepDefinition, { kind: 'compute' }>,
): Written | undefined {
  if (step.compute.what !== 'grade') return undefined;
  const [first, ...rest] = campaign.scales[step.compute.scale]?.grades ?? [];
  if (first === undefined) return undefined;
  return { [step.compute.source]: drawnOf([first, ...rest], seed, task.node, step.id) };
}
