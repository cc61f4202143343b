/**
 * How a durable actor knows campaign time: from the campaign's clock and the workflow's own time, or, in tests that must let
 * time pass exactly when nothing is in flight, from what it is told. Must not know what is due.
 */
import { type CampaignClock, campaignInstant, type Instant, realInstant } from '@lianfang/engine/kernel';

export type HostClock =
  | ({ readonly kind: 'rated' } & Readonly<CampaignClock>)
  /** Stands at `at` until told otherwise; no timers are armed. */
  | { readonly kind: 'manual'; readonly at: Instant };

export interface CampaignTime {
  now(): Instant;
  /** A manual clock moves forward to `at`; backwards never. */
  tell(at: Instant | undefined): void;
  /** Real milliseconds until the campaign instant, at least 1; null when the clock is manual. */
  until(at: Instant): number | null;
  /** The clock for the next run. */
  stored(): HostClock;
}

export function campaignTime(clock: HostClock, real: () => number): CampaignTime {
  if (clock.kind === 'manual') {
    let now = clock.at;
    return {
      now: () => now,
      tell: (at) => {
        if (at !== undefined && at > now) now = at;
      },
      until: () => null,
      stored: () => ({ kind: 'manual', at: now }),
    };
  }
  return {
    now: () => campaignInstant(clock, real()),
    tell: () => {},
    until: (at) => Math.max(1, realInstant(clock, at) - real()),
    stored: () => clock,
  };
}

/** The same spread for the same actor at every due: a number in [0, most). */
export function jitterOf(actor: string, most: number): number {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  for (let i = 0; i < actor.length; i++) hash = Math.imul(hash ^ actor.charCodeAt(i), 0x01000193) >>> 0;
  return Math.floor((hash / 0x1_0000_0000) * most);
}
