/**
 * The order rules: which steps a step waits for. Order is local: at the same node, at the nodes above, at all nodes below, never
 * at siblings. Only direct dependencies are kept, so that a leaf is told just what one of its own steps waits for.
 */
import type { Waits } from '../definition.ts';
import type { StepId } from '../keys.ts';

/** A step as the order sees it, in plan order. */
export interface Ordered {
  readonly id: StepId;
  readonly part: string;
  readonly layer: string;
  readonly after: readonly StepId[] | undefined;
  readonly with: readonly StepId[] | undefined;
  /** One time of a step that repeats: what comes later waits for it only where it names it. */
  readonly aside?: boolean;
}
export interface OrderedPart {
  readonly id: string;
  readonly after: readonly string[] | undefined;
  readonly with: readonly string[] | undefined;
  readonly steps: readonly Ordered[];
}

/** What the tree at hand guarantees about two layers; decides whether a dependency reaches every node through another. */
export interface Reach {
  readonly depth: (layer: string) => number;
  /** Every node of `below` has an ancestor at `above`. */
  readonly everyHasAbove: (below: string, above: string) => boolean;
  /** Every node of `above` has a descendant at `below`. */
  readonly everyHasBelow: (above: string, below: string) => boolean;
}

export interface Order {
  /** All steps that a step comes after, nearest last. */
  readonly before: ReadonlyMap<StepId, ReadonlySet<StepId>>;
  /** Steps and parts that wait for themselves. */
  readonly cycles: readonly string[];
  /** Of each of them the way from it back to itself. */
  readonly loops: ReadonlyMap<string, readonly string[]>;
}

/** Who comes before whom, by the plan alone. References that name nothing are left out: the check reports them. */
export function orderOf(parts: readonly OrderedPart[]): Order {
  const steps = new Map(parts.flatMap((part) => part.steps.map((step) => [step.id, step] as const)));
  const partById = new Map(parts.map((part) => [part.id, part]));
  const cycles = new Set<string>();
  const loops = new Map<string, readonly string[]>();

  const bases = new Map<string, ReadonlySet<StepId>>();
  const before = new Map<StepId, ReadonlySet<StepId>>();
  const open = new Set<string>();

  /** Runs `find` once for a key; a key that needs itself is a cycle. */
  function once<T>(known: Map<string, T>, key: string, mark: string, none: T, find: () => T): T {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (open.has(mark)) {
      cycles.add(key);
      const way = [...open];
      loops.set(
        key,
        way.slice(way.indexOf(mark)).map((one) => one.slice(one.indexOf(' ') + 1)),
      );
      return none;
    }
    open.add(mark);
    const value = find();
    open.delete(mark);
    known.set(key, value);
    return value;
  }

  const none: ReadonlySet<StepId> = new Set();
  const baseOf = (part: OrderedPart): ReadonlySet<StepId> =>
    once(bases, part.id, `part ${part.id}`, none, () => {
      if (part.with !== undefined)
        return union(part.with.map((id) => (partById.has(id) ? baseOf(partById.get(id) as OrderedPart) : none)));
      const earlier = part.after ?? parts.slice(0, parts.indexOf(part)).map((one) => one.id);
      return union(earlier.flatMap((id) => inLine(partById.get(id)?.steps ?? []).map((step) => closure(step))));
    });
  const beforeOf = (step: Ordered): ReadonlySet<StepId> =>
    once(before, step.id, `step ${step.id}`, none, () => {
      const named = (ids: readonly StepId[]) => ids.flatMap((id) => steps.get(id) ?? []);
      if (step.after !== undefined) return union(named(step.after).map(closure));
      if (step.with !== undefined) return union(named(step.with).map(beforeOf));
      const part = partById.get(step.part);
      if (part === undefined) return none;
      const at = part.steps.findIndex((one) => one.id === step.id);
      return union([baseOf(part), ...inLine(part.steps.slice(0, at)).map(closure)]);
    });
  const closure = (step: Ordered): ReadonlySet<StepId> => new Set([...beforeOf(step), step.id]);

  for (const step of steps.values()) beforeOf(step);
  return { before, cycles: [...cycles], loops };
}

function inLine(steps: readonly Ordered[]): readonly Ordered[] {
  return steps.filter((step) => step.aside !== true);
}

/** The direct dependencies of each step, by where the other step's nodes lie. */
export function waitsOf(steps: readonly Ordered[], order: Order, reach: Reach): ReadonlyMap<StepId, Waits> {
  const layers = new Map(steps.map((step) => [step.id, step.layer]));
  const at = (id: StepId) => reach.depth(layers.get(id) ?? '');
  const place = new Map(steps.map((step, index) => [step.id, index]));
  return new Map(
    steps.map((step) => {
      const all = [...(order.before.get(step.id) ?? [])].toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
      const direct = all.filter(
        (far) =>
          !all.some(
            (near) =>
              near !== far &&
              order.before.get(near)?.has(far) === true &&
              reaches(step.layer, layers.get(near) ?? '', layers.get(far) ?? '', reach),
          ),
      );
      const where = (fits: (depth: number) => boolean) => direct.filter((id) => fits(at(id)));
      const own = reach.depth(step.layer);
      return [
        step.id,
        {
          same: where((depth) => depth === own),
          above: where((depth) => depth < own),
          below: where((depth) => depth > own),
        },
      ];
    }),
  );
}

/** Whether waiting for all of `near` implies, at every node of `own`, having waited for all of `far`. */
function reaches(own: string, near: string, far: string, reach: Reach): boolean {
  const [s, u, t] = [reach.depth(own), reach.depth(near), reach.depth(far)];
  if (u === s) return true;
  // An owner above may go on without a missing node: at that node its own steps keep their order all the same.
  if (t === s) return false;
  if (u < s) return reach.everyHasAbove(own, near);
  if (t < s) return reach.everyHasBelow(own, near);
  if (t === u) return true;
  return t < u ? reach.everyHasBelow(far, near) : reach.everyHasAbove(far, near);
}

function union<T>(sets: readonly ReadonlySet<T>[]): Set<T> {
  const all = new Set<T>();
  for (const set of sets) for (const one of set) all.add(one);
  return all;
}
