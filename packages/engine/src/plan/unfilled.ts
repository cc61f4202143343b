/** The slots of a plan that a person must fill before a launch, each with its uses and what to write. */
import type { Problem } from '../problem.ts';
import { examples, isData } from './expand.ts';
import { isOpen, Slot } from './slot.ts';

/** @param plan parsed, or its data when it cannot be parsed */
export function unfilled(plan: unknown): readonly Problem[] {
  const slots = isData(plan) && isData(plan.slots) ? plan.slots : {};
  return Object.entries(slots).flatMap(([id, written]): Problem[] => {
    const slot = Slot.safeParse(written).data;
    if (slot === undefined || !isOpen(slot)) return [];
    const uses = slot.uses ?? [];
    if (uses.length === 0) return [];
    return [
      {
        code: 'slot.unfilled',
        severity: 'missing',
        path: ['slots', id],
        slot: id,
        name: slot.name,
        uses,
        example: `${id}: ${examples[slot.type]}`,
      },
    ];
  });
}
