/** What a plan need not write out: the usual outcomes of a stage and the usual majority of a meeting. Data, so that a plan may say otherwise. */
import type { Decide } from '../campaign/definition.ts';
import type { Outcome } from './stage.ts';

export const defaultOutcomes: readonly Outcome[] = [
  { id: 'approve', name: '同意', leads: 'forward', opinion: 'optional' },
  { id: 'return', name: '退回（责令重新办理）', leads: 'return', opinion: 'required' },
];

/** More than half of those entitled sit, more than half of those present agree. */
export const defaultMeeting: Decide = { mode: 'meeting', quorum: [1, 2], pass: [1, 2] };
