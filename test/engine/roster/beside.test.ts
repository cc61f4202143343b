import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Campaign,
  CHINA_CALENDAR,
  checkPlan,
  compileCampaign,
  type Plan,
  parsePlan,
  placeOn,
  RehearsalHost,
  type RehearsalReport,
  rehearse,
  sliceFor,
} from '@lianfang/engine';
import {
  type ActorState,
  type Command,
  type EventKind,
  type EventOf,
  possibleAt,
  refusalsOf,
} from '@lianfang/engine/kernel';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { aBureau } from '../../plans/bureau-roster.ts';

const text = readFileSync(path.join(__dirname, '../../plans/beside.yaml'), 'utf8');

function rosterOf(): Roster {
  const bureau = aBureau();
  const own = bureau.bodies ?? [];
  const people = ['dot', 'eve', 'fay', 'guy'].map((id) => ({ id, name: id }));
  const body = (id: string, members: string[]) => ({
    id,
    name: id,
    kind: id,
    place: 'b',
    members: members.map((person, at) => (at === 0 ? { person, chair: true as const } : { person })),
  });
  return {
    ...bureau,
    people: [...bureau.people, ...people],
    bodies: [...own, body('council', ['dot', 'eve']), body('inspectorate', ['fay', 'guy'])],
  };
}

function planOf(source: string): Plan {
  const { plan, problems } = parsePlan(source);
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return plan;
}

function campaignOf(plan: Plan): Campaign {
  const { campaign, problems } = compileCampaign({ plan, roster: rosterOf(), calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice')));
  return campaign;
}

const plan = planOf(text);
const campaign = campaignOf(plan);
const seeds = [1, 2, 3];
const reports = new Map<number, RehearsalReport>();
const report = (seed: number) => {
  const known = reports.get(seed) ?? rehearse({ campaign, forms: plan.forms, seed });
  reports.set(seed, known);
  return known;
};
const all = <K extends EventKind>(kind: K): EventOf<K>[] =>
  seeds.flatMap((seed) => report(seed).events.filter((event): event is EventOf<K> => event.kind === kind));
const HASH = 'a'.repeat(64);

describe('several bodies together', () => {
  test('are asked everybody of each, once', () => {
    const first = report(1).events.filter((event): event is EventOf<'TaskOpened'> => event.kind === 'TaskOpened');
    const seats = first.filter((event) => event.stage === 'sign' && event.round === 1 && event.node === 'cash');

    expect(seats.map((event) => event.seat)).toEqual(['ann', 'bob', 'cy', 'dot', 'eve']);
  });

  test('sit in one meeting, called by the one that leads', () => {
    const closed = all('MeetingClosed');

    expect(closed.length).toBeGreaterThan(0);
    for (const event of closed) {
      expect(event.entitled).toEqual(['ann', 'bob', 'cy', 'dot', 'eve']);
      expect(event.chair).toBe('ann');
      expect(event.signer).toMatchObject({ kind: 'recorder', of: 'board' });
    }
  });
});

describe('an organization outside', () => {
  test('decides by its own people where they are known', () => {
    const decided = all('Decided').filter((event) => event.stage === 'inspect');

    expect(decided.length).toBeGreaterThan(0);
    for (const event of decided) expect(event.signer).toMatchObject({ kind: 'person' });
    for (const event of decided) expect(['fay', 'guy']).toContain('person' in event.signer ? event.signer.person : '');
  });

  test('is recorded by whom the plan names where none are', () => {
    const decided = all('Decided').filter((event) => event.stage === 'agree');
    const received = all('Received');

    expect(decided.length * received.length).toBeGreaterThan(0);
    for (const event of [...decided, ...received])
      expect(event.signer).toEqual({ kind: 'recorder', person: 'ann', of: 'ministry' });
  });

  test('is signed as theirs, and not by whoever records it in their own name', () => {
    const { host, at } = until('Sent');
    const receive = (signer: Command['signer']) =>
      host.send({ kind: 'Receive', request: JSON.stringify(signer), node: at.node, step: 'look.file', signer })[0];

    expect(receive({ kind: 'person', person: 'ann' })).toMatchObject({
      ok: false,
      rejection: { code: 'task.recorded', of: 'ministry', owners: ['ann'] },
    });
    expect(receive({ kind: 'recorder', person: 'bob', of: 'ministry' })).toMatchObject({
      ok: false,
      rejection: { code: 'task.not-owner' },
    });
    expect(receive({ kind: 'recorder', person: 'ann', of: 'ministry' })).toMatchObject({ ok: true });
  });

  test('is offered to its recorder as theirs', () => {
    const { host, at, state } = until('Sent');
    const offered = possibleAt(host.definition, state, at.node, 'ann', host.now).find((one) => one.kind === 'Receive');

    expect(offered).toMatchObject({ accepted: true, probe: { signer: { kind: 'recorder', of: 'ministry' } } });
  });
});

describe('an order at any time', () => {
  test('comes from whom the plan names, for its reasons, also after approval, and is done again until accepted', () => {
    const orders = all('Reopened').filter((event) => event.signer.kind === 'recorder' && event.signer.of === 'council');

    expect(orders.length).toBeGreaterThan(0);
    for (const order of orders) expect(['not thorough', 'not kept']).toEqual(expect.arrayContaining(order.reasons));
    for (const seed of seeds) expect(report(seed).refusals.map((one) => one.rejection)).toEqual([]);
    for (const seed of seeds)
      for (const order of report(seed).events.filter(
        (event) => event.kind === 'Reopened' && event.from === event.node,
      )) {
        const after = report(seed).events.filter((event) => event.node === order.node && event.at >= order.at);
        expect(after.map((event) => event.kind)).toEqual(expect.arrayContaining(['Submitted', 'Approved']));
      }
  });

  const { host, at } = until('Approved');
  const order = (signer: Command['signer'], reasons: string[] = ['not kept']) => {
    const refused = host.refusal({
      kind: 'Reopen',
      request: 'x',
      node: at.node,
      signer,
      steps: ['look.fill'],
      items: [],
      reasons,
      opinion: HASH,
    });
    return refused?.code ?? 'accepted';
  };
  test.each<[string, Command['signer'], string]>([
    ['the office', { kind: 'administrator', person: 'ann' }, 'accepted'],
    ['the chair of a body, for the body', { kind: 'recorder', person: 'dot', of: 'council' }, 'accepted'],
    ['whoever records for an organization outside', { kind: 'recorder', person: 'ann', of: 'ministry' }, 'accepted'],
    ['a member alone', { kind: 'person', person: 'eve' }, 'order.not-entitled'],
    ['a member who does not convene', { kind: 'recorder', person: 'eve', of: 'council' }, 'order.not-entitled'],
    ['a body that the plan does not name', { kind: 'recorder', person: 'bob', of: 'board' }, 'order.not-entitled'],
    ['anybody else', { kind: 'person', person: 'bob' }, 'order.not-entitled'],
  ])('given by %s', (_who, signer, answer) => {
    expect(order(signer)).toBe(answer);
  });

  test('names a reason of the plan', () => {
    const council: Command['signer'] = { kind: 'recorder', person: 'dot', of: 'council' };

    expect(order(council, ['a whim'])).toBe('order.reasons');
    expect(order(council, [])).toBe('order.reasons');
  });

  test('is offered to those who may give it, and to nobody else', () => {
    const offered = (person: string) =>
      possibleAt(host.definition, host.state, at.node, person, host.now).filter((one) => one.kind === 'Reopen');

    expect(offered('dot')).toMatchObject([{ accepted: true, role: 'council', step: 'look.fill' }]);
    expect(offered('bob')).toEqual([]);
  });
});

describe('the check of roles beside the line', () => {
  const broken = (from: string, to: string) =>
    checkPlan(planOf(text.replace(from, to)), { roster: rosterOf() }).filter((one) => one.severity !== 'advice');

  test('finds nothing wrong with the plan', () => {
    expect(broken('', '')).toEqual([]);
  });

  test('refuses a role that is made of one that is made of others', () => {
    expect(broken('roles: [board, council]', 'roles: [board, ministry]')).toContainEqual(
      expect.objectContaining({ code: 'role.nested', path: ['roles', 'both', 'roles', 1] }),
    );
  });

  test('knows every role that a role or an order names', () => {
    expect(broken('by: [council, ministry', 'by: [counsel, ministry')).toMatchObject([
      { code: 'reference.role', path: ['orders', 'by', 0] },
    ]);
    expect(
      broken('organization: ministry, recordedBy: chief', 'organization: ministry, recordedBy: boss'),
    ).toContainEqual(expect.objectContaining({ code: 'reference.role', path: ['roles', 'ministry', 'recordedBy'] }));
  });
});

/** A campaign played up to the first event of a kind, with what may be asked of it there. */
function until(kind: EventKind) {
  const placement = placeOn(campaign, 'one');
  const definition = sliceFor(campaign, placement, campaign.root);
  const { script, from } = report(1);
  let found: { node: string } | undefined;
  const host = new RehearsalHost({
    definitions: [definition],
    at: from,
    seed: 1,
    onEvents: (events) => {
      found ??= events.find((event) => event.kind === kind);
    },
  });
  host.start();
  for (const { at, commands } of script) {
    host.passTo(at);
    for (const command of commands) {
      if (command.kind === 'Reopen') continue;
      host.send(command);
    }
    if (found !== undefined) break;
  }
  if (found === undefined) throw new Error(`Expected '${kind}' to happen.`);
  const state = host.states()[0] as ActorState;
  const play = {
    definition,
    now: host.now,
    state,
    send: (command: Command) => host.send(command),
    refusal: (command: Command) => {
      const [answer] = refusalsOf(definition, state, { id: 'x', commands: [command], recordedThrough: 1e9 }, host.now);
      return answer === undefined || answer.ok ? undefined : answer.rejection;
    },
  };
  return { host: play, at: found, state };
}
