/**
 * The campaign's own clock: campaign time runs from `origin`, `rate` times as fast as real time since `startedAt`. Rate 1 in
 * production; a demonstration runs a year in minutes. Must not read any clock: real time is an argument.
 */
import { z } from 'zod';
import type { Instant } from './civil-date.ts';

export const CampaignClock = z.strictObject({
  /** Campaign time at `startedAt`, epoch milliseconds. */
  origin: z.int(),
  /** Real time at which the campaign was started, epoch milliseconds. */
  startedAt: z.int(),
  /** Campaign milliseconds for each real one. */
  rate: z.number().min(0.001).max(10_000_000),
});
export type CampaignClock = z.infer<typeof CampaignClock>;

/** Campaign time at a real instant, whole milliseconds, rounded down. */
export function campaignInstant(clock: CampaignClock, real: Instant): Instant {
  return clock.origin + Math.floor((real - clock.startedAt) * clock.rate);
}

/** The first real instant at which campaign time has reached `campaign`: a timer set for it never wakes early. */
export function realInstant(clock: CampaignClock, campaign: Instant): Instant {
  let real = clock.startedAt + Math.ceil((campaign - clock.origin) / clock.rate);
  // Division rounds; the promise is made about campaignInstant, so it is checked against it.
  while (campaignInstant(clock, real) < campaign) real += 1;
  while (campaignInstant(clock, real - 1) >= campaign) real -= 1;
  return real;
}
