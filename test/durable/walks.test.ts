/**
 * A sample of the walks over reviews drawn at random, played again on the durable host, where the worker is killed between steps: the same
 * answers, the same record, the same states. `LIANFANG_SEED=n` repeats it.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer, Campaign, Command, Instant } from '@lianfang/engine/kernel';
import { bundlePath } from '@lianfang/worker';
import fc from 'fast-check';
import { campaignWith, drawnReview, reviewOf } from '../engine/kernel/drawn-review.ts';
import { walk } from '../engine/kernel/walking.ts';
import { campaignOf, placed } from '../scenarios/campaigns.ts';
import { outcomeOf } from '../scenarios/compare.ts';
import { type Driver, rehearsalDriver } from '../scenarios/driver.ts';
import { driverOn } from '../scenarios/durable-driver.ts';
import { instantAt } from '../scenarios/world.ts';
import { type Child, startChild } from './children.ts';
import { type DurableHost, startDurableHost, testTemporal } from './host.ts';
import { randomFrom } from './seeded-random.ts';
import { type TestRegistry, testRegistry } from './test-registry.ts';

const seed = Number(process.env.LIANFANG_SEED ?? randomInt(1, 1_000_000));
const SAMPLE = 1;
const ACCEPTED = 14;
const REFUSED = 3;
const KILLS = 2;
/** Of a busy machine: a killed worker's task is missed after ten seconds. */
const PATIENCE = 240_000;

interface Step {
  readonly at: Instant;
  readonly command: Command;
  readonly ok: boolean;
}

const source = campaignOf({ plan: 'three-stages', posts: ['p1', 'p2', 'p3'] });
const begin = instantAt(source, '09-20 09:00');
const opened = instantAt(source, '09-26 09:00');
const people = source.roster.people.map((person) => person.id);

/** What people did in a walk: what was accepted, and some of what was not. */
async function scriptOf(campaign: Campaign, turns: readonly (readonly number[])[]): Promise<Step[]> {
  const steps: Step[] = [];
  const come = (driver: Pick<Driver, 'passTo'>) => driver.passTo(opened);
  const office = ['he', 'feng'];
  await walk({ campaign: placed(campaign, 'one'), at: begin, people, office, come }, turns, {
    check: false,
    onCommand: (command, answer, at) => {
      const few = steps.filter((step) => step.ok === answer.ok).length < (answer.ok ? ACCEPTED : REFUSED);
      // Closing the campaign ends the walk, and what only a meeting delivers no client takes.
      const inner = command.kind === 'CloseCampaign' || (command.kind === 'Decide' && command.meeting !== undefined);
      const whole = steps.filter((step) => step.ok).length < ACCEPTED;
      if (whole && few && !inner) steps.push({ at, command, ok: answer.ok });
    },
  });
  return steps;
}

async function play(driver: Driver, steps: readonly Step[], between: (index: number) => Promise<void>) {
  await driver.passTo(opened);
  const answers: string[] = [];
  for (const [index, { at, command }] of steps.entries()) {
    await driver.passTo(at);
    await between(index);
    answers.push(wordOf((await driver.send(command))[0]));
  }
  return { answers, outcome: await outcomeOf(driver) };
}

const wordOf = (answer: Answer | undefined) =>
  answer === undefined ? 'none' : answer.ok ? 'accepted' : answer.rejection.code;

describe('a walk over a review of any shape', () => {
  let database: TestRegistry;
  beforeAll(async () => {
    database = await testRegistry();
  });
  afterAll(async () => {
    await database?.drop();
  });

  const samples = fc.sample(
    fc.tuple(
      drawnReview,
      fc.array(fc.array(fc.nat(9_999), { minLength: 12, maxLength: 12 }), { minLength: 120, maxLength: 120 }),
    ),
    { seed, numRuns: SAMPLE },
  );

  test.each(samples.map(([drawn, turns], index) => [index + 1, drawn, turns] as const))(
    `comes to the same while its worker is killed between steps, %d (seed ${seed})`,
    async (number, drawn, turns) => {
      const campaign = placed(campaignWith(reviewOf(drawn)), 'one', `walk-${randomUUID()}`);
      const steps = await scriptOf(campaign, turns);
      expect(steps.filter((step) => step.ok).length).toBeGreaterThan(0);
      const rehearsed = await play(rehearsalDriver(campaign, { at: begin, seed: 1 }), steps, async () => {});

      const random = randomFrom(seed + number);
      const kills = new Set(Array.from({ length: KILLS }, () => Math.floor(random() * steps.length)));
      const bundle = await bundlePath();
      const children: Child[] = [];
      let host: DurableHost | undefined;
      const startWorker = (on: DurableHost): Child => {
        const reach = { registryUrl: on.registryUrl, temporal: { address: testTemporal(), taskQueue: on.taskQueue } };
        const child = startChild({ role: 'worker', bundle, cache: random() < 0.5 ? 'on' : 'off', ...reach });
        children.push(child);
        return child;
      };
      try {
        host = await startDurableHost({ campaign, at: begin, registry: database, bundle, worker: false });
        const on = host;
        expect(await startWorker(on).line).toBe('ready');
        await host.rest([campaign.root]);
        const durable = await play(driverOn(host), steps, async (index) => {
          if (!kills.has(index)) return;
          // The next command goes out while nobody is there to take it.
          await children.at(-1)?.kill();
          startWorker(on);
        });

        expect(durable.answers).toEqual(rehearsed.answers);
        expect(durable.outcome).toEqual(rehearsed.outcome);
      } finally {
        for (const child of children) await child.kill();
        await host?.close();
      }
    },
    PATIENCE,
  );
});
