/** One run of a scenario on a real server, in a campaign of its own. */
import { randomUUID } from 'node:crypto';
import { campaignOf, type PlacementName, placed } from './campaigns.ts';
import { type Outcome, outcomeOf } from './compare.ts';
import { type CacheMode, durableDriver, type Workers } from './durable-driver.ts';
import { BEGIN, type Scenario } from './scenario.ts';
import { instantAt, World } from './world.ts';

export async function playDurably(
  scenario: Scenario,
  placement: PlacementName,
  cache: CacheMode,
  workers: Workers,
): Promise<Outcome> {
  const source = campaignOf(scenario.on);
  const at = instantAt(source, BEGIN[scenario.on.plan]);
  const campaign = placed(source.campaign, placement, `${scenario.id}-${randomUUID()}`);
  const continuingAsNew = scenario.continuingAsNew ?? false;
  const { people } = source.roster;
  const driver = await durableDriver(campaign, { at, workers, cache, continuingAsNew, people });
  try {
    await scenario.play(new World(driver, source));
    return await outcomeOf(driver);
  } finally {
    await driver.close();
  }
}
