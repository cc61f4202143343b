/**
 * The form behind a step, as the stored plan has it: what the hashes of a submission depend on, and whether content fits it.
 */
import { checkProblems, contentProblems, type Form, manifestFormOf, type Problem, parsePlan } from '@lianfang/engine';
import {
  gradesItems,
  itemGradeForm,
  type NodeKey,
  type StepDefinition,
  type StepId,
  stateableIn,
  stepAsChosen,
} from '@lianfang/engine/kernel';
import type { PreparedVersion, Registry, StoredCampaign } from '@lianfang/registry';
import { ClientFault } from './fault.ts';

export interface StepForm {
  /** Absent where only a grade is supplied. */
  readonly form?: Form;
  /** The nodes that the form has rows for. */
  readonly rows: readonly NodeKey[];
  readonly manifest: PreparedVersion['form'];
  problemsOf(content: unknown): readonly Problem[];
}

const plans = new WeakMap<StoredCampaign, Readonly<Record<string, Form>>>();

/**
 * A form that is chosen by rule is the one that was chosen there; before the step has opened, the usual one.
 * @throws ClientFault `client.not-found` when nothing is handed in at the step
 */
export async function stepFormOf(
  registry: Pick<Registry, 'stepsAt'>,
  stored: StoredCampaign,
  node: NodeKey,
  step: StepId,
): Promise<StepForm> {
  const { campaign } = stored;
  const written = [...campaign.steps, ...campaign.procedures.flatMap((one) => one.steps)].find(
    (one) => one.id === step,
  );
  const definition =
    written?.choices === undefined
      ? written
      : stepAsChosen(written, (await registry.stepsAt(stored.id, node)).find((one) => one.step === step)?.chosen);
  if (definition !== undefined && gradesItems(definition))
    return { rows: [], manifest: itemGradeForm(definition), problemsOf: () => [] };
  const stated = definition === undefined ? undefined : stateableIn(definition);
  if (stated !== undefined) {
    // A person supplies the grade that no row of the rule gave.
    const { source, scale } = stated;
    return { rows: [], manifest: { id: `grade:${scale}`, facts: [source], material: [] }, problemsOf: () => [] };
  }
  const form = definition?.kind === 'do' ? formsOf(stored)[definition.form] : undefined;
  if (definition?.kind !== 'do' || form === undefined) {
    throw new ClientFault(
      'client.not-found',
      `Expected a step '${step}' at which a form is handed in, but there is none.`,
    );
  }
  const rows = rowsBelow(stored, node, definition);
  const gradesOf = (scale: string): readonly string[] => campaign.scales[scale]?.grades ?? [];
  return {
    form,
    rows,
    manifest: manifestFormOf(definition.form, form),
    problemsOf: (content) => {
      const problems = contentProblems(form, content, { gradesOf, rows });
      if (problems.length > 0 || typeof content !== 'object' || content === null) return problems;
      const checked = checkProblems(campaign, node, definition, content as Readonly<Record<string, unknown>>);
      return checked.filter((one) => one.severity === 'error'); // advice is shown, and stands in nobody's way
    },
  };
}

function formsOf(stored: StoredCampaign): Readonly<Record<string, Form>> {
  const known = plans.get(stored);
  if (known) return known;
  const forms: Readonly<Record<string, Form>> = parsePlan(stored.planText).plan?.forms ?? {};
  plans.set(stored, forms);
  return forms;
}

function rowsBelow({ campaign }: StoredCampaign, node: NodeKey, step: StepDefinition): NodeKey[] {
  const layer = step.kind === 'do' ? campaign.forms[step.form]?.rowsOf : null;
  if (!layer) return [];
  const below = (key: NodeKey): NodeKey[] => {
    const found = campaign.nodes[key];
    return found === undefined ? [] : [...(found.layer === layer ? [key] : []), ...found.children.flatMap(below)];
  };
  return below(node);
}
