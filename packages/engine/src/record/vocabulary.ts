/**
 * The words of a campaign for its record: what its nodes, steps, stages, outcomes and roles are called. Names of persons are not
 * here; an entry keeps those as they were.
 */
import type { Campaign, DecideStep, StepDefinition } from '../campaign/definition.ts';
import { type NodeKey, placeOf, RECEIPT, type RoleId, type StageId, type StepId } from '../campaign/keys.ts';

export interface Vocabulary {
  /** Offset of civil time from UTC, in minutes. */
  readonly zone: number;
  node(key: NodeKey): string;
  step(step: StepId): string;
  /** What a decide step decides on: the name of the step it is `of`; else its own. */
  subject(step: StepId): string;
  stage(step: StepId, stage: StageId): string;
  /** Who decides at a stage, as seen from a node. */
  reviewer(step: StepId, stage: StageId, node: NodeKey): string | null;
  outcome(step: StepId, stage: StageId | null, outcome: string): string;
  role(role: RoleId, node: NodeKey): string;
  scale(id: string): string;
  /** Where a grade comes from: stated by its holder, computed, approved. */
  source(scale: string, source: string): string;
  body(id: string): string;
  procedure(id: string): string;
  /** An item's label; by default its id. */
  item(node: NodeKey, step: StepId, item: string): string;
}

/** @param itemLabel gives the words of an item where the caller may read them */
export function vocabularyOf(
  campaign: Pick<Campaign, 'zone' | 'nodes' | 'steps' | 'procedures' | 'reviews' | 'roles' | 'scales'> &
    Partial<Pick<Campaign, 'bodies'>>,
  itemLabel?: (node: NodeKey, step: StepId, item: string) => string | undefined,
): Vocabulary {
  const all = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const steps = new Map<StepId, StepDefinition>(all.map((step) => [step.id, step]));
  const decideStep = (id: StepId): DecideStep | undefined => {
    const step = steps.get(id);
    return step?.kind === 'decide' ? step : undefined;
  };
  const stageOf = (step: StepId, stage: StageId) =>
    campaign.reviews[decideStep(step)?.review ?? '']?.stages.find((one) => one.id === stage);
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
    stage: (step, stage) => stageOf(step, stage)?.name ?? (stage === RECEIPT ? '签收' : stage),
    reviewer: (step, stage, at) => {
      const definition = stageOf(step, stage);
      return definition === undefined ? null : role(definition.by, at);
    },
    outcome: (step, stage, outcome) => {
      const stages = campaign.reviews[decideStep(step)?.review ?? '']?.stages ?? [];
      const named = stages.filter((one) => stage === null || one.id === stage).flatMap((one) => one.outcomes);
      return named.find((one) => one.id === outcome)?.name ?? outcome;
    },
    role,
    scale: (id) => campaign.scales[id]?.name ?? id,
    source: (scale, source) => campaign.scales[scale]?.sourceNames[source] ?? source,
    body: (id) => campaign.bodies?.[id] ?? id,
    procedure: procedureName,
    item: (at, step, item) => itemLabel?.(at, step, item) ?? item,
  };
}
