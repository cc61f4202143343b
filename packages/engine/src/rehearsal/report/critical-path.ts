/**
 * What each due waited for: the place that finished last, and back from there, step by step, what it waited for last, until a window
 * opened or the campaign began.
 */
import type { StepDefinition } from '../../campaign/definition.ts';
import { type NodeKey, placeOf, type StepId } from '../../campaign/keys.ts';
import type { CriticalPath, PathLink } from './findings.ts';
import { groupedBy, type Played, type PlayedStep, stepKey } from './played.ts';
import { inDays } from './returns.ts';

interface Finished {
  readonly step: PlayedStep;
  readonly due: number;
  readonly end: number;
}

/** A step's due may be the same everywhere, or counted at each place from its opening: the place with the least left tells. */
export function criticalPathsOf(played: Played): CriticalPath[] {
  const { campaign, rehearsal } = played;
  const instances = groupedBy(played.steps.values(), ({ step }) => step);
  const pathTo = pathsIn(played);
  return campaign.steps.flatMap((step): CriticalPath[] => {
    const own = (instances.get(step.id) ?? []).filter(({ opened }) => opened.length > 0);
    const stays = rehearsal.unfinished.some((one) => one.step === step.id);
    // In waves each place has a due of its own.
    const dated = step.due.kind === 'at' && step.waves === undefined ? step.due : null;
    const [tightest] = own.flatMap((one) => finished(one)).sort((a, b) => a.due - a.end - (b.due - b.end));
    const due = dated?.at ?? tightest?.due;
    if (due === undefined || (tightest === undefined && !stays)) return [];
    const done = stays ? null : (tightest?.end ?? null);
    return [
      {
        step: step.id,
        name: step.name,
        due,
        words: dated?.words ?? '',
        done,
        slack: done === null ? null : inDays(due - done),
        links: tightest === undefined ? [] : pathTo(tightest.step, tightest.end),
      },
    ];
  });
}

function finished(step: PlayedStep): Finished[] {
  // What is handed in again has a due of its own, from the return.
  const [end] = step.done;
  const { due } = step;
  return end === undefined || due === null ? [] : [{ step, due, end }];
}

function pathsIn(played: Played): (last: PlayedStep, end: number) => PathLink[] {
  const { campaign, definitions, steps, words, rehearsal } = played;
  const below = new Map<string, readonly NodeKey[]>();
  const allBelow = (node: NodeKey): readonly NodeKey[] => {
    const known = below.get(node);
    if (known !== undefined) return known;
    const children = campaign.nodes[node]?.children ?? [];
    const found = children.flatMap((child) => [child, ...allBelow(child)]);
    below.set(node, found);
    return found;
  };
  const above = (node: NodeKey): NodeKey[] => {
    const path: NodeKey[] = [];
    const place = placeOf(node);
    // A case stands at its subject's place, whose own steps are above it.
    for (let at = place === node ? (campaign.nodes[node]?.parent ?? null) : place; at !== null; ) {
      path.push(at);
      at = campaign.nodes[at]?.parent ?? null;
    }
    return path;
  };
  const awaited = (node: NodeKey, definition: StepDefinition): PlayedStep[] => {
    const { same, above: up, below: down } = definition.waits;
    const at = (places: readonly NodeKey[], list: readonly StepId[]) =>
      list.flatMap((step) => places.flatMap((place) => steps.get(stepKey(place, step)) ?? []));
    return [...at([node], same), ...at(above(node), up), ...(down.length === 0 ? [] : at(allBelow(node), down))];
  };
  return (last, end) => {
    const links: PathLink[] = [];
    const seen = new Set<PlayedStep>();
    let at: PlayedStep | undefined = last;
    let until = end;
    while (at !== undefined && !seen.has(at) && links.length < 200) {
      seen.add(at);
      const definition = definitions.get(at.step);
      const opened: number = at.opened[0] ?? until;
      const before: { step: PlayedStep; done: number } | undefined =
        definition === undefined ? undefined : latestBefore(awaited(at.node, definition), opened);
      // What was done long before the window opened was not what held it up.
      const byWindow: boolean = definition?.opens != null && (before === undefined || before.done <= definition.opens);
      const why = byWindow ? 'window' : before === undefined ? 'start' : 'after';
      links.unshift({
        node: at.node,
        name: words.node(at.node),
        step: at.step,
        stepName: words.step(at.step),
        from: Math.max(opened, rehearsal.from),
        to: until,
        rounds: Math.max(at.done.length, at.returned + 1),
        why,
      });
      if (why !== 'after' || before === undefined) break;
      until = before.done;
      at = before.step;
    }
    return links;
  };
}

/** Of what was awaited: what was done last, and not after the opening. */
function latestBefore(
  awaited: readonly PlayedStep[],
  opened: number,
): { readonly step: PlayedStep; readonly done: number } | undefined {
  let found: { step: PlayedStep; done: number } | undefined;
  for (const step of awaited) {
    const done = step.done.findLast((one) => one <= opened);
    if (done !== undefined && (found === undefined || done > found.done)) found = { step, done };
  }
  return found;
}
