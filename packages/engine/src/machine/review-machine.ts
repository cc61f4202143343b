/**
 * One machine per review definition, and one per branch of its groups, built from plan data: the places are the entries of its course
 * and the five places every review has. Conditions are decided before the move and travel with it, so the machine holds nothing.
 */
import { setup } from 'xstate';
import type { BranchDefinition, CourseEntry, ReviewDefinition } from '../campaign/definition.ts';
import type { StageId } from '../campaign/keys.ts';
import { type Stepper, stepper } from './stepper.ts';

export const REVIEW_PLACES = ['waiting', 'returned', 'withdrawn', 'approved', 'ended'] as const;
export const BRANCH_PLACES = ['waiting', 'joined', 'returned'] as const;

export const REVIEW_MOVES = [
  'Start',
  'Forward',
  'Return',
  'End',
  'Withdraw',
  'Resubmit',
  'Reset',
  'TakeBack',
  'Jump',
  'Approve',
] as const;
export const BRANCH_MOVES = ['Start', 'Forward', 'Return', 'TakeBack'] as const;

export interface ReviewMove {
  readonly type: (typeof REVIEW_MOVES)[number];
  /** Entries that apply to this case now. */
  readonly applicable?: readonly StageId[];
  /** Where an outcome, a return, a straight-back resubmission or an administrative act leads, when not simply on. */
  readonly target?: StageId | null;
}

export interface BranchMove {
  readonly type: (typeof BRANCH_MOVES)[number];
  readonly applicable?: readonly StageId[];
  readonly target?: StageId | null;
}

const machines = new Map<string, Stepper<ReviewMove>>();
const branches = new Map<string, Stepper<BranchMove>>();

/** The stepper of a review definition, built once per definition hash. */
export function reviewMachine(definition: ReviewDefinition): Stepper<ReviewMove> {
  return remembered(machines, definition.hash, () => stepper<ReviewMove>(machineOfReview(definition)));
}

/** The stepper of one branch of a group. */
export function branchMachine(definition: ReviewDefinition, branch: BranchDefinition): Stepper<BranchMove> {
  const key = `${definition.hash}/${branch.id}`;
  return remembered(branches, key, () => stepper<BranchMove>(machineOfBranch(definition, branch)));
}

export function entryId(entry: CourseEntry): StageId {
  return entry.kind === 'stage' ? entry.stage : entry.group.id;
}

function remembered<T>(known: Map<string, T>, key: string, build: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const built = build();
  known.set(key, built);
  return built;
}

const applies = (ids: readonly StageId[]) =>
  ids.map((stage) => ({ target: stage, guard: { type: 'applies' as const, params: { stage } } }));
const chosen = (ids: readonly StageId[]) =>
  ids.map((stage) => ({ target: stage, guard: { type: 'isTarget' as const, params: { stage } } }));
const toFiller = { target: 'returned', guard: { type: 'isFiller' as const } };

const guards = {
  applies: ({ event }: { event: ReviewMove }, params: { stage: StageId }) =>
    event.applicable?.includes(params.stage) ?? false,
  isTarget: ({ event }: { event: ReviewMove }, params: { stage: StageId }) => event.target === params.stage,
  isFiller: ({ event }: { event: ReviewMove }) => event.target === undefined || event.target === null,
};

function machineOfReview(definition: ReviewDefinition) {
  const entries = definition.course.map(entryId);
  // Nobody is approved by an empty list of stages: the last one decides.
  const start = [...applies(entries), { target: entries.at(-1) ?? 'approved' }];
  const states = Object.fromEntries([
    ['waiting', { on: { Start: start } }],
    ...entries.map((entry, index) => {
      const earlier = entries.slice(0, index);
      const later = entries.slice(index + 1);
      return [
        entry,
        {
          on: {
            Forward: [...chosen(later), ...applies(later), { target: 'approved' }],
            Return: [...chosen(earlier), toFiller],
            End: 'ended',
            Withdraw: 'withdrawn',
            Reset: 'returned',
            TakeBack: chosen(earlier),
            Jump: chosen([...earlier, ...later]),
            Approve: 'approved',
          },
        },
      ];
    }),
    ['returned', { on: { Resubmit: [...chosen(entries), ...start], Reset: 'returned' } }],
    ['withdrawn', { on: { Resubmit: start } }],
    // An approved or ended review stays alive: what it rests on may be reopened for as long as the campaign lives.
    ['approved', { on: { Reset: 'returned' } }],
    ['ended', { on: { Reset: 'returned' } }],
  ]);
  return setup({ types: { events: {} as ReviewMove }, guards }).createMachine({
    id: `review:${definition.id}`,
    initial: 'waiting',
    states,
  });
}

function machineOfBranch(definition: ReviewDefinition, branch: BranchDefinition) {
  const { stages } = branch;
  const states = Object.fromEntries([
    ['waiting', { on: { Start: [...chosen(stages), ...applies(stages), { target: 'joined' }] } }],
    ...stages.map((stage, index) => [
      stage,
      {
        on: {
          Forward: [...chosen(stages.slice(index + 1)), ...applies(stages.slice(index + 1)), { target: 'joined' }],
          Return: [...chosen(stages.slice(0, index)), toFiller],
          TakeBack: chosen(stages.slice(0, index)),
        },
      },
    ]),
    // The last decision of a branch may be taken back while the group is open; nothing has gone on, or back, yet.
    ['joined', { on: { TakeBack: chosen(stages) } }],
    ['returned', { on: { TakeBack: chosen(stages) } }],
  ]);
  return setup({ types: { events: {} as ReviewMove }, guards }).createMachine({
    id: `review:${definition.id}/${branch.id}`,
    initial: 'waiting',
    states,
  });
}
