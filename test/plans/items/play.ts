/** The small plans about items, on the roster of the bureau: compiled, opened, and played with what people write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCampaign } from '../../../packages/engine/src/campaign/compile/compile.ts';
import type { Campaign } from '../../../packages/engine/src/campaign/definition.ts';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { manifestFormOf } from '../../../packages/engine/src/forms/content-shape.ts';
import { manifestOf } from '../../../packages/engine/src/forms/manifest.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import type { Command, CommandOf } from '../../../packages/engine/src/kernel/command.ts';
import type { Event, EventKind, EventOf } from '../../../packages/engine/src/kernel/event.ts';
import type { Answer } from '../../../packages/engine/src/kernel/message.ts';
import type { NodeState } from '../../../packages/engine/src/kernel/state.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Plan } from '../../../packages/engine/src/plan/plan.ts';
import type { Problem } from '../../../packages/engine/src/problem.ts';
import { RehearsalHost } from '../../../packages/engine/src/rehearsal/host.ts';
import { gradesItems, itemGradeForm } from '../../../packages/engine/src/step/grade-items.ts';
import { CHINA_CALENDAR } from '../../../packages/engine/src/time/data/china.ts';
import { aBureau } from '../bureau-roster.ts';

export const planNames = [
  'both-or-person',
  'checked-form',
  'count-of-items',
  'matrix',
  'measures-by-kind',
  'two-grades',
  'worse-of-two',
] as const;
export type ItemPlan = (typeof planNames)[number];

export interface Read {
  readonly plan: Plan;
  readonly problems: readonly Problem[];
  readonly campaign: Campaign | undefined;
}

/** @param change of the plan's text, for planting a fault */
export function readPlan(name: ItemPlan, change: (text: string) => string = (text) => text): Read {
  const text = readFileSync(join(__dirname, `${name}.yaml`), 'utf8');
  const parsed = parsePlan(change(text));
  if (parsed.plan === undefined) throw new Error(`Expected '${name}' to be a plan: ${JSON.stringify(parsed.problems)}`);
  const compiled = compileCampaign({ plan: parsed.plan, roster: aBureau(), calendar: CHINA_CALENDAR });
  return { plan: parsed.plan, ...compiled, campaign: compiled.campaign };
}

/** The holder of a desk has its name, but for the cashier. */
const holderOf = (desk: string) => (desk === 'cash' ? 'carl' : desk);

export class Play {
  readonly campaign: Campaign;
  readonly plan: Plan;
  readonly events: Event[] = [];
  private readonly host: RehearsalHost;
  private requests = 0;

  constructor(name: ItemPlan, change?: (text: string) => string) {
    const { campaign, plan, problems } = readPlan(name, change);
    if (campaign === undefined) throw new Error(`Expected '${name}' to be launchable: ${JSON.stringify(problems)}`);
    this.campaign = campaign;
    this.plan = plan;
    const [first] = campaign.phases;
    this.host = new RehearsalHost({
      definitions: campaign.placement.map(({ actor }) => sliceFor(campaign, campaign.placement, actor)),
      at: first?.opens ?? 0,
      throughJson: true,
      onEvents: (events) => this.events.push(...events),
    });
    this.host.start();
  }

  submit(node: string, step: string, content: Record<string, unknown>, by = holderOf(node)): Answer {
    return this.handIn('Submit', node, step, content, by);
  }

  amend(node: string, step: string, content: Record<string, unknown>): Answer {
    return this.handIn('Amend', node, step, content, holderOf(node));
  }

  private handIn(kind: 'Submit' | 'Amend', node: string, step: string, content: Record<string, unknown>, by: string) {
    const definition = this.campaign.steps.find((one) => one.id === step);
    if (definition === undefined) throw new Error(`no step '${step}'`);
    const now = this.node(node).steps[step];
    const chosen = definition.choices?.form?.values[now?.chosen?.form ?? -1];
    const id = definition.kind === 'do' ? (chosen ?? definition.form) : '';
    const form = this.plan.forms[id];
    const manifest = gradesItems(definition)
      ? itemGradeForm(definition)
      : form === undefined
        ? { id: step, facts: Object.keys(content), material: [] }
        : manifestFormOf(id, form);
    const { version, material, facts, items } = manifestOf(manifest, content, hashOf(node));
    return this.send({
      kind,
      ...this.head(node, by),
      step,
      round: now?.round ?? 1,
      version,
      material,
      facts: facts as CommandOf<'Submit'>['facts'],
      items: [...items],
    });
  }

  /** Approves what lies at a stage, with other grades for some items. */
  approve(node: string, step: string, stage: string, values: Readonly<Record<string, string>> = {}): Answer {
    const review = this.node(node).reviews[step];
    const verdicts = Object.entries(values).map(([item, value]) => ({ item, outcome: 'approve', reasons: [], value }));
    return this.send({
      kind: 'Decide',
      ...this.head(node, 'ann'),
      step,
      stage,
      round: review?.round ?? 1,
      hash: review?.hash ?? '',
      outcome: 'approve',
      reasons: [],
      opinion: null,
      verdicts,
    });
  }

  /** To the day on which the next phase opens. */
  toPhase(id: string): void {
    this.host.passTo(this.campaign.phases.find((phase) => phase.id === id)?.opens ?? 0);
  }

  node(key: string): NodeState {
    const node = this.host.node(key);
    if (node === undefined) throw new Error(`no node '${key}'`);
    return node;
  }

  all<K extends EventKind>(node: string, kind: K): EventOf<K>[] {
    return this.events.filter((event): event is EventOf<K> => event.kind === kind && event.node === node);
  }

  /** Subject → grade, of a scale and source, as last said. */
  grades(node: string, scale: string, source: string): Record<string, string> {
    const said = this.all(node, 'Graded').filter((one) => one.scale === scale && one.source === source);
    return Object.fromEntries(said.map(({ subject, value }) => [subject, value]));
  }

  private head(node: string, person: string) {
    this.requests += 1;
    return { request: `r${this.requests}`, node, signer: { kind: 'person' as const, person } };
  }

  private send(command: Command): Answer {
    const [answer] = this.host.send(command);
    if (answer === undefined) throw new Error('no answer');
    return answer;
  }
}
