import { describe, expect, test } from '@jest/globals';
import { campaignOf, placed, placements } from '../../scenarios/campaigns.ts';
import { rehearsalDriver } from '../../scenarios/driver.ts';

describe('a campaign that is launched after its first window has opened', () => {
  test.each(placements)('opens no step before what it waits for below, %s', async (placement) => {
    const source = campaignOf({ plan: 'three-stages' });
    const at = Date.UTC(2011, 8, 28, 1);

    // Reports from below come one by one, in any order: a section may report before its posts have.
    for (const seed of [1, 2, 3, 4, 5]) {
      const driver = rehearsalDriver(placed(source.campaign, placement), { at, seed });

      expect((await driver.node('p1')).steps['search.declare']?.place).toBe('open');
      expect((await driver.node('u1')).steps['search.consult']?.place).toBe('waiting');
    }
  });
});
