/** Nothing waits for itself, and what a step uses is made before it, where it can reach it. */
import { ofSteps, type PlacedStep, partOf } from '../plan/plan-index.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, problem } from './context.ts';

export const checkOrder: Check = ({ plan, index }) => {
  const problems: Problem[] = [];
  for (const id of index.order.cycles) {
    const placed = index.byId.get(id);
    const phase = plan.phases.findIndex((one) => one.id === id);
    const key = placed?.step.after !== undefined ? 'after' : placed?.step.with !== undefined ? 'with' : undefined;
    const path =
      placed === undefined ? ['phases', Math.max(phase, 0)] : key === undefined ? placed.path : [...placed.path, key];
    const nameOf = (one: string): string => index.byId.get(one)?.step.name ?? one;
    const way = [...(index.order.loops.get(id) ?? []), id].map(nameOf).join(' ← ');
    problems.push(problem('order.cycle', 'error', path, { name: nameOf(id), way }));
  }
  const cyclic = new Set(index.order.cycles);
  const depth = (placed: PlacedStep) => index.layers.indexOf(placed.layer);
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const { step } = placed;
    listOf(step.of).forEach((reference, at) => {
      const used = index.find(reference, partOf(placed));
      if (used === undefined || cyclic.has(placed.id) || cyclic.has(used.id)) return;
      const path = [...placed.path, 'of', ...(Array.isArray(step.of) ? [at] : [])];
      const fields = { step: step.name, name: used.step.name };
      const ofCase = placed.procedure !== undefined && used.procedure === undefined;
      if (!ofCase && !index.isBefore(used.id, placed.id))
        problems.push(problem('order.not-before', 'error', path, fields));
      // A review and a package take what its own node made; what is shown or rolled up may lie below.
      const own = step.review !== undefined || step.send !== undefined;
      if (own ? used.layer !== placed.layer : depth(used) < depth(placed)) {
        problems.push(problem('order.elsewhere', 'error', path, { ...fields, layer: placed.layer, other: used.layer }));
      }
    });
    const form = step.compute?.rollUp === undefined ? undefined : plan.forms[step.compute.rollUp];
    for (const used of form?.rows === undefined ? [] : ofSteps(index, placed)) {
      if (used.layer !== form?.rows?.of) {
        problems.push(
          problem('order.elsewhere', 'error', [...placed.path, 'of'], {
            step: step.name,
            name: used.step.name,
            layer: form?.rows?.of,
            other: used.layer,
          }),
        );
      }
    }
  }
  return problems;
};
