/** What a frame says of its children names parts that it has; the children themselves are checked when they are put in. */
import { heldTables } from '../plan/frame.ts';
import type { Problem } from '../problem.ts';
import { type Check, problem } from './context.ts';

export const checkFrame: Check = ({ plan, index }) => {
  const { frame, within } = plan;
  const problems: Problem[] = [];
  if (within !== undefined)
    problems.push(problem('frame.not-there', 'error', ['within', 'frame'], { name: within.frame }));
  if (frame === undefined) return problems;
  const phases = plan.phases.map((phase) => phase.id);
  if (!phases.includes(frame.in))
    problems.push(problem('reference.phase', 'error', ['frame', 'in'], { name: frame.in, possible: phases }));
  frame.delivers.forEach(({ step }, at) => {
    if (index.find(step)?.step.declaration !== undefined) return;
    const possible = index.steps.filter((placed) => placed.step.declaration !== undefined).map((placed) => placed.id);
    problems.push(problem('reference.step', 'error', ['frame', 'delivers', at, 'step'], { name: step, possible }));
  });
  const parts = heldTables.flatMap((table) => Object.keys(plan[table] ?? {}).map((id) => `${table}.${id}`));
  frame.mayNotChange?.forEach((name, at) => {
    if (!parts.includes(name))
      problems.push(problem('frame.nothing-held', 'error', ['frame', 'mayNotChange', at], { name, possible: parts }));
  });
  return problems;
};
