/**
 * The words of a campaign for its record: what its nodes, steps, stages, outcomes and roles are called. Names of persons are not
 * here; an entry keeps those as they were.
 */
import {
  type Campaign,
  type DecideStep,
  type ReviewDefinition,
  reviewsOf,
  type StageDefinition,
  type StepDefinition,
} from '../campaign/definition.ts';
import { type NodeKey, placeOf, RECEIPT, REPLY, type RoleId, type StageId, type StepId } from '../campaign/keys.ts';
import type { ScoreCriterion } from '../expression/score.ts';

export interface Vocabulary {
  /** Offset of civil time from UTC, in minutes. */
  readonly zone: number;
  node(key: NodeKey): string;
  step(step: StepId): string;
  /** What a decide step decides on: the name of the step it is `of`; else its own. */
  subject(step: StepId): string;
  /** A stage, or a group of branches. */
  stage(step: StepId, stage: StageId): string;
  branch(step: StepId, group: StageId, branch: string): string;
  /** The definition that a decide step follows. */
  reviewOf(step: StepId): string;
  /** A review definition by its id. */
  reviewNamed(review: string): string;
  /** Who decides at a stage, as seen from a node. */
  reviewer(step: StepId, stage: StageId, node: NodeKey): string | null;
  outcome(step: StepId, stage: StageId | null, outcome: string): string;
  role(role: RoleId, node: NodeKey): string;
  scale(id: string): string;
  /** Where a grade comes from: stated by its holder, computed, approved. */
  source(scale: string, source: string): string;
  yardstick(id: string): string;
  /** What is judged, as the plan calls it; a criterion that the run made is called by its id. */
  criterion(yardstick: string, id: string): string;
  body(id: string): string;
  procedure(id: string): string;
  /** A form by its id. */
  form(id: string): string;
  /** A wave of the phase that a step belongs to. */
  wave(step: StepId, wave: string): string;
  /** What the author calls the rule of this version; null where the campaign has no such rule. */
  rule(hash: string): string | null;
  /** An item's label; by default its id. */
  item(node: NodeKey, step: StepId, item: string): string;
}

function namedCriterion(criteria: readonly ScoreCriterion[], id: string): string | undefined {
  for (const one of criteria) {
    const name = one.id === id ? one.name : one.of.kind === 'parts' ? namedCriterion(one.of.parts, id) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What is named in a review definition. */
export type ReviewNames = Pick<ReviewDefinition, 'id' | 'name' | 'stages' | 'course'>;

/**
 * @param newer definitions that came while it ran, the newest last; what a definition no longer names keeps its older name
 * @param itemLabel gives the words of an item where the caller may read them
 */
export function vocabularyOf(
  campaign: Pick<Campaign, 'zone' | 'nodes' | 'steps' | 'procedures' | 'reviews' | 'roles' | 'scales'> &
    Partial<Pick<Campaign, 'bodies' | 'phases' | 'forms' | 'rules' | 'scores'>>,
  itemLabel?: (node: NodeKey, step: StepId, item: string) => string | undefined,
  newer: readonly ReviewNames[] = [],
): Vocabulary {
  const all = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const steps = new Map<StepId, StepDefinition>(all.map((step) => [step.id, step]));
  const decideStep = (id: StepId): DecideStep | undefined => {
    const step = steps.get(id);
    return step?.kind === 'decide' ? step : undefined;
  };
  const definitionsOf = (step: StepId): readonly ReviewNames[] => {
    const decide = decideStep(step);
    return (decide === undefined ? [] : reviewsOf(decide)).flatMap((id) => {
      const first = campaign.reviews[id];
      return [...newer.filter((one) => one.id === id).toReversed(), ...(first === undefined ? [] : [first])];
    });
  };
  const first = <T>(found: readonly (T | undefined)[]): T | undefined => found.find((one) => one !== undefined);
  const stageOf = (step: StepId, stage: StageId) =>
    first(definitionsOf(step).map((definition) => definition.stages.find((one) => one.id === stage)));
  const groupOf = (step: StepId, group: StageId) =>
    first(
      definitionsOf(step).flatMap(({ course }) =>
        course.flatMap((entry) => (entry.kind === 'group' && entry.group.id === group ? [entry.group] : [])),
      ),
    );
  const isByRule = (step: StepId, found: readonly StageDefinition[]): boolean =>
    decideStep(step)?.choices?.review !== undefined || found.some((one) => one.choices?.by !== undefined);
  const reviewName = (id: string): string =>
    first([newer.findLast((one) => one.id === id)?.name, campaign.reviews[id]?.name]) ?? id;
  const procedureName = (id: string): string => campaign.procedures.find((one) => one.id === id)?.name ?? id;

  const node = (key: NodeKey): string => {
    const place = placeOf(key);
    const name = campaign.nodes[place]?.name ?? place;
    const rest = /^#(.+)-(\d+)$/.exec(key.slice(place.length));
    return rest === null ? name : `${name}·${procedureName(rest[1] ?? '')} ${rest[2]}`;
  };
  /** The nearest place at or above, on the first layer of the role's list that has one. */
  const role = (id: RoleId, at: NodeKey): string => {
    const definition = campaign.roles[id];
    if (definition === undefined) return id;
    for (const layer of definition.of) {
      for (let key: NodeKey | null = placeOf(at); key !== null; key = campaign.nodes[key]?.parent ?? null) {
        const place = campaign.nodes[key];
        if (place?.layer === layer) return `${place.name}${definition.name}`;
      }
    }
    return definition.name;
  };

  return {
    zone: campaign.zone,
    node,
    step: (id) => steps.get(id)?.name ?? id,
    subject: (id) => {
      const step = decideStep(id);
      return steps.get(step?.of ?? id)?.name ?? id;
    },
    stage: (step, stage) =>
      stageOf(step, stage)?.name ??
      groupOf(step, stage)?.name ??
      (stage === RECEIPT ? '签收' : stage === REPLY ? '答卷' : stage),
    branch: (step, group, branch) => groupOf(step, group)?.branches.find((one) => one.id === branch)?.name ?? branch,
    reviewOf: (step) => reviewName(decideStep(step)?.review ?? step),
    reviewNamed: reviewName,
    reviewer: (step, stage, at) => {
      const found = definitionsOf(step).flatMap(({ stages }) => stages.filter((one) => one.id === stage));
      const roles = new Set(found.flatMap((one) => one.choices?.by?.values ?? [one.by]));
      const [only] = roles;
      // Chosen by rule, the stage alone does not tell.
      return only === undefined || (roles.size > 1 && isByRule(step, found)) ? null : role(found[0]?.by ?? only, at);
    },
    outcome: (step, stage, outcome) => {
      const stages = definitionsOf(step).flatMap((definition) => definition.stages);
      const named = stages.filter((one) => stage === null || one.id === stage).flatMap((one) => one.outcomes);
      return named.find((one) => one.id === outcome)?.name ?? outcome;
    },
    role,
    scale: (id) => campaign.scales[id]?.name ?? id,
    source: (scale, source) => campaign.scales[scale]?.sourceNames[source] ?? source,
    yardstick: (id) => campaign.scores?.[id]?.name ?? id,
    criterion: (yardstick, id) => namedCriterion(campaign.scores?.[yardstick]?.rule.criteria ?? [], id) ?? id,
    body: (id) => campaign.bodies?.[id] ?? id,
    procedure: procedureName,
    form: (id) => campaign.forms?.[id]?.name ?? id,
    rule: (hash) => {
      const found = Object.entries(campaign.rules ?? {}).find(([, rule]) => rule.hash === hash);
      return found === undefined ? null : (found[1].name ?? found[0]);
    },
    wave: (id, wave) => {
      const phase = campaign.phases?.find((one) => one.id === steps.get(id)?.part);
      return phase?.waves?.find((one) => one.id === wave)?.name ?? wave;
    },
    item: (at, step, item) => itemLabel?.(at, step, item) ?? item,
  };
}
