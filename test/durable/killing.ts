/**
 * Kills at named points, told once for the servers that a test run shares and for a pair that may be killed too. What is killed is
 * started again, and everything must be whole.
 */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Command } from '@lianfang/engine/kernel';
import { bundlePath } from '@lianfang/worker';
import { campaignOf } from '../scenarios/campaigns.ts';
import { driverOn } from '../scenarios/durable-driver.ts';
import { toTheTeam } from '../scenarios/told/ways.ts';
import { all, instantAt, last, World } from '../scenarios/world.ts';
import type { KillPoint } from './child.ts';
import { type Child, startChild } from './children.ts';
import { aCampaign, decide, START, submit } from './fixture.ts';
import { type DurableHost, startDurableHost } from './host.ts';
import { testRegistry } from './test-registry.ts';
import { expectWhole } from './whole.ts';

/** The servers of a test. */
export interface Ground {
  readonly temporal: string;
  readonly postgres: string;
  /** Absent: they are shared and must live. */
  readonly mortal?: { readonly pids: () => readonly number[]; readonly revive: () => Promise<void> };
}

export type Victims = 'sender' | 'worker' | 'worker and servers';

export interface Kill {
  /** Who passes the point. */
  readonly holder: 'sender' | 'worker';
  readonly point: KillPoint;
  readonly pass?: number;
  readonly victims: Victims;
}

/** A lease must run out before the relay may send what a dead sender left. */
const PATIENCE = 120_000;

/** Three commands to one actor that continues as new after every turn. */
export async function killWhileCommanding(ground: Ground, kill: Kill): Promise<void> {
  await onHost(ground, { campaign: aCampaign(), at: START, continueAsNewEvery: 1 }, async (host, children, bundle) => {
    const commands = [submit('u1-p1'), submit('u2-p1'), decide('u1-p1', 'head', 'approve')];
    const { campaign } = host.campaign;
    const bySender = kill.holder === 'sender';
    const worker = startChild({
      role: 'worker',
      bundle,
      ...reachOf(ground, host),
      ...(bySender ? {} : killing(ground, kill)),
    });
    children.push(worker);
    expect(await worker.line).toBe('ready');

    let sending: Promise<unknown> | undefined;
    if (bySender) {
      await host.rest(['org']);
      const killed = killing(ground, kill, worker);
      const order = { campaign, commands: commands.slice(0, 1), at: START };
      const sender = startChild({ role: 'sender', ...reachOf(ground, host), ...order, ...killed });
      children.push(sender);
      expect(await sender.ended).toBe(kill.victims === 'sender' ? 'SIGKILL' : null);
    } else {
      sending = sendUntilAnswered(host, commands);
    }
    if (kill.victims !== 'sender') {
      expect(await worker.ended).toBe('SIGKILL');
      if (kill.victims === 'worker and servers') await ground.mortal?.revive();
      await host.startWorker();
    }
    await sending;
    await sendUntilAnswered(host, commands);

    await host.rest(['org']);
    const { accepted } = await expectWhole(campaign, ['org'], host.registry, host.client);
    expect(accepted.map(({ request }) => request).sort()).toEqual(commands.map(({ request }) => request).sort());
  });
}

const MANY = Array.from({ length: 120 }, (_, i) => `q${i + 1}`);

/**
 * A meeting of one actor over 120 reviews of another: the verdicts go out in two parts. One review is moved by an order in between:
 * its verdict is refused, and the record shows it.
 */
export async function killWhileDelivering(ground: Ground, kill: Kill): Promise<void> {
  const source = campaignOf({ plan: 'three-stages', morePosts: MANY.length });
  const section = [
    's1',
    ...Object.values(source.campaign.nodes).flatMap(({ key, parent }) => (parent === 's1' ? [key] : [])),
  ];
  const others = Object.keys(source.campaign.nodes).filter((key) => !section.includes(key));
  const placement = [
    { actor: 'org', nodes: others },
    { actor: 's1', nodes: section },
  ];
  const campaign = { ...source.campaign, campaign: `delivery-${randomUUID()}`, placement };
  await onHost(ground, { campaign, at: instantAt(source, '09-20 09:00') }, async (host, children, bundle) => {
    await host.startWorker();
    await host.rest(['org']);
    const world = new World(driverOn(host), source);
    await world.passTo('09-26 10:00');
    for (const from of [0, 40, 80]) await toTheTeam(world, MANY.slice(from, from + 40));
    await world.ok(world.convene('u1', 'm1', MANY));
    await world.ok(world.reopen('q110', ['search.declare'], { reasons: ['不全'] }));
    await host.stopWorker();

    const worker = startChild({ role: 'worker', bundle, ...reachOf(ground, host), ...killing(ground, kill) });
    children.push(worker);
    const back = { outcome: 'return', reasons: ['不全'], items: { cash: '不实' } };
    const close = world.closeMeeting('u1', 'm1', {
      present: ['li', 'qian', 'wu'],
      exceptions: { q3: back, q118: back },
    });
    const sending = sendUntilAnswered(host, [close]);
    expect(await worker.ended).toBe('SIGKILL');
    if (kill.victims === 'worker and servers') await ground.mortal?.revive();
    await host.startWorker();
    await sending;
    await host.rest(['org', 's1']);

    const kept = await world.record();
    const approved = MANY.filter((node) => !['q3', 'q110', 'q118'].includes(node));
    for (const node of MANY) {
      const own = all(kept, node, 'Decided').filter(({ meeting }) => meeting === 'm1');
      expect([node, own.map(({ outcome }) => outcome)]).toEqual([
        node,
        node === 'q110' ? [] : [approved.includes(node) ? 'approve' : 'return'],
      ]);
    }
    expect(all(kept, 'u1', 'Dispatched')).toHaveLength(1);
    const dispatched = last(kept, 'u1', 'Dispatched');
    expect(dispatched?.delivered).toHaveLength(MANY.length - 1);
    expect(dispatched?.refused).toEqual([{ review: 'q110/search.settle', code: 'review.wrong-place' }]);
    expect((await world.node('u1')).meetings.m1?.place).toBe('closed');
    const { refused } = await expectWhole(campaign.campaign, ['org', 's1'], host.registry, host.client);
    expect(refused.map(({ node }) => node)).toEqual(['q110']);
  });
}

function killing(ground: Ground, { point, pass = 1, victims }: Kill, worker?: Child) {
  const servers = victims === 'worker and servers' ? (ground.mortal?.pids() ?? []) : [];
  // The point's holder last: it would not come to kill the others.
  return {
    killAt: point,
    pass,
    victims: [...servers, worker === undefined || victims === 'sender' ? 'self' : worker.pid] as const,
  };
}

const reachOf = ({ temporal }: Ground, { registryUrl, taskQueue }: DurableHost) => ({
  registryUrl,
  temporal: { address: temporal, taskQueue },
});

async function onHost(
  ground: Ground,
  options: Omit<Parameters<typeof startDurableHost>[0], 'registry' | 'temporal' | 'worker'>,
  work: (host: DurableHost, children: Child[], bundle: string) => Promise<void>,
): Promise<void> {
  const registry = await testRegistry(ground.postgres);
  const children: Child[] = [];
  let host: DurableHost | undefined;
  try {
    const bundle = await bundlePath(); // one for all, whatever becomes of the sources meanwhile
    host = await startDurableHost({ ...options, registry, bundle, temporal: ground.temporal, worker: false });
    await work(host, children, bundle);
  } finally {
    for (const child of children) await child.kill();
    await host?.close();
    await registry.drop();
  }
}

/** As a person would: the same again, in the same order, until it is known what became of it. */
async function sendUntilAnswered(host: DurableHost, commands: readonly Command[]): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (const command of commands) {
    let status = 'unknown';
    while (status === 'unknown' && Date.now() < until) {
      const results = await host.client.send(host.campaign.campaign, [command], { at: host.now }).catch(() => []);
      status = results[0]?.status ?? 'unknown';
      if (status === 'unknown') await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(status).toBe('accepted');
  }
}
