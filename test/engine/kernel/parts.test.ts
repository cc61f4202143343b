/** What a turn leaves is plain data to everybody, though its records of nodes and requests are made only when somebody reads them. */
import { describe, expect, test } from '@jest/globals';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { advance, isClosed, nextDue, openActor } from '../../../packages/engine/src/kernel/actor.ts';
import type { Command } from '../../../packages/engine/src/kernel/command.ts';
import { Requests } from '../../../packages/engine/src/kernel/requests.ts';
import type { ActorState } from '../../../packages/engine/src/kernel/state.ts';
import { campaignOf, placed } from '../../scenarios/campaigns.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { instantAt } from '../../scenarios/world.ts';

const source = campaignOf({ plan: 'three-stages' });
const campaign = placed(source.campaign, 'one');
const definition = sliceFor(campaign, campaign.placement, campaign.root);
const at = instantAt(source, BEGIN['three-stages']);
const opened = openActor(definition, at).state;
const openCase: Command = {
  kind: 'OpenCase',
  request: 'case',
  node: 'p1',
  signer: { kind: 'person', person: 'tang' },
  procedure: 'handling',
  facts: { severity: '轻' },
  reason: 'a'.repeat(64),
};
const give = (state: ActorState, command: Command) =>
  advance(
    definition,
    state,
    { kind: 'batch', batch: { id: command.request, commands: [command], recordedThrough: 0 } },
    at,
  );
const json = (state: ActorState): ActorState => JSON.parse(JSON.stringify(state));

describe('a state that a turn left', () => {
  const { state, answers } = give(opened, openCase);

  test('is whole in JSON, in a copy and in its keys', () => {
    expect(answers).toMatchObject([{ ok: true }]);
    expect(Object.keys(json(state)).sort()).toEqual(Object.keys(state).sort());
    expect({ ...state }).toEqual(json(state));
    expect(Object.keys(state.nodes)).toContain('p1#handling-1');
    expect(Object.keys(state.requests)).toEqual(['case']);
  });

  test('gives the same next turn as its JSON', () => {
    const again = { ...openCase, request: 'another' };

    expect(json(give(state, again).state)).toEqual(json(give(json(state), again).state));
    expect(nextDue(definition, state)).toBe(nextDue(definition, json(state)));
    expect(nextDue(definition, state)).not.toBeNull();
  });

  test('knows its answers again, from JSON too', () => {
    expect(give(state, openCase).answers).toEqual(answers);
    expect(give(json(state), openCase).answers).toEqual(answers);
  });

  test('leaves the state before it as it was', () => {
    const before = JSON.stringify(opened);
    give(opened, { ...openCase, request: 'third' });

    expect(JSON.stringify(opened)).toBe(before);
    expect(opened.nodes['p1#handling-1']).toBeUndefined();
    expect(isClosed(opened)).toBe(false);
  });
});

describe('the requests that are remembered', () => {
  const done = (to: number) => ({
    answer: { request: `r${to}`, ok: true, node: 'n', seq: to } as const,
    from: to - 1,
    to,
  });
  const record = { r3: done(3), r1: done(1), r2: done(2) };

  test('are forgotten oldest first, but never one that is not on record', () => {
    const { requests, forgotten } = Requests.of(record).forget(2, 1);

    expect([Object.keys(requests.record()), forgotten]).toEqual([['r2', 'r3'], 1]);
    expect(Object.keys(Requests.of(record).forget(0, 0).requests.record())).toEqual(['r1', 'r2', 'r3']);
  });

  test('are found by their own ids only', () => {
    expect(Requests.of(record).get('r2')).toEqual(done(2));
    expect(Requests.of(record).get('constructor')).toBeUndefined();
    expect(Requests.of({}).with('r9', done(9)).get('r9')).toEqual(done(9));
  });
});
