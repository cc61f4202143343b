import { describe, expect, test } from '@jest/globals';
import { campaignOf, type PlacementName, placed, placements } from './campaigns.ts';
import { type Outcome, outcomeOf } from './compare.ts';
import { rehearsalDriver } from './driver.ts';
import { BEGIN, type Scenario } from './scenario.ts';
import { required, scenarios } from './scenarios.ts';
import { instantAt, World } from './world.ts';

/** Orders of delivery tried for each placement; one actor alone has only one. */
const SEEDS = 4;
const first = Number(process.env.LIANFANG_SEED ?? Math.floor(Math.random() * 1_000_000));

async function play(scenario: Scenario, placement: PlacementName, seed: number): Promise<Outcome> {
  const source = campaignOf(scenario.on);
  const at = instantAt(source, BEGIN[scenario.on.plan]);
  const driver = rehearsalDriver(placed(source.campaign, placement), { at, seed });
  await scenario.play(new World(driver, source));
  return outcomeOf(driver);
}

describe('scenarios on the rehearsal host', () => {
  const references = new Map<string, Outcome>();
  const passed = new Set<string>();

  for (const scenario of scenarios) {
    for (const placement of placements) {
      test(`${scenario.id} ${scenario.name} › rehearsal › ${placement}`, async () => {
        const reference = references.get(scenario.id) ?? (await play(scenario, 'one', 1));
        references.set(scenario.id, reference);

        for (let seed = first; seed < first + (placement === 'one' ? 1 : SEEDS); seed++) {
          const outcome = await play(scenario, placement, seed);
          expect({ seed, ...outcome }).toEqual({ seed, ...reference });
        }
        passed.add(`${scenario.id} ${placement}`);
      });
    }
  }

  test('every required scenario has a passing run under every placement', () => {
    const missing = Object.values(required)
      .flatMap((id) => placements.map((placement) => `${id} ${placement}`))
      .filter((run) => !passed.has(run));

    expect(missing).toEqual([]);
  });
});
