/**
 * Fifty kills at random moments of a campaign in full swing: workers, senders, and a worker together with Temporal server and
 * PostgreSQL. `SEED=n` repeats the choices (not the moments, which are the machine's).
 */
import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Servers, startServers } from '@lianfang/cli/servers';
import { createClient, type LianfangClient } from '@lianfang/client';
import type { Campaign } from '@lianfang/engine/kernel';
import { hashOf } from '@lianfang/engine/record';
import { bundlePath } from '@lianfang/worker';
import { workflowIdOf } from '@lianfang/workflows';
import { campaignOf } from '../scenarios/campaigns.ts';
import { instantAt } from '../scenarios/world.ts';
import { type Child, startChild, startCrowd } from './children.ts';
import type { Answered } from './crowd.ts';
import { randomFrom } from './seeded-random.ts';
import { type TestRegistry, testRegistry } from './test-registry.ts';
import { expectWhole } from './whole.ts';

const KILLS = 50;
const seed = Number(process.env.SEED ?? randomInt(1, 1_000_000));
/** Campaign days pass in seconds, so that dues, reminders and escalations come while processes die. */
const RATE = 20_000;
const PATIENCE = 900_000;
/** A killed worker's task is missed after ten seconds; then a kill comes without progress. */
const STALLED = 12_000;

let servers: Servers;
let database: TestRegistry;
let client: LianfangClient;
let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lianfang-kills-'));
  [servers, bundle] = await Promise.all([startServers({ ephemeral: true, lang: 'en' }), bundlePath()]);
  database = await testRegistry(servers.postgres.url);
}, PATIENCE);
afterAll(async () => {
  await client?.close();
  await database?.registry.close();
  await servers?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Four actors: the meeting's node, the posts it decides on, and a unit that has both in one. */
function aCampaign() {
  const source = campaignOf({ plan: 'three-stages', morePosts: 12 });
  const nodes = Object.keys(source.campaign.nodes);
  const second = ['u2', 's2', 'p4'];
  const posts = nodes.filter((key) => key.startsWith('q') || ['s1', 'p1', 'p2', 'p3'].includes(key));
  const placement = [
    { actor: 'org', nodes: ['org'] },
    { actor: 'u1', nodes: ['u1'] },
    { actor: 's1', nodes: nodes.filter((key) => posts.includes(key)) },
    { actor: 'u2', nodes: nodes.filter((key) => second.includes(key)) },
  ];
  const campaign: Campaign = { ...source.campaign, campaign: `kills-${randomUUID()}`, placement };
  const form = source.forms.risks;
  if (form === undefined) throw new Error("Expected a form 'risks'.");
  return { campaign, form, origin: instantAt(source, '09-26 09:00') };
}

/** Two of each kind, so that there is always one at work while another starts. */
class Herd {
  private readonly members: { child: Child; ready: boolean }[] = [];
  private started = 0;
  private readonly start: (name: number) => Child;

  constructor(start: (name: number) => Child) {
    this.start = start;
  }

  add(): Promise<string | null> {
    this.started += 1;
    const member = { child: this.start(this.started), ready: false };
    this.members.push(member);
    void member.child.line.then((line) => {
      member.ready = line !== null;
    });
    // One that could not start while the servers were away is replaced.
    void member.child.ended.then(() => {
      if (this.members.includes(member)) {
        this.members.splice(this.members.indexOf(member), 1);
        void this.add();
      }
    });
    return member.child.line;
  }

  /** Kills one that is at work and starts another; false when none is. */
  async killOne(): Promise<boolean> {
    const member = this.members.find(({ ready }) => ready);
    if (member === undefined) return false;
    this.members.splice(this.members.indexOf(member), 1);
    await member.child.kill();
    void this.add();
    return true;
  }

  async end(): Promise<void> {
    const all = this.members.splice(0);
    await Promise.all(all.map(({ child }) => child.kill()));
  }
}

function answersIn(file: string): readonly Answered[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1); // a kill may have cut the last one
  return lines.map((line) => JSON.parse(line) as Answered);
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 180_000; Date.now() < end; await sleep(300))
    if (await done().catch(() => false)) return;
  throw new Error(`Expected ${what} within three minutes.`);
}

describe('a campaign under fifty random kills', () => {
  test(
    `loses nothing and does nothing twice, seed ${seed}`,
    async () => {
      const random = randomFrom(seed);
      const { campaign, form, origin } = aCampaign();
      const id = campaign.campaign;
      const actors = campaign.placement.map(({ actor }) => actor);
      const temporal = { address: servers.temporal.address, taskQueue: `kills-${randomUUID()}` };
      const reach = { temporal, registryUrl: database.url };
      const answers = path.join(folder, 'answers.ndjson');
      client = await createClient({ temporal, registry: database.registry });
      await client.startCampaign({
        campaign,
        planText: '',
        rosterText: '',
        people: [],
        clock: { origin, rate: RATE },
        options: { recordDelay: 300, continueAsNewEvery: 12 },
      });
      // One with the cache and one without: what waits for a dead cache waits longest.
      const workers = new Herd((n) =>
        startChild({ role: 'worker', cache: n % 2 === 0 ? 'on' : 'off', bundle, ...reach }),
      );
      const crowds = new Herd((n) =>
        startCrowd({ ...reach, campaign: id, form, seed: seed + n, name: `c${n}`, answers }),
      );
      let restarts = 0;
      try {
        await Promise.all([workers.add(), crowds.add(), workers.add(), crowds.add()]);
        for (let kills = 0, seen = 0; kills < KILLS; ) {
          // At a random moment of the work, not of an idle machine: some answers later, however long they take.
          const enough = seen + 1 + Math.floor(random() * 6);
          for (const end = Date.now() + STALLED; answersIn(answers).length < enough && Date.now() < end; )
            await sleep(50);
          await sleep(random() * 500);
          const choice = random();
          if (!(await (choice < 0.5 ? crowds : workers).killOne())) continue;
          kills += 1;
          seen = answersIn(answers).length;
          if (choice < 0.88) continue;
          for (const pid of [servers.temporal.pid, servers.postgres.pid]) if (pid) process.kill(pid, 'SIGKILL');
          await servers.revive();
          restarts += 1;
        }
      } finally {
        await crowds.end();
      }
      try {
        await until('every request to be answered', async () =>
          (await database.registry.requestsOf(id)).every(({ status }) => status !== 'pending'),
        );
        // A closed campaign stands still: what is compared is all there will ever be.
        const signer = { kind: 'administrator', person: 'he' } as const;
        const close = {
          kind: 'CloseCampaign',
          request: 'close',
          node: 'org',
          signer,
          reason: hashOf('closed'),
        } as const;
        const [closed] = await client.send(id, [close]);
        expect(closed).toMatchObject({ status: 'accepted' });
        await until('every actor to end', async () => {
          const handles = actors.map((actor) => client.temporal.workflow.getHandle(workflowIdOf(id, actor)));
          const found = await Promise.all(handles.map((handle) => handle.describe()));
          return found.every(({ status }) => status.name === 'COMPLETED');
        });

        const { rows, accepted, refused, events } = await expectWhole(id, actors, database.registry, client);
        const told = new Map(answersIn(answers).map(({ request, status }) => [request, status]));
        const stored = new Map(rows.map(({ request, status }) => [request, status]));
        const lost = [...told].filter(([request, status]) => stored.get(request) !== status);
        expect(lost).toEqual([]);
        const count = (kind: string) => events.filter((event) => event.kind === kind).length;
        const counts = ['Reminded', 'Escalated', 'Returned', 'Dispatched'].map((kind) => `${count(kind)} ${kind}`);
        expect(count('Dispatched')).toBeGreaterThan(0);
        process.stdout.write(
          `${KILLS} random kills, seed ${seed}: ${rows.length} commands, ${accepted.length} accepted, ${refused.length} refused, ` +
            `${restarts} server restarts, ${lost.length} lost, 0 twice ` +
            `(${told.size} acknowledged, ${events.length} events: ${counts.join(', ')}, ...)\n`,
        );
      } finally {
        await workers.end();
      }
    },
    PATIENCE,
  );
});
