/**
 * Every form that was handed in, or rolled up, with what it shows from elsewhere: names of places and holders, grades, the rows
 * below, the opinions of its reviews. Which forms there are, and what they show, is the plan's to say.
 */
import {
  dayOf,
  directoryOf,
  type Form,
  formatDay,
  listOf,
  nodesBelow,
  type Plan,
  renderForm,
  rowConditions,
} from '@lianfang/engine';
import { formsOf, type NodeKey, placeOf, reviewsOf } from '@lianfang/engine/kernel';
import { vocabularyOf } from '@lianfang/engine/record';
import type { GradeRow, Registry, ReviewSheet, StepRow, StoredCampaign, StoredVersion } from '@lianfang/registry';

/** A filled form, or the sheet of a review. */
export interface ArchivedPage {
  /** Relative to the archive, with forward slashes. */
  readonly file: string;
  readonly html: string;
  readonly formName: string;
  readonly place: NodeKey;
  readonly placeName: string;
  /** The node below the root that it belongs to; the root itself for the root's own. */
  readonly unit: NodeKey;
  readonly unitName: string;
}

type Content = Readonly<Record<string, unknown>>;
type Campaign = StoredCampaign['campaign'];

/** Printed forms (those with an annex) of all nodes, in tree order. */
export async function* filledForms(
  registry: Registry,
  stored: StoredCampaign,
  plan: Plan,
): AsyncGenerator<ArchivedPage> {
  const { campaign } = stored;
  const sources = await sourcesOf(registry, stored);
  const holds = rowConditions(plan, campaign);
  for (const step of campaign.steps) {
    const usual =
      step.kind === 'do'
        ? step.form
        : step.kind === 'compute' && step.compute.what === 'roll-up'
          ? step.compute.form
          : undefined;
    if (usual === undefined) continue;
    // The one that was handed in counts; what the system rolled up before is the same form.
    if (
      step.kind === 'compute' &&
      campaign.steps.some((other) => other.kind === 'do' && formsOf(other).includes(usual))
    )
      continue;
    for (const node of Object.values(campaign.nodes)) {
      if (node.layer !== step.layer) continue;
      const row = sources.step(node.key, step.id);
      if (row === undefined || (row.place !== 'done' && row.version === null)) continue;
      const formId = row.chosen?.form ?? usual;
      const form = plan.forms[formId];
      if (form?.annex === undefined) continue;
      const unit = unitOf(campaign, node.key);
      yield {
        file: `forms/${fileName(unit)}/${fileName(formId)}-${fileName(node.key)}.html`,
        html: await pageOf(registry, stored, { form, step: step.id, node: node.key, row, sources, holds }),
        formName: form.annex === undefined ? form.name : `${form.annex} ${form.name}`,
        place: node.key,
        placeName: node.name,
        unit,
        unitName: campaign.nodes[unit]?.name ?? unit,
      };
    }
  }
}

interface Sources {
  step(node: NodeKey, step: string): StepRow | undefined;
  content(node: NodeKey, step: string): Content | undefined;
  steps(node: NodeKey): readonly StepRow[];
  /** @param subject an item as `step/item`; absent: the node */
  grade(node: NodeKey, scale: string, source: string, subject?: string): string | undefined;
}

/** What many forms show is read once. */
async function sourcesOf(registry: Registry, { id, campaign }: StoredCampaign): Promise<Sources> {
  const steps = new Map<NodeKey, readonly StepRow[]>();
  const grades = new Map<NodeKey, readonly GradeRow[]>();
  const versions = new Map<string, StoredVersion>();
  for (const node of Object.keys(campaign.nodes)) {
    const [rows, graded] = await Promise.all([registry.stepsAt(id, node), registry.gradesAt(id, node)]);
    steps.set(node, rows);
    grades.set(node, graded);
    for (const { version } of rows) {
      if (version === null || versions.has(version)) continue;
      const stored = await registry.version(version);
      if (stored !== null) versions.set(version, stored);
    }
  }
  const step = (node: NodeKey, of: string) => steps.get(node)?.find((one) => one.step === of);
  return {
    step,
    steps: (node) => steps.get(node) ?? [],
    content: (node, of) => versions.get(step(node, of)?.version ?? '')?.content,
    grade: (node, scale, source, subject = node) =>
      grades.get(node)?.findLast((one) => one.subject === subject && one.scale === scale && one.source === source)
        ?.value ?? undefined,
  };
}

interface Page {
  readonly form: Form;
  readonly step: string;
  readonly node: NodeKey;
  readonly row: StepRow;
  readonly sources: Sources;
  readonly holds: (condition: string, node: NodeKey) => boolean;
}

async function pageOf(
  registry: Registry,
  stored: StoredCampaign,
  { form, step, node, row, sources, holds }: Page,
): Promise<string> {
  const { campaign } = stored;
  const people = await registry.peopleOf(stored.id);
  const name = (person: string | null): string => (person === null ? '' : (people[person] ?? person));
  const directory = directoryOf(campaign);
  const words = vocabularyOf(campaign);
  const sheets = await sheetsOf(registry, stored, node, step);
  const day = (at: number) => formatDay(dayOf(at, campaign.zone));
  const at = row.doneAt ?? row.openedAt ?? 0;
  const holders = (place: NodeKey) => {
    const holding = Object.values(campaign.roles).find((role) => role.relation === 'holders');
    return holding === undefined ? '' : directory.members(place, holding.id, at).map(name).join('、');
  };
  // Steps named without their part stand in the form's own part first.
  const part = step.split('.')[0] ?? '';
  const rollUp = campaign.steps.find(
    (one) =>
      one.kind === 'compute' && one.compute.what === 'roll-up' && campaign.forms[one.compute.form]?.name === form.name,
  );
  const from = [
    ...listOf(form.rows?.from),
    ...(rollUp?.kind === 'compute' && rollUp.compute.what === 'roll-up' ? rollUp.compute.of : []),
  ];

  const itemsAt = (place: NodeKey, field: string): string | undefined => {
    const named = from.length > 0 ? from : sources.steps(place).map((one) => one.step);
    for (const one of named) {
      const items = sources.content(place, one)?.items;
      const texts = Array.isArray(items)
        ? items.flatMap((item) => (typeof item?.[field] === 'string' ? [String(item[field])] : []))
        : [];
      if (texts.length > 0)
        return texts.length === 1 ? texts[0] : texts.map((text, index) => `${index + 1}. ${text}`).join('\n');
    }
    return undefined;
  };

  /** Where an item of the form comes from: its own rows, or the items of another step. */
  const source = form.items?.from?.step ?? step;
  const itemsOf = source.includes('.') ? source : `${part}.${source}`;
  const itemShown = (item: string, head: string, second: string, third: string): string | undefined => {
    if (head === 'grade') return sources.grade(node, second, third, `${itemsOf}/${item}`);
    const items = sources.content(node, itemsOf)?.items;
    const found: unknown = Array.isArray(items) ? items.find((one) => one?.id === item)?.[second] : undefined;
    return head === 'items' && found !== undefined && found !== null ? String(found) : undefined;
  };

  const show = (path: string, of: NodeKey | null, item?: string): string | undefined => {
    const place = of ?? node;
    const [head = '', second = '', third = ''] = path.split('.');
    const ofItem = item === undefined ? undefined : itemShown(item, head, second, third);
    if (ofItem !== undefined) return ofItem;
    if (head === 'place') return campaign.nodes[placeOf(place)]?.name;
    if (head === 'grade') return sources.grade(place, second, third);
    if (head === 'items') return itemsAt(place, second);
    const layer = campaign.layers.includes(head) ? ancestor(campaign, place, head) : undefined;
    if (layer !== undefined) {
      if (second === 'name') return layer.name;
      if (second === 'holders') return holders(layer.key);
      const fact = layer.facts[second];
      return fact === undefined || fact === null ? undefined : Array.isArray(fact) ? fact.join('、') : String(fact);
    }
    const value =
      third === ''
        ? sources.content(place, `${part}.${head}`)?.[second]
        : sources.content(place, `${head}.${second}`)?.[third];
    return value === undefined || value === null ? undefined : String(value);
  };

  const decided = sheets.flatMap((sheet) =>
    sheet.rounds.flatMap((round) => (round.version === row.version ? round.decisions : [])),
  );
  const last = Math.max(row.doneAt ?? 0, ...decided.map((decision) => decision.at));
  return renderForm(form, {
    content: sources.content(node, step) ?? {},
    rows: form.rows === undefined ? [] : nodesBelow(campaign.nodes, node, form.rows.of),
    show,
    holds,
    box: (box) => {
      const [review, stage] = box.stage.split('.');
      for (const sheet of sheets) {
        const definition = campaign.steps.find((one) => one.id === sheet.step);
        // A review that several steps share has an id for each.
        if (definition?.kind !== 'decide' || !reviewsOf(definition).some((one) => one.split('@')[0] === review))
          continue;
        const decision = sheet.rounds
          .flatMap((round) => (round.version === row.version ? round.decisions : []))
          .findLast((one) => one.stage === stage);
        if (decision === undefined) continue;
        const outcome = words.outcome(sheet.step, decision.stage, decision.outcome);
        // A body's opinion is in its minutes; its outcome is what the box says then.
        const opinion = decision.opinion === null || decision.meeting !== null ? outcome : decision.opinion;
        const heads = box.sign === undefined ? [] : headsOf(campaign, directory.members, node, decision.at);
        const signer =
          decision.signer.kind === 'system'
            ? ''
            : (decision.names[decision.signer.person] ?? name(decision.signer.person));
        const by =
          box.sign === undefined
            ? decision.meeting === null
              ? signer
              : (words.reviewer(sheet.step, decision.stage, node) ?? words.stage(sheet.step, decision.stage))
            : heads.map(name).join('、') || signer;
        return { outcome, opinion, by, date: day(decision.at) };
      }
      return undefined;
    },
    signed: (id) => {
      const line = form.signatures?.find((one) => one.id === id);
      if (line?.by === undefined || row.doneAt === null) return undefined;
      return { name: name(row.filler), date: day(row.doneAt) };
    },
    date: last > 0 ? day(last) : undefined,
    record: `活动 ${stored.id}　节点 ${node}　步骤 ${step}　第 ${row.round} 轮${row.version === null ? '' : `　版本 ${row.version}`}${row.outdated ? '　所依据的内容后来有变' : ''}`,
  });
}

async function sheetsOf(
  registry: Registry,
  { id, campaign }: StoredCampaign,
  node: NodeKey,
  step: string,
): Promise<ReviewSheet[]> {
  const reviews = campaign.steps.filter((one) => one.kind === 'decide' && one.of === step);
  const sheets = await Promise.all(reviews.map((review) => registry.review(id, `${node}/${review.id}`)));
  return sheets.filter((sheet) => sheet !== null);
}

/** Who heads the nearest place above that somebody heads: 主要负责人. */
function headsOf(
  campaign: Campaign,
  members: (node: NodeKey, role: string, at: number) => readonly string[],
  node: NodeKey,
  at: number,
): readonly string[] {
  const heading = Object.values(campaign.roles).filter((role) => role.relation === 'head');
  const upper = heading.toSorted(
    (one, other) =>
      Math.min(...one.of.map((layer) => campaign.layers.indexOf(layer))) -
      Math.min(...other.of.map((layer) => campaign.layers.indexOf(layer))),
  );
  for (const role of upper) {
    const found = members(node, role.id, at);
    if (found.length > 0) return found;
  }
  return [];
}

function ancestor(campaign: Campaign, node: NodeKey, layer: string) {
  for (
    let at = campaign.nodes[placeOf(node)];
    at !== undefined;
    at = at.parent === null ? undefined : campaign.nodes[at.parent]
  )
    if (at.layer === layer) return at;
  return undefined;
}

export function unitOf(campaign: Campaign, node: NodeKey): NodeKey {
  for (
    let at = campaign.nodes[placeOf(node)];
    at !== undefined;
    at = at.parent === null ? undefined : campaign.nodes[at.parent]
  ) {
    if (at.parent === null || at.parent === campaign.root) return at.key;
  }
  return node;
}

export function fileName(key: string): string {
  return key.replace(/[^A-Za-z0-9._-]/g, '_');
}
