/** Slots: what is still to be filled before a launch, and that nothing is used before the step that makes it. */
import type { PlacedStep, PlanIndex } from '../plan/plan-index.ts';
import { isOpen, isUse, partTypes, type Slot } from '../plan/slot.ts';
import { unfilled } from '../plan/unfilled.ts';
import type { Problem } from '../problem.ts';
import { type Check, problem } from './context.ts';

export const checkSlots: Check = ({ plan, index }) => {
  const problems: Problem[] = [...unfilled(plan)];
  for (const [id, slot] of Object.entries(plan.slots ?? {})) {
    if ((slot.uses ?? []).length === 0)
      problems.push(problem('slot.unused', 'advice', ['slots', id], { name: slot.name }));
    if (slot.filled === 'launch') continue;
    const by = index.find(slot.filled.step);
    if (by === undefined || by.procedure !== undefined) {
      const possible = index.steps.map((placed) => placed.id);
      const at = ['slots', id, 'filled', 'step'];
      problems.push(problem('reference.step', 'error', at, { name: slot.filled.step, possible }));
      continue;
    }
    for (const use of slot.uses ?? [])
      for (const user of usersOf(index, use))
        if (!index.isBefore(by.id, user.id))
          problems.push(
            problem('slot.too-early', 'error', pathOf(use), {
              name: slot.name,
              step: user.step.name,
              other: by.step.name,
            }),
          );
  }
  return problems;
};

/** The steps that need what stands at a path: the step itself, those of the review, or those that compute by the rule. */
function usersOf(index: PlanIndex, use: string): readonly PlacedStep[] {
  const path = use.split('.');
  const own = index.steps.filter((placed) => use.startsWith(`${placed.path.join('.')}.`));
  if (own.length > 0) return own;
  const [part = '', name = ''] = path;
  return index.steps.filter(({ step }) => {
    if (part === 'reviews') return step.review === name;
    if (part === 'rules') return step.compute?.grade === name;
    if (part === 'scores') return step.compute?.score === name;
    if (part === 'forms') return step.declaration === name || step.compute?.rollUp === name;
    return false;
  });
}

function pathOf(use: string): (string | number)[] {
  return use.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** Leaves out what is said about a stand-in for an open slot, and what follows from it. */
export function aboutTheRest(
  slots: Readonly<Record<string, Slot>> | undefined,
  problems: readonly Problem[],
): readonly Problem[] {
  const open = Object.values(slots ?? {}).filter(isOpen);
  if (open.length === 0) return problems;
  const noYear = open.some((slot) => slot.type === 'year');
  return problems.filter(({ code, path }) => {
    if (noYear && code === 'date.no-year') return false;
    return !open.some((slot) => isUse(slot, path));
  });
}

/** Of a part that is not known yet it cannot be told whether the rest agrees with it. */
export function waitsForParts(slots: Readonly<Record<string, Slot>> | undefined): boolean {
  return Object.values(slots ?? {}).some(
    (slot) => isOpen(slot) && (partTypes as readonly string[]).includes(slot.type),
  );
}
