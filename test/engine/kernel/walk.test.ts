/**
 * Random people do random things at random times. Whatever they do, a command is accepted or refused with a code, never an exception,
 * and the invariants of approval.md §5 hold after every turn.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { rejectionCodes } from '../../../packages/engine/src/codes/rejection.ts';
import { nextDue } from '../../../packages/engine/src/kernel/actor.ts';
import { Command } from '../../../packages/engine/src/kernel/command.ts';
import type { Event } from '../../../packages/engine/src/kernel/event.ts';
import type { ActorState } from '../../../packages/engine/src/kernel/state.ts';
import { RehearsalHost } from '../../../packages/engine/src/rehearsal/host.ts';
import { campaignOf, type PlacementName, placed } from '../../scenarios/campaigns.ts';
import type { Driver } from '../../scenarios/driver.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { instantAt, World } from '../../scenarios/world.ts';
import { commandOf, Draw } from './people.ts';
import { type Situation, situations } from './situations.ts';
import { eventFaults, expectNoFaults, faultsOf } from './sound.ts';

const HOUR = 3_600_000;
/** More for a long hunt. */
const RUNS = Number(process.env.LIANFANG_WALKS ?? 25);
const seed = Number(process.env.LIANFANG_SEED ?? Math.floor(Math.random() * 1_000_000_000));

/** A turn: everybody waits some hours, then somebody does something. */
const walks = fc.array(fc.array(fc.nat(9_999), { minLength: 8, maxLength: 8 }), { minLength: 40, maxLength: 140 });

/** Where walks begin. */
const begins = {
  'three stages from the beginning': { plan: 'three-stages', come: (world) => world.passTo('09-26 09:00') },
  'three stages from a busy day': situations.busy,
  'three stages from the grading': situations.sending,
  'two layers': { plan: 'two-layers', come: (world) => world.passTo('03-01 09:00') },
} satisfies Record<string, Situation>;

const offices = { 'three-stages': 'he', 'two-layers': 'xie' } as const;

interface Walked {
  readonly states: readonly ActorState[];
  readonly events: readonly Event[];
  readonly accepted: ReadonlySet<string>;
}

async function walk(
  begin: keyof typeof begins,
  placement: PlacementName,
  turns: readonly (readonly number[])[],
  check: boolean,
): Promise<Walked> {
  const { plan, come }: Situation = begins[begin];
  const source = campaignOf({ plan });
  const campaign = placed(source.campaign, placement);
  const whole = sliceFor(campaign, placed(campaign, 'one').placement, campaign.root);
  const definitions = campaign.placement.map(({ actor }) => sliceFor(campaign, campaign.placement, actor));
  const byHash = new Map(definitions.map((definition) => [definition.hash, definition]));
  const record: Event[] = [];
  const at = instantAt(source, BEGIN[plan]);
  const host = new RehearsalHost({
    definitions,
    at,
    seed: 1,
    throughJson: true,
    onEvents: (events) => record.push(...events),
  });
  host.start();
  // Only what comes does is needed of a driver: commands to one actor each, and the passing of time.
  const driver: Pick<Driver, 'send' | 'passTo'> = {
    send: async (...commands) => commands.flatMap((command) => host.send(command)),
    passTo: async (to) => host.passTo(to),
  };
  await come(new World(driver as Driver, source));
  const people = source.roster.people.map((person) => person.id);
  const accepted = new Set<string>();
  for (const [number, numbers] of turns.entries()) {
    const draw = new Draw(numbers);
    const before = host.states();
    const from = record.length;
    if (draw.once(3)) host.passTo(host.now + draw.below(60) * HOUR);
    const nodes = host.states().flatMap((state) => Object.values(state.nodes));
    const crowd = { definition: whole, nodes, people, office: offices[plan], at: host.now };
    const command = Command.parse(commandOf(crowd, draw, `walk-${number}`));
    const moment = JSON.stringify(host.states());
    const [answer] = host.send(command);
    if (answer?.ok) accepted.add(command.kind);
    if (!check) continue;
    if (answer?.ok !== true) {
      expect(Object.keys(rejectionCodes)).toContain(answer?.rejection.code);
      expect(JSON.stringify(host.states())).toBe(moment);
    }
    const after = host.states();
    const faults = after.flatMap((state) => {
      const definition = byHash.get(state.definitionHash);
      return definition === undefined
        ? ['no definition']
        : [...faultsOf(definition, state), ...late(definition, state, host.now)];
    });
    expectNoFaults([...faults, ...eventFaults(before, after, record.slice(from))]);
  }
  return { states: host.states(), events: record, accepted };
}

/** What is due was done. */
function late(definition: Parameters<typeof nextDue>[0], state: ActorState, now: number): string[] {
  const due = nextDue(definition, state);
  return due !== null && due <= now ? [`${definition.actor}: something due at ${due} was not done by ${now}`] : [];
}

describe('whatever people do', () => {
  const accepted = new Set<string>();
  const table: [keyof typeof begins, PlacementName][] = [
    ['three stages from the beginning', 'one'],
    ['three stages from the beginning', 'per-node'],
    ['three stages from a busy day', 'per-unit'],
    ['three stages from the grading', 'one'],
    ['two layers', 'one'],
  ];

  test.each(table)(`%s, %s: every turn keeps the invariants (seed ${seed})`, async (begin, placement) => {
    await fc.assert(
      fc.asyncProperty(walks, async (turns) => {
        for (const kind of (await walk(begin, placement, turns, true)).accepted) accepted.add(kind);
      }),
      { seed, numRuns: RUNS },
    );
  });

  test(`the same inputs give the same states and events (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (turns) => {
        const one = await walk('three stages from a busy day', 'per-unit', turns, false);
        const other = await walk('three stages from a busy day', 'per-unit', turns, false);

        expect(other.states).toEqual(one.states);
        expect(other.events).toEqual(one.events);
      }),
      { seed, numRuns: 4 },
    );
  });

  test('the walks reach commands of nearly every kind', () => {
    const missed = Command.options.map((option) => option.shape.kind.value).filter((kind) => !accepted.has(kind));

    // Which ones are missed is chance.
    expect({ missed, few: missed.length <= 2 }).toEqual({ missed, few: true });
  });
});
