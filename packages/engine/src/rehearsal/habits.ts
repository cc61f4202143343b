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
  /** Comments in each consultation, publicity or appraisal, at most. */
  readonly comments: number;
  /** Of tasks at stages, how many a colleague prepares first. */
  readonly delegated: number;
  /** Of tasks at stages, for how many the filler asks that the reviewer stand aside. */
  readonly demands: number;
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
  comments: 2,
  delegated: 0,
  demands: 0,
};
