import type { Behaviour } from './behaviour.ts';

/** How simulated people behave, as data. Shares are of all cases in [0, 1]; counts are of cases drawn by the seed. */
export interface Habits {
  /** When, between the opening and the due, somebody punctual acts: drawn between the two. */
  readonly within: readonly [number, number];
  /** Days taken where there is no due, or it has passed. */
  readonly days: readonly [number, number];
  /** How often reviews are sent back; the first row that draws a review takes it. */
  readonly returns: readonly { readonly times: number; readonly share?: number; readonly count?: number }[];
  /** How many hand in only after the first escalation. */
  readonly late: { readonly count: number };
  /** Share of what the plan asks for a number of times in a period that is opened; absent: all. */
  readonly duties?: number;
  /** Cases of each procedure that nothing else opens; absent: none. */
  readonly cases?: number;
  /** Comments in each consultation, publicity or appraisal, at most. */
  readonly comments: number;
  /** Of tasks at stages, how many a colleague prepares first. */
  readonly delegated: number;
  /** Of tasks at stages, for how many the filler asks that the reviewer stand aside. */
  readonly demands: number;
  /** How many orders to do something again whoever the plan lets order gives at any time; 1 where it lets anybody. */
  readonly orders?: number;
  /** Of some people otherwise, by role, layer or name. */
  readonly behaviour?: Behaviour;
}

export const usualHabits: Habits = {
  within: [0.1, 0.55],
  days: [0.2, 0.6],
  returns: [
    { times: 3, count: 1 },
    { times: 2, count: 1 },
    { times: 1, share: 0.12 },
  ],
  late: { count: 1 },
  cases: 1,
  comments: 2,
  delegated: 0,
  demands: 0,
};

/** Where a file says how people behave, everybody else is punctual and nothing else is sent back. */
export function habitsOf(behaviour: Behaviour): Habits {
  const { punctual, comments } = behaviour;
  return {
    ...usualHabits,
    ...(punctual === undefined ? {} : { within: punctual }),
    ...(comments === undefined ? {} : { comments }),
    returns: [],
    late: { count: 0 },
    orders: 0,
    behaviour,
  };
}
