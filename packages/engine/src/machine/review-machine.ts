/**
 * One machine per review definition, built from plan data: its places are the plan's stage ids and the five places every review has.
 * Conditions are decided before the move and travel with it, so the machine holds nothing.
 */
import { setup } from 'xstate';
import type { ReviewDefinition } from '../campaign/definition.ts';
import type { StageId } from '../campaign/keys.ts';
import { type Stepper, stepper } from './stepper.ts';

export const REVIEW_PLACES = ['waiting', 'returned', 'withdrawn', 'approved', 'ended'] as const;

export interface ReviewMove {
  readonly type: 'Start' | 'Forward' | 'Return' | 'End' | 'Withdraw' | 'Resubmit' | 'Reset';
  /** Stages that apply to this case now. */
  readonly applicable?: readonly StageId[];
  /** The earlier stage of a return, or the one a straight-back resubmission goes to. */
  readonly target?: StageId | null;
}

const machines = new Map<string, Stepper<ReviewMove>>();

/** The stepper of a review definition, built once per definition hash. */
export function reviewMachine(definition: ReviewDefinition): Stepper<ReviewMove> {
  const known = machines.get(definition.hash);
  if (known) return known;
  const built = stepper<ReviewMove>(machineOf(definition));
  machines.set(definition.hash, built);
  return built;
}

function machineOf(definition: ReviewDefinition) {
  const stages = definition.stages.map((stage) => stage.id);
  const enter = (from: readonly StageId[]) =>
    from.map((stage) => ({ target: stage, guard: { type: 'applies' as const, params: { stage } } }));
  const last = stages.at(-1) ?? 'approved';
  const start = [...enter(stages), { target: last }];
  const states = Object.fromEntries([
    ['waiting', { on: { Start: start } }],
    ...stages.map((stage, index) => [
      stage,
      {
        on: {
          Forward: [...enter(stages.slice(index + 1)), { target: 'approved' }],
          Return: [
            ...stages
              .slice(0, index)
              .map((to) => ({ target: to, guard: { type: 'isTarget' as const, params: { stage: to } } })),
            { target: 'returned', guard: { type: 'isFiller' as const } },
          ],
          End: 'ended',
          Withdraw: 'withdrawn',
          Reset: 'returned',
        },
      },
    ]),
    [
      'returned',
      {
        on: {
          Resubmit: [
            ...stages.map((stage) => ({ target: stage, guard: { type: 'isTarget' as const, params: { stage } } })),
            ...start,
          ],
          Reset: 'returned',
        },
      },
    ],
    ['withdrawn', { on: { Resubmit: start } }],
    // An approved or ended review stays alive: what it rests on may be reopened for as long as the campaign lives.
    ['approved', { on: { Reset: 'returned' } }],
    ['ended', { on: { Reset: 'returned' } }],
  ]);

  return setup({
    types: { events: {} as ReviewMove },
    guards: {
      applies: ({ event }, params: { stage: StageId }) => event.applicable?.includes(params.stage) ?? false,
      isTarget: ({ event }, params: { stage: StageId }) => event.target === params.stage,
      isFiller: ({ event }) => event.target === undefined || event.target === null,
    },
  }).createMachine({ id: `review:${definition.id}`, initial: 'waiting', states });
}
