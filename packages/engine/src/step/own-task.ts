/** The task of a step's own owner. */
import type { StepDefinition } from '../campaign/definition.ts';
import type { NodeState } from '../kernel/state.ts';
import { openTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';

export function openOwnTask(work: Work, node: NodeState, definition: StepDefinition): void {
  const step = work.step(node, definition.id);
  openTask(work, node, {
    task: definition.id,
    step: definition.id,
    round: step.round,
    role: definition.by,
    due: step.dueAt ?? null,
    ...(step.counted?.from === work.at ? { limit: step.counted.limit } : {}),
    ladder: definition.ladder,
  });
}
