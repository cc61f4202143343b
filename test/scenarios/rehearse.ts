/** One run of a scenario in memory, to what every run of it must agree on. */
import { campaignOf, type PlacementName, placed } from './campaigns.ts';
import { type Outcome, outcomeOf } from './compare.ts';
import { rehearsalDriver } from './driver.ts';
import { BEGIN, type Scenario } from './scenario.ts';
import { instantAt, World } from './world.ts';

export interface Rehearsed {
  readonly placement?: PlacementName;
  /** Of the order of delivery between actors. */
  readonly seed?: number;
  readonly throughJson?: boolean;
}

/** Without settings: the run that all others are compared with. */
export async function rehearse(
  scenario: Scenario,
  { placement = 'one', seed = 1, throughJson = true }: Rehearsed = {},
): Promise<Outcome> {
  const source = campaignOf(scenario.on);
  const at = instantAt(source, BEGIN[scenario.on.plan]);
  const { people } = source.roster;
  const driver = rehearsalDriver(placed(source.campaign, placement), { at, seed, people, throughJson });
  await scenario.play(new World(driver, source));
  return outcomeOf(driver);
}
