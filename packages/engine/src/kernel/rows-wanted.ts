/** Which rows a step waits for at a node, where its filler does not choose them: items of another step, or items without a grade. */
import type { ActorDefinition } from '../campaign/definition.ts';
import type { NodeKey, StepId } from '../campaign/keys.ts';
import { rowsFrom } from '../step/form-checks.ts';
import { gradesItems, waitingItems } from '../step/grade-items.ts';
import type { Instant } from '../time/civil-date.ts';
import type { ActorState } from './state.ts';
import { Work } from './work.ts';

/** Undefined where the filler adds the rows, and where nothing is handed in. */
export function rowsWanted(
  definition: ActorDefinition,
  state: ActorState,
  node: NodeKey,
  step: StepId,
  at: Instant,
): readonly string[] | undefined {
  const work = new Work(definition, state, at);
  const here = work.peek(node);
  const found = here === undefined ? undefined : work.stepAt(here, step);
  if (here === undefined || found === undefined) return undefined;
  if (gradesItems(found)) return waitingItems(here, found);
  return found.kind === 'do' ? rowsFrom(work, here, found) : undefined;
}
