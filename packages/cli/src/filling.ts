/** Filling in a form on the command line: the empty form to fill in, what was filled in, and whether it fits the form. */
import type { Draft, LianfangClient } from '@lianfang/client';
import {
  checkProblems,
  contentProblems,
  type Form,
  nodesBelow,
  parsePlan,
  type TemplateSources,
  templateOf,
} from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';
import { type DoStep, gradesItems, placeOf, stepAsChosen } from '@lianfang/engine/kernel';
import type { Registry, StoredCampaign } from '@lianfang/registry';
import type { Command } from 'commander';
import { CannotDo } from './fault.ts';
import { campaignMeant, nodeMeant } from './found.ts';
import { dataIn, type Options, readData, textIn } from './options.ts';
import { pathText } from './problem-lines.ts';
import type { Cli } from './program.ts';
import { withSession } from './session.ts';
import type { Shell } from './shell.ts';

export function addFormOptions(cli: Cli, command: Command): void {
  cli.option(command, '--file <file>', {
    zh: '填好的表格，YAML 或 JSON（- 为标准输入）',
    en: 'the form filled in, YAML or JSON (- is standard input)',
  });
  cli.option(command, '--set <field=value...>', {
    zh: '直接填一栏，如 --set duties=负责采购；行写作 items.i1.risk=…',
    en: 'one field, such as --set grade=一级; of a row items.i1.risk=…',
  });
  cli.option(command, '--template', {
    zh: '输出待填的空表（带上一轮的内容，标明已通过的行）',
    en: "print the form to fill in (with the last round's content, accepted rows marked)",
  });
}

/** @throws CannotDo */
export function contentGiven(options: Options): Record<string, unknown> | undefined {
  const file = textIn(options, 'file');
  const sets = Array.isArray(options.set) ? options.set.map(String) : [];
  if (file === undefined && sets.length === 0) return undefined;
  const read = file === undefined ? {} : readData(file);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new CannotDo('input.file', {
      zh: '表格的内容应是“栏目: 内容”。',
      en: 'Expected the form to hold fields and their content.',
    });
  }
  const content: Record<string, unknown> = { ...read };
  for (const one of sets) setIn(content, one);
  return content;
}

function setIn(content: Record<string, unknown>, text: string): void {
  const cut = text.indexOf('=');
  const path = text.slice(0, Math.max(0, cut)).split('.');
  const value = dataIn(text.slice(cut + 1));
  const [first = '', row, field] = path;
  if (cut <= 0 || first === '__proto__') {
    throw new CannotDo('input.set', {
      zh: `--set 应写作 栏目=内容，实为“${text}”。`,
      en: `Expected --set field=value, but it is '${text}'.`,
    });
  }
  if (row === undefined || field === undefined) {
    content[first] = value;
    return;
  }
  const rows: Record<string, unknown>[] = Array.isArray(content[first]) ? [...content[first]] : [];
  const at = rows.findIndex((one) => one.id === row);
  if (at < 0) rows.push({ id: row, [field]: value });
  else rows[at] = { ...rows[at], [field]: value };
  content[first] = rows;
}

/** The form of a step at a node, from the plan as it was launched; one chosen by rule as it was chosen there. */
export async function formOfStep(
  registry: Pick<Registry, 'stepsAt'>,
  stored: StoredCampaign,
  node: string,
  step: string,
): Promise<{ readonly id: string; readonly form: Form; readonly definition: DoStep } | undefined> {
  const { campaign } = stored;
  const written = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)].find(
    (one) => one.id === step,
  );
  const definition =
    written?.choices === undefined
      ? written
      : stepAsChosen(written, (await registry.stepsAt(stored.id, node)).find((one) => one.step === step)?.chosen);
  if (definition?.kind !== 'do') return undefined;
  const form = parsePlan(stored.planText).plan?.forms[definition.form];
  return form === undefined ? undefined : { id: definition.form, form, definition };
}

export function rowsOf(stored: StoredCampaign, form: Form, node: string): readonly string[] {
  return form.rows === undefined ? [] : nodesBelow(stored.campaign.nodes, placeOf(node), form.rows.of);
}

/** What keeps the content from being handed in, before anything is sent; and what is only advised. */
export async function contentRefusals(
  registry: Pick<Registry, 'stepsAt'>,
  stored: StoredCampaign,
  input: Readonly<Record<string, unknown>>,
): Promise<{ code: string; path: string; message: string; advice?: true }[]> {
  const found = await formOfStep(registry, stored, String(input.node ?? ''), String(input.step ?? ''));
  if (found === undefined || input.content === undefined) return [];
  const context = {
    gradesOf: (scale: string) => stored.campaign.scales[scale]?.grades ?? [],
    rows: rowsOf(stored, found.form, String(input.node ?? '')),
  };
  const problems = contentProblems(found.form, input.content, context);
  const checked =
    problems.length > 0
      ? problems
      : checkProblems(stored.campaign, String(input.node ?? ''), found.definition, Object(input.content));
  return checked.map((problem) => ({
    code: problem.code,
    path: pathText(problem.path),
    message: messageOf(problem, 'zh'),
    ...(problem.severity === 'advice' && { advice: true as const }),
  }));
}

export async function printTemplate(shell: Shell, target: string | undefined, options: Options): Promise<void> {
  const cut = target?.indexOf('/') ?? -1;
  const node = textIn(options, 'node') ?? (cut < 0 ? '' : (target ?? '').slice(0, cut));
  const step = textIn(options, 'step') ?? (cut < 0 ? '' : (target ?? '').slice(cut + 1));
  await withSession(shell, async ({ registry, client }) => {
    const stored = await campaignMeant(registry, textIn(options, 'campaign'));
    const key = nodeMeant(node, stored.campaign.nodes);
    const graded = itemsToGrade(stored, step);
    const found = graded === undefined ? await formOfStep(registry, stored, key, step) : undefined;
    const gradesOf = (scale: string): readonly string[] => stored.campaign.scales[scale]?.grades ?? [];
    if (graded !== undefined) {
      const wanted = await rowsWanted(client, stored, key, step);
      shell.raw(templateOf(graded, { previous: undefined, locked: [], flagged: {}, gradesOf, rows: [], wanted }));
      return;
    }
    if (found === undefined) {
      const possible = stored.campaign.steps.filter((one) => one.kind === 'do').map((one) => one.id);
      throw new CannotDo('step.unknown', {
        zh: `步骤“${step}”没有表格可填。有表格的步骤：${possible.join('、')}。`,
        en: `Expected a step with a form, but '${step}' has none. With a form: ${possible.join(', ')}.`,
      });
    }
    const draft = await client.draftFor(stored.id, key, step);
    const text = templateOf(found.form, {
      previous: draft.content,
      locked: draft.locked,
      flagged: draft.flagged,
      fromBefore: draft.from === 'campaign',
      ...(draft.since === undefined ? {} : { since: marksOf(draft.since) }),
      gradesOf,
      ...(found.form.items?.from !== undefined && { wanted: await rowsWanted(client, stored, key, step) }),
      rows: rowsOf(stored, found.form, key).map((row) => ({
        node: row,
        name: stored.campaign.nodes[row]?.name ?? row,
      })),
    });
    shell.raw(text);
  });
}

/** Where a person grades items: one grade for each. */
function itemsToGrade(stored: StoredCampaign, id: string): Form | undefined {
  const { campaign } = stored;
  const steps = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const step = steps.find((one) => one.id === id);
  if (step === undefined || !gradesItems(step)) return undefined;
  const { scale, source } = step.compute;
  const name = campaign.scales[scale]?.name ?? scale;
  return { name: step.name, items: { name, fields: [{ id: source, name, grade: { scale, source } }] } };
}

/** The rows that a step asks for, as the actor knows them. */
async function rowsWanted(
  client: LianfangClient,
  stored: StoredCampaign,
  node: string,
  step: string,
): Promise<readonly string[]> {
  const found = (await client.possible(stored.id, node, '')).find((one) => one.kind === 'Submit' && one.step === step);
  return found?.probe.kind === 'Submit' ? found.probe.items.map(({ item }) => item) : [];
}

function marksOf(since: NonNullable<Draft['since']>): NonNullable<TemplateSources['since']> {
  const marks = (['unchanged', 'changed', 'added'] as const).flatMap((mark) =>
    since[mark].map((item) => [item, mark] as const),
  );
  return Object.fromEntries(marks);
}
