/** Waves follow each other, every one has places, and every place that goes in waves goes in one. */
import { ofWave } from '../campaign/compile/dates.ts';
import { nodesOf } from '../campaign/compile/nodes.ts';
import type { NodeDefinition } from '../campaign/definition.ts';
import { compileCondition } from '../expression/compile.ts';
import { holds } from '../expression/evaluate.ts';
import type { Value } from '../expression/tree.ts';
import type { Phase } from '../plan/phase.ts';
import { nodeScope, waveLayer } from '../plan/scope.ts';
import type { Wave } from '../plan/wave.ts';
import type { Problem } from '../problem.ts';
import { formatDay } from '../time/civil-date.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';
import { conditionProblems } from './expressions.ts';

export const checkWaves: Check = (context) =>
  context.plan.phases.flatMap((phase, p): Problem[] => {
    const waves = phase.waves ?? [];
    const path: Path = ['phases', p, 'waves'];
    const problems = [...nameProblems(waves, path), ...dateProblems(context, phase, waves, path)];
    const wrong = waves.flatMap((wave, w) => layerProblems(context, phase, wave, [...path, w]));
    return [...problems, ...wrong, ...(wrong.length > 0 ? [] : placeProblems(context, phase, waves, path))];
  });

function nameProblems(waves: readonly Wave[], path: Path): Problem[] {
  return waves.flatMap((wave, w) =>
    waves.findIndex((one) => one.id === wave.id) < w
      ? [problem('plan.duplicate-id', 'error', [...path, w, 'id'], { name: wave.id })]
      : [],
  );
}

function dateProblems({ dates }: CheckContext, phase: Phase, waves: readonly Wave[], path: Path): Problem[] {
  const problems: Problem[] = [];
  const whole = phase.window === undefined ? undefined : dates.phases.get(phase.id);
  waves.forEach((wave, w) => {
    const { from = null, to = null } = dates.waves.get(ofWave(phase.id, wave.id)) ?? {};
    const at: Path = [...path, w, 'window'];
    if (from !== null && to !== null && from > to)
      problems.push(problem('date.order', 'error', at, { name: wave.name, from: formatDay(from), to: formatDay(to) }));
    const early = from !== null && whole?.from != null && from < whole.from ? from : undefined;
    const outside = early ?? (to !== null && whole?.to != null && to > whole.to ? to : undefined);
    if (outside !== undefined)
      problems.push(
        problem('date.outside-phase', 'error', at, {
          name: wave.name,
          words: wave.name,
          date: formatDay(outside),
          from: whole?.from == null ? '…' : formatDay(whole.from),
          to: whole?.to == null ? '…' : formatDay(whole.to),
        }),
      );
    const before = waves[w - 1];
    const ends = before === undefined ? null : (dates.waves.get(ofWave(phase.id, before.id))?.to ?? null);
    if (before !== undefined && from !== null && ends !== null && from <= ends)
      problems.push(
        problem('wave.overlap', 'advice', at, {
          phase: phase.name,
          name: wave.name,
          other: before.name,
          from: formatDay(from),
          to: formatDay(ends),
        }),
      );
  });
  return problems;
}

function layerProblems(context: CheckContext, phase: Phase, wave: Wave, path: Path): readonly Problem[] {
  const { index } = context;
  if (wave.of !== undefined && !index.layers.includes(wave.of))
    return [problem('reference.layer', 'error', [...path, 'of'], { name: wave.of, possible: index.layers })];
  const scope = nodeScope(index, waveLayer(index, phase, wave));
  return conditionProblems(context, wave.if, [scope, scope], [...path, 'if']);
}

/** Which places go with which wave, by the roster. */
function placeProblems(
  { plan, roster, dates, index }: CheckContext,
  phase: Phase,
  waves: readonly Wave[],
  path: Path,
): Problem[] {
  if (roster === undefined || waves.length === 0) return [];
  const { nodes, problems: wrong } = nodesOf(plan, roster, dates.period);
  if (wrong.length > 0) return [];
  const compiled = waves.flatMap((wave) => {
    const layer = waveLayer(index, phase, wave);
    const condition = compileCondition(wave.if, nodeScope(index, layer));
    return 'problems' in condition ? [] : [{ wave, layer, tree: condition.tree }];
  });
  if (compiled.length < waves.length) return [];
  const fitting = Object.values(nodes).flatMap((node) => {
    const here = compiled.filter(({ layer }) => layer === node.layer);
    if (here.length === 0) return [];
    const values = valuesOf(index.layers, nodes, node);
    return [{ node, fit: here.filter(({ tree }) => holds(tree, values)).map(({ wave }) => wave) }];
  });
  const name = phase.name;
  const empty = waves.flatMap((wave, w) =>
    fitting.some(({ fit }) => fit[0] === wave)
      ? []
      : [problem('wave.empty', 'advice', [...path, w, 'if'], { phase: name, name: wave.name })],
  );
  const twice = fitting.filter(({ fit }) => fit.length > 1);
  const none = phase.window === undefined ? fitting.filter(({ fit }) => fit.length === 0) : [];
  const said = (code: string, severity: 'advice' | 'error', found: typeof fitting, fields: object): Problem[] =>
    found
      .slice(0, 1)
      .map(({ node }) =>
        problem(code, severity, path, { phase: name, node: node.name, count: found.length, ...fields }),
      );
  const [first, second] = twice[0]?.fit ?? [];
  return [
    ...empty,
    ...said('wave.twice', 'advice', twice, { name: first?.name, other: second?.name }),
    ...said('wave.none', 'error', none, {}),
  ];
}

function valuesOf(
  layers: readonly string[],
  nodes: Readonly<Record<string, NodeDefinition>>,
  node: NodeDefinition,
): Readonly<Record<string, Value>> {
  const places: NodeDefinition[] = [];
  for (let at: NodeDefinition | undefined = node; at !== undefined; ) {
    places.push(at);
    at = at.parent === null ? undefined : nodes[at.parent];
  }
  const keys = new Map(places.map((place) => [place.layer, place.key]));
  return {
    node: Object.fromEntries(layers.map((layer) => [layer, keys.get(layer) ?? null])),
    ...Object.fromEntries(places.map((place) => [place.layer, place.facts as Value])),
  };
}
