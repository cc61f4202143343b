/** What the plan says of how something stands before the public, and of what an upheld objection does, as the kernel runs it. */
import { type PlacedStep, type PlanIndex, partOf } from '../../plan/plan-index.ts';
import { defaultUpheldReasons } from '../../plan/presets.ts';
import type { Ask } from '../../plan/step.ts';
import type { AskStep } from '../definition.ts';

/** A length that the document does not give, or gives a reason for, is none. */
export function lengthOf({ days }: Ask): Pick<AskStep, 'days' | 'ofWork'> {
  if (days === undefined || (typeof days === 'object' && 'none' in days)) return { days: null };
  if (typeof days === 'number') return { days };
  return { days: days.count, ...(days.unit === 'working-days' && { ofWork: true }) };
}

export function standingOf(
  index: PlanIndex,
  placed: PlacedStep,
  ask: Ask,
): Pick<AskStep, 'redaction' | 'proof' | 'upheld'> {
  const { redaction, proof, upheld } = ask;
  return {
    ...(redaction !== undefined && { redaction }),
    ...(proof !== undefined && { proof }),
    ...(upheld !== undefined && {
      upheld: {
        reopen: upheld.reopen.flatMap((reference) => index.find(reference, partOf(placed))?.id ?? []),
        again: upheld.again ?? true,
        stay: upheld.stay ?? true,
        final: upheld.final ?? false,
        reasons: upheld.reasons ?? defaultUpheldReasons,
        limit: index.plan.defaults.returnDue,
      },
    }),
  };
}
