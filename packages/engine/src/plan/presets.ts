/** What a plan need not write out: the usual outcomes of a stage and the usual majority of a meeting and a vote. Data, so that a plan may say otherwise. */
import type { Counting, Decide } from '../campaign/definition.ts';
import type { Outcome, Stage } from './stage.ts';

export const defaultOutcomes: readonly Outcome[] = [
  { id: 'approve', name: '同意', leads: 'forward', opinion: 'optional' },
  { id: 'return', name: '退回（责令重新办理）', leads: 'return', opinion: 'required' },
];

/** Where a stage gives advice only: whatever it says, the review goes forward. */
export const defaultAdvice: readonly Outcome[] = [
  { id: 'agree', name: '无意见', leads: 'forward', opinion: 'optional' },
  { id: 'advise', name: '有意见', leads: 'forward', opinion: 'required' },
];

/** What the plan says, or the usual two. */
export function writtenOutcomes(stage: Pick<Stage, 'outcomes' | 'advice'>): readonly Outcome[] {
  return stage.outcomes ?? (stage.advice === true ? defaultAdvice : defaultOutcomes);
}

/** The outcomes of a vote that passed and of one that failed, where the plan does not name them. */
export function usualResults(outcomes: readonly Pick<Outcome, 'id' | 'leads'>[]): { passed: string; failed: string } {
  const passed = outcomes.find((one) => one.leads === 'forward') ?? outcomes[0];
  // Where a stage gives advice only both may lead forward.
  const failed = outcomes.find((one) => one.leads !== 'forward') ?? outcomes.find((one) => one !== passed);
  return { passed: passed?.id ?? '', failed: failed?.id ?? '' };
}

/** Half of those entitled, one person one vote, by name; enough is more than half of those present. */
export const defaultCounting: Counting = {
  quorum: { atLeastShare: [1, 2] },
  pass: { moreThan: [1, 2] },
  fail: null,
  of: 'present',
  weights: {},
  casting: false,
  veto: false,
  ballot: 'open',
  hideBelow: 5,
};

export const defaultMeeting: Decide & { readonly mode: 'meeting' } = { mode: 'meeting', ...defaultCounting };

/** Nobody sits together, so more than half of all who may vote. */
export const defaultVote: Omit<Decide & { readonly mode: 'vote' }, 'passed' | 'failed'> = {
  mode: 'vote',
  ...defaultCounting,
  of: 'entitled',
  ends: 'all-voted',
};
/** What a material change of what was approved opens. */
export const defaultOnChange = 'review';
/** Hours. */
export const defaultUrgeEvery = 24;
/** Why an upheld objection has something done again. */
export const defaultUpheldReasons: readonly string[] = ['异议成立'];
