/** Which reviews are sent back, how often, where and for which items: the same answer for who sends back and for who mends. */
import { nodesBelow } from '../../campaign/below.ts';
import type { StageDefinition } from '../../campaign/definition.ts';
import { type NodeKey, placeOf, type StepId } from '../../campaign/keys.ts';
import { drawn, drawnOf } from '../draw.ts';
import * as phrases from '../phrases.ts';
import type { Judgement } from './acts.ts';
import { returnsFor } from './conduct.ts';
import { itemIdsOf } from './content.ts';
import { type Crowd, reviewOf, stepAt } from './crowd.ts';

export interface Returns {
  /** How often each review is sent back, by node and step. */
  readonly times: ReadonlyMap<string, number>;
  /** Where one is. */
  readonly nodes: ReadonlySet<NodeKey>;
}

/** The reviews of the layer with the most places, so that the shares mean something. */
export function returnsOf(crowd: Crowd): Returns {
  const { seed, habits } = crowd;
  const keys = reviewKeys(crowd).sort((one, other) => drawn(seed, one, 'return') - drawn(seed, other, 'return'));
  const times = new Map<string, number>();
  let taken = 0;
  for (const { times: often, share = 0, count = 0 } of habits.returns) {
    const many = count + Math.round(share * keys.length);
    for (const key of keys.slice(taken, taken + many)) times.set(key, often);
    taken += many;
  }
  for (const [key, often] of saidReturns(crowd)) times.set(key, often);
  return { times, nodes: new Set([...times.keys()].map((key) => key.slice(0, key.lastIndexOf('/')))) };
}

/** Those that a file of behaviour says, by who hands in what is reviewed. */
function saidReturns(crowd: Crowd): [string, number][] {
  const { campaign, directory, steps, habits } = crowd;
  if (habits.behaviour === undefined) return [];
  return campaign.steps.flatMap((step) => {
    const of = step.kind === 'decide' ? steps.get(step.of) : undefined;
    if (of === undefined) return [];
    const at = of.opens ?? campaign.phases[0]?.opens ?? 0;
    return Object.values(campaign.nodes).flatMap((node): [string, number][] => {
      const [filler] = node.layer === step.layer ? directory.members(node.key, of.by, at) : [];
      const often = filler === undefined ? 0 : returnsFor(crowd, filler, of.by, node.key, step.id);
      return often === 0 ? [] : [[`${node.key}/${step.id}`, often]];
    });
  });
}

function reviewKeys({ campaign }: Crowd): string[] {
  const perStep = campaign.steps
    .filter((step) => step.kind === 'decide')
    .map((step) =>
      Object.values(campaign.nodes).flatMap((node) => (node.layer === step.layer ? [`${node.key}/${step.id}`] : [])),
    );
  const most = Math.max(0, ...perStep.map((keys) => keys.length));
  return perStep.filter((keys) => keys.length === most).flat();
}

/** Sent back in this round? Any stage may; the last one surely does. */
export function isSentBack(
  crowd: Crowd,
  { times }: Returns,
  node: NodeKey,
  step: StepId,
  stage: StageDefinition,
  round: number,
): boolean {
  if (round > (times.get(`${node}/${step}`) ?? 0)) return false;
  const stages = reviewOf(crowd, node, step)?.stages ?? [];
  return stages.at(-1)?.id === stage.id || drawn(crowd.seed, node, step, stage.id, round, 'here') < 1 / stages.length;
}

/** What somebody who judges at the stage says: the first way on, or back by the outcome given. */
export function judgementOf(
  crowd: Crowd,
  returns: Returns,
  node: NodeKey,
  step: StepId,
  stage: StageDefinition,
  round: number,
  back = stage.outcomes.find((outcome) => outcome.leads === 'return')?.id,
): Judgement & { readonly back: boolean } {
  const { seed, steps } = crowd;
  const definition = steps.get(step);
  if (back === undefined || definition?.kind !== 'decide' || !isSentBack(crowd, returns, node, step, stage, round)) {
    const opinion = drawnOf(phrases.approvals, seed, node, step, stage.id, round);
    const forward = stage.outcomes.find((outcome) => outcome.leads === 'forward') ?? stage.outcomes[0];
    return { back: false, outcome: forward?.id ?? '', reasons: [], opinion, verdicts: [] };
  }
  const [first, ...rest] = reviewOf(crowd, node, step)?.return.reasons ?? [];
  const reasons = first === undefined ? [] : [drawnOf([first, ...rest], seed, node, step, round, 'reason')];
  const verdicts = flaggedIn(crowd, node, definition.of, round).map((item) => ({
    item,
    outcome: back,
    reasons: [...reasons],
  }));
  const opinion = drawnOf(phrases.returns, seed, node, step, round);
  return { back: true, outcome: back, reasons, opinion, verdicts };
}

/** How often each item (and '' for the rest) was sent back before a round. */
export function revisionsOf(crowd: Crowd, node: NodeKey, of: StepId, round: number): (item: string) => number {
  const earlier = Array.from({ length: round - 1 }, (_, index) => flaggedIn(crowd, node, of, index + 1));
  return (item) => (item === '' ? 0 : earlier.filter((flagged) => flagged.includes(item)).length);
}

function flaggedIn(crowd: Crowd, node: NodeKey, of: StepId, round: number): readonly string[] {
  const { campaign, forms, seed } = crowd;
  const step = stepAt(crowd, node, of);
  const form = step?.kind === 'do' ? forms[step.form] : undefined;
  if (form === undefined) return [];
  const key = `${node}/${of}`;
  const rows = form.rows === undefined ? [] : nodesBelow(campaign.nodes, placeOf(node), form.rows.of);
  const items = crowd.knownItems(node, of) ?? itemIdsOf(form, seed, key);
  const [first, ...rest] = [...items, ...rows.filter((row) => !items.includes(row))];
  return first === undefined ? [] : [drawnOf([first, ...rest], seed, key, round, 'flag')];
}
