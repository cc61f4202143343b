import { describe, expect, test } from '@jest/globals';
import { CampaignClock, campaignInstant, realInstant } from '../../../packages/engine/src/time/campaign-clock.ts';

describe('a campaign clock', () => {
  const origin = Date.UTC(2011, 8, 25, 16);
  const startedAt = Date.UTC(2026, 10, 22, 8, 28, 12, 345);

  test('at rate 1 runs beside real time', () => {
    const clock = { origin: startedAt, startedAt, rate: 1 };

    expect(campaignInstant(clock, startedAt + 5)).toBe(startedAt + 5);
    expect(realInstant(clock, startedAt + 5)).toBe(startedAt + 5);
  });

  test('runs a year in three minutes', () => {
    const clock = { origin, startedAt, rate: 175_200 };

    expect(campaignInstant(clock, startedAt + 180_000) - origin).toBe(365 * 86_400_000);
  });

  test.each([1, 3, 175_200, 0.5, 1 / 3, 7.3, 99_999.7])(
    'at rate %d wakes at the first real instant that has reached a due, never before',
    (rate) => {
      const clock = CampaignClock.parse({ origin, startedAt, rate });

      for (let step = 0; step < 500; step += 1) {
        const due = origin + step * 7_777_777 + (step % 13);
        const wake = realInstant(clock, due);

        expect(campaignInstant(clock, wake)).toBeGreaterThanOrEqual(due);
        expect(campaignInstant(clock, wake - 1)).toBeLessThan(due);
      }
    },
  );

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('is refused at rate %d', (rate) => {
    expect(CampaignClock.safeParse({ origin, startedAt, rate }).success).toBe(false);
  });
});
