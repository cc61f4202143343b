/** When phases and steps were to run, and when they ran, layer by layer. */
import type { StepDefinition } from '../../campaign/definition.ts';
import type { Timeline, TimelineStep } from './findings.ts';
import { groupedBy, layerAt, least, most, type Played, type PlayedStep } from './played.ts';

/** @param layerNames what the plan calls its layers */
export function timelineOf(played: Played, layerNames: Readonly<Record<string, string>>): Timeline {
  const { campaign } = played;
  const instances = groupedBy(played.steps.values(), ({ step }) => step);
  const unfinished = groupedBy(played.rehearsal.unfinished, ({ step }) => step);
  const rowOf = (step: StepDefinition): TimelineStep =>
    rowFor(played, step, instances.get(step.id) ?? [], unfinished.get(step.id)?.length ?? 0);
  const phases = campaign.phases.map(({ id, name, opens, ends }) => {
    const own = [...played.definitions.values()].filter((step) => step.part === id);
    const happened = own.flatMap((step) => instances.get(step.id) ?? []);
    return { id, name, planned: { from: opens, to: ends }, actual: spanOf(happened) };
  });
  const layers = campaign.layers.map((layer) => ({
    layer,
    name: layerNames[layer] ?? layer,
    nodes: Object.values(campaign.nodes).filter((node) => node.layer === layer).length,
    steps: campaign.steps.filter((step) => step.layer === layer).map(rowOf),
  }));
  const cases = campaign.procedures.flatMap((procedure) => procedure.steps).map(rowOf);
  const happened = cases.filter((row) => row.opened + row.leftOut > 0);
  const nodes = new Set(
    [...played.steps.values()].flatMap(({ node }) => (layerAt(played, node) === 'case' ? [node] : [])),
  );
  return {
    phases,
    layers: [
      ...layers.filter(({ steps }) => steps.length > 0),
      ...(happened.length === 0 ? [] : [{ layer: 'case', name: 'case', nodes: nodes.size, steps: happened }]),
    ],
  };
}

function rowFor(
  { campaign }: Played,
  step: StepDefinition,
  instances: readonly PlayedStep[],
  unfinished: number,
): TimelineStep {
  const phase = campaign.phases.find(({ id }) => id === step.part);
  const { due } = step;
  const planned = { from: step.opens ?? phase?.opens ?? null, to: due.kind === 'at' ? due.at : (phase?.ends ?? null) };
  return {
    step: step.id,
    name: step.name,
    kind: step.kind,
    part: step.part,
    layer: step.layer,
    planned,
    due: due.kind === 'at' ? due.words : '',
    actual: spanOf(instances),
    opened: instances.filter(({ opened }) => opened.length > 0).length,
    done: instances.filter(({ done }) => done.length > 0).length,
    leftOut: instances.filter(({ leftOut }) => leftOut).length,
    unfinished,
    late: instances.filter(({ late }) => late).length,
  };
}

function spanOf(instances: readonly PlayedStep[]): { from: number | null; to: number | null } {
  return {
    from: least(instances.flatMap(({ opened }) => opened)),
    to: most(instances.flatMap(({ done }) => done)),
  };
}
