/**
 * The project's main guarantee: every scenario, told once, comes to the same events and states on the durable host, under every
 * placement, with and without the workflow cache, as in rehearsal. One suite for each cache mode, so that two processes share them.
 */
import { afterAll, describe, expect, test } from '@jest/globals';
import { type PlacementName, placements } from '../scenarios/campaigns.ts';
import type { Outcome } from '../scenarios/compare.ts';
import { type CacheMode, startWorkers, type Workers } from '../scenarios/durable-driver.ts';
import { playDurably } from '../scenarios/play-durably.ts';
import { rehearse } from '../scenarios/rehearse.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { required, scenarios } from '../scenarios/scenarios.ts';

/** One run, while others share the machine: without the cache every turn of every actor is replayed from its beginning. */
const PATIENCE = 900_000;

interface Run {
  readonly name: string;
  readonly scenario: Scenario;
  readonly placement: PlacementName;
}

export function describeScenarios(cache: CacheMode): void {
  const runs: readonly Run[] = scenarios.flatMap((scenario) =>
    placements.map((placement) => ({
      name: `${scenario.id} ${scenario.name} › durable › ${placement} › ${cache}`,
      scenario,
      placement,
    })),
  );

  describe(`scenarios on the durable host, ${cache}`, () => {
    const references = new Map<string, Outcome>();
    const passed = new Set<string>();
    // Runs mostly wait for the server, so several go on at once; jest starts them before any hook, so the first one starts the worker.
    let workers: Promise<Workers> | undefined;
    afterAll(async () => (await workers)?.stop());

    test.concurrent.each(runs)(
      '$name',
      async ({ scenario, placement }) => {
        workers ??= startWorkers([cache]);
        const reference = references.get(scenario.id) ?? (await rehearse(scenario));
        references.set(scenario.id, reference);

        const outcome = await playDurably(scenario, placement, cache, await workers);

        expect(outcome).toEqual(reference);
        passed.add(`${scenario.id} ${placement}`);
      },
      PATIENCE,
    );

    test('every required scenario has a passing run under every placement', () => {
      const wanted = Object.values(required).flatMap((id) => placements.map((placement) => `${id} ${placement}`));

      expect(wanted.filter((run) => !passed.has(run))).toEqual([]);
    });
  });
}
