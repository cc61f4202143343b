/**
 * The project's main guarantee: every scenario, told once, comes to the same events and states on the durable host, under every
 * placement, with and without the workflow cache, as in rehearsal.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { campaignOf, type PlacementName, placed, placements } from '../scenarios/campaigns.ts';
import { type Outcome, outcomeOf } from '../scenarios/compare.ts';
import { rehearsalDriver } from '../scenarios/driver.ts';
import { type CacheMode, cacheModes, durableDriver, startWorkers, type Workers } from '../scenarios/durable-driver.ts';
import { BEGIN, type Scenario } from '../scenarios/scenario.ts';
import { required, scenarios } from '../scenarios/scenarios.ts';
import { instantAt, World } from '../scenarios/world.ts';

/** One run, while others share the machine. */
const PATIENCE = 180_000;

interface Run {
  readonly name: string;
  readonly scenario: Scenario;
  readonly placement: PlacementName;
  readonly cache: CacheMode;
}

const runs: readonly Run[] = scenarios.flatMap((scenario) =>
  placements.flatMap((placement) =>
    cacheModes.map((cache) => ({
      name: `${scenario.id} ${scenario.name} › durable › ${placement} › ${cache}`,
      scenario,
      placement,
      cache,
    })),
  ),
);

async function rehearse(scenario: Scenario): Promise<Outcome> {
  const source = campaignOf(scenario.on);
  const at = instantAt(source, BEGIN[scenario.on.plan]);
  const driver = rehearsalDriver(placed(source.campaign, 'one'), { at, seed: 1 });
  await scenario.play(new World(driver, source));
  return outcomeOf(driver);
}

async function play({ scenario, placement, cache }: Run, workers: Workers): Promise<Outcome> {
  const source = campaignOf(scenario.on);
  const at = instantAt(source, BEGIN[scenario.on.plan]);
  const campaign = placed(source.campaign, placement, `${scenario.id}-${randomUUID()}`);
  const continuingAsNew = scenario.continuingAsNew ?? false;
  const driver = await durableDriver(campaign, { at, workers, cache, continuingAsNew });
  try {
    await scenario.play(new World(driver, source));
    return await outcomeOf(driver);
  } finally {
    await driver.close();
  }
}

describe('scenarios on the durable host', () => {
  const references = new Map<string, Outcome>();
  const passed = new Set<string>();
  // Runs mostly wait for the server, so several go on at once; jest starts them before any hook, so the first one starts the workers.
  let workers: Promise<Workers> | undefined;
  afterAll(async () => (await workers)?.stop());

  test.concurrent.each(runs)(
    '$name',
    async (run) => {
      const { scenario, placement, cache } = run;
      workers ??= startWorkers();
      const reference = references.get(scenario.id) ?? (await rehearse(scenario));
      references.set(scenario.id, reference);

      const outcome = await play(run, await workers);

      expect(outcome).toEqual(reference);
      passed.add(`${scenario.id} ${placement} ${cache}`);
    },
    PATIENCE,
  );

  test('every required scenario has a passing run under every placement and cache mode', () => {
    const wanted = Object.values(required).flatMap((id) =>
      placements.flatMap((placement) => cacheModes.map((cache) => `${id} ${placement} ${cache}`)),
    );

    expect(wanted.filter((run) => !passed.has(run))).toEqual([]);
  });
});
