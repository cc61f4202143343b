import { describe, expect, test } from '@jest/globals';
import { placements } from './campaigns.ts';
import type { Outcome } from './compare.ts';
import { rehearse } from './rehearse.ts';
import { required, scenarios } from './scenarios.ts';

/** Orders of delivery tried for each placement, fewer where each mutant is tried; one actor alone has only one. */
const SEEDS = Number(process.env.LIANFANG_ORDERS ?? 4);
const first = Number(process.env.LIANFANG_SEED ?? Math.floor(Math.random() * 1_000_000));

describe('scenarios on the rehearsal host', () => {
  const references = new Map<string, Outcome>();
  const passed = new Set<string>();

  for (const scenario of scenarios) {
    for (const placement of placements) {
      test(`${scenario.id} ${scenario.name} › rehearsal › ${placement}`, async () => {
        const reference = references.get(scenario.id) ?? (await rehearse(scenario));
        references.set(scenario.id, reference);

        for (let seed = first; seed < first + (placement === 'one' ? 1 : SEEDS); seed++) {
          const outcome = await rehearse(scenario, { placement, seed });
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
