/** When a campaign begins and ends by its own dates, for whoever starts or rehearses it. Must not know what happens in between. */
import { DAY, type Instant } from '../time/civil-date.ts';
import type { Campaign } from './definition.ts';

/** Days given to what is due before anything opens: a plan may say only by when its first phase ends. */
const AHEAD = 7;

/** The first opening, or a week before the first limit where that comes earlier; and the last end. Infinite where nothing is dated. */
export function datedSpan(campaign: Pick<Campaign, 'phases' | 'steps'>): {
  readonly first: Instant;
  readonly last: Instant;
} {
  const opens = campaign.phases.flatMap((phase) => (phase.opens === null ? [] : [phase.opens]));
  const ends = campaign.phases.flatMap((phase) => (phase.ends === null ? [] : [phase.ends]));
  const dues = campaign.steps.flatMap((step) => (step.due.kind === 'at' ? [step.due.at] : []));
  const [open, due] = [Math.min(...opens), Math.min(...dues)];
  return { first: due < open ? due - AHEAD * DAY : open, last: Math.max(...ends, ...dues) };
}
