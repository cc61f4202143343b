/**
 * The embedded servers from outside: real processes, real kills. Every test has its own data folder.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { connectServers, type Servers, startServers } from '@lianfang/cli/servers';
import { aDataFolder, aParent, orphansOf, processesOf, sql, withTemporal } from './parent.ts';

jest.setTimeout(90_000);

let folder: ReturnType<typeof aDataFolder>;
let opened: Servers[];

beforeEach(() => {
  folder = aDataFolder();
  opened = [];
});

afterEach(async () => {
  for (const servers of opened) await servers.stop();
  const orphans = await orphansOf(folder.dataDir);
  for (const pid of orphans) process.kill(pid, 'SIGKILL');
  folder.remove();
  expect(orphans).toEqual([]);
});

async function started(options: Parameters<typeof startServers>[0] = {}): Promise<Servers> {
  const servers = await startServers({ dataDir: folder.dataDir, ...options });
  opened.push(servers);
  return servers;
}

const describeNamespace = (address: string) =>
  withTemporal(address, async ({ workflowService }) => workflowService.describeNamespace({ namespace: 'default' }));

/** Leaves a mark in both servers that the next start must find. */
async function leaveMarks({ temporal, postgres }: Pick<Servers, 'temporal' | 'postgres'>): Promise<void> {
  await sql(postgres.url, `create table kept (word text); insert into kept values ('还在')`);
  await withTemporal(temporal.address, ({ workflowService }) =>
    workflowService.updateNamespace({ namespace: 'default', updateInfo: { description: '还在' } }),
  );
}

async function marksIn({ temporal, postgres }: Pick<Servers, 'temporal' | 'postgres'>) {
  const rows = await sql<{ word: string }>(postgres.url, 'select word from kept');
  const namespace = await describeNamespace(temporal.address);
  return [rows.map(({ word }) => word), namespace.namespaceInfo?.description];
}

describe('the embedded servers', () => {
  test('serve durably, in UTF-8, on the loopback address only, with their password kept private', async () => {
    const { temporal, postgres } = await started();

    const names = ['fsync', 'synchronous_commit', 'server_encoding', 'listen_addresses', 'TimeZone'];
    const settings = await sql<{ setting: string }>(
      postgres.url,
      `select setting from unnest(array['${names.join("','")}']) with ordinality as wanted(name, place)
       join pg_settings using (name) order by place`,
    );
    expect(settings.map(({ setting }) => setting)).toEqual(['on', 'on', 'UTF8', '127.0.0.1', 'UTC']);
    expect(await sql(postgres.url, `select lower('ÄÖ') as lower, current_database() as name`)).toEqual([
      { lower: 'äö', name: 'lianfang' },
    ]);
    const namespace = await describeNamespace(temporal.address);
    expect(Number(namespace.config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 24 * 3600);
    expect(await (await fetch(temporal.metricsAddress ?? '')).text()).toContain('persistence_requests');
    expect(statSync(path.join(folder.dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
  });

  test('find everything again, at the same addresses, after they were stopped', async () => {
    const first = await started();
    await leaveMarks(first);
    await first.stop();
    expect(await orphansOf(folder.dataDir)).toEqual([]);

    const second = await started();

    expect(await marksIn(second)).toEqual([['还在'], '还在']);
    expect([second.temporal.address, second.postgres.url]).toEqual([first.temporal.address, first.postgres.url]);
  });

  test('end when their parent is killed, and lose nothing', async () => {
    const parent = await aParent(folder.dataDir);
    await leaveMarks(parent.addresses);

    parent.child.kill('SIGKILL');
    await parent.ended;

    expect(await orphansOf(folder.dataDir)).toEqual([]);
    expect(await marksIn(await started())).toEqual([['还在'], '还在']);
  });

  test('are taken over when parent and keeper are killed together', async () => {
    const parent = await aParent(folder.dataDir);
    await leaveMarks(parent.addresses);
    const { keeper } = JSON.parse(readFileSync(path.join(folder.dataDir, 'servers.json'), 'utf8'));

    process.kill(keeper.pid, 'SIGKILL');
    parent.child.kill('SIGKILL');
    await parent.ended;
    const next = await started();

    expect([next.temporal.pid, next.postgres.pid]).toEqual([
      parent.addresses.temporal.pid,
      parent.addresses.postgres.pid,
    ]);
    expect(await marksIn(next)).toEqual([['还在'], '还在']);
  });

  test('start again on the same data when the whole tree is killed', async () => {
    const parent = await aParent(folder.dataDir);
    await leaveMarks(parent.addresses);

    for (const pid of processesOf(folder.dataDir)) process.kill(pid, 'SIGKILL');
    await parent.ended;

    expect(await marksIn(await started())).toEqual([['还在'], '还在']);
  });

  test('are revived at the same addresses when they are killed under a living parent', async () => {
    const servers = await started();
    await leaveMarks(servers);
    const before = [servers.temporal.address, servers.postgres.url];

    for (const pid of [servers.temporal.pid, servers.postgres.pid]) process.kill(pid ?? Number.NaN, 'SIGKILL');
    await servers.revive();

    expect(await marksIn(servers)).toEqual([['还在'], '还在']);
    expect([servers.temporal.address, servers.postgres.url]).toEqual(before);
  });

  test.each(['SIGINT', 'SIGTERM', 'exit', 'throw'] as const)('end with a parent that ends by %s', async (end) => {
    const parent = await aParent(folder.dataDir);

    if (end === 'exit' || end === 'throw') parent.say(end);
    else parent.child.kill(end);
    await parent.ended;

    expect(await orphansOf(folder.dataDir)).toEqual([]);
  });

  test('are shared by a second process and stay until the last one leaves', async () => {
    const first = await aParent(folder.dataDir);
    const second = await aParent(folder.dataDir);
    const third = await connectServers({ dataDir: folder.dataDir });
    opened.push(third);

    first.say('stop');
    await first.ended;
    second.child.kill('SIGKILL');
    await second.ended;

    expect(second.addresses).toEqual(first.addresses);
    expect(third.postgres).toEqual(first.addresses.postgres);
    expect(await sql(third.postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await third.stop();
    expect(await orphansOf(folder.dataDir)).toEqual([]);
  });

  test('start once when two processes start them at the same moment', async () => {
    const parents = await Promise.all([aParent(folder.dataDir), aParent(folder.dataDir)]);

    const [one, other] = parents.map(({ addresses }) => addresses);
    for (const parent of parents) parent.say('stop');
    await Promise.all(parents.map(({ ended }) => ended));

    expect(one).toEqual(other);
    expect(await orphansOf(folder.dataDir)).toEqual([]);
  });

  test('tell who only wants to connect that nothing runs, and what to do', async () => {
    const { dataDir } = folder;

    await expect(connectServers({ dataDir, lang: 'en' })).rejects.toMatchObject({
      code: 'fault.servers-not-running',
      message: `The servers of the data folder ${dataDir} are not running. First run: npm run lianfang -- up`,
    });
  });

  test('leave no folder behind when they are ephemeral', async () => {
    const servers = await startServers({ ephemeral: true });
    const isThere = existsSync(servers.dataDir);

    await servers.stop();

    expect([isThere, existsSync(servers.dataDir)]).toEqual([true, false]);
    expect(await orphansOf(servers.dataDir)).toEqual([]);
  });

  test('are not started where the environment names others', async () => {
    const { temporal, postgres } = await started();
    const env = { LIANFANG_TEMPORAL_ADDRESS: temporal.address, LIANFANG_POSTGRES_URL: postgres.url };
    const elsewhere = path.join(path.dirname(folder.dataDir), 'elsewhere');

    const named = await startServers({ dataDir: elsewhere, env });

    expect([named.temporal, named.postgres]).toEqual([{ address: temporal.address }, { url: postgres.url }]);
    expect(existsSync(elsewhere)).toBe(false);
  });

  test('say which named server does not answer, without showing a password', async () => {
    const silent = { LIANFANG_POSTGRES_URL: 'postgresql://somebody:secret@127.0.0.1:1/none' };

    const fault = startServers({ dataDir: folder.dataDir, env: silent, lang: 'en' });

    await expect(fault).rejects.toMatchObject({ code: 'fault.postgres-unavailable' });
    await expect(fault).rejects.toThrow(/somebody:\*\*\*@127\.0\.0\.1:1.*ECONNREFUSED/);
    await expect(
      startServers({ dataDir: folder.dataDir, env: { LIANFANG_TEMPORAL_ADDRESS: '127.0.0.1:1' }, lang: 'en' }),
    ).rejects.toMatchObject({ code: 'fault.temporal-unavailable' });
  });

  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot(
    'keep PostgreSQL elsewhere, say so, and find it again when its user cannot enter the data folder',
    async () => {
      const home = mkdtempSync(path.join(tmpdir(), 'lianfang-private-')); // mode 700, like a private home
      const dataDir = path.join(home, 'data');
      const said: string[] = [];
      const options = { dataDir, lang: 'en', onProgress: (line: string) => void said.push(line) } as const;

      const placeOf = () => JSON.parse(readFileSync(path.join(dataDir, 'servers.json'), 'utf8')).postgres.folder;
      const first = await startServers(options);
      opened.push(first);
      const place: string = placeOf();
      let marks: unknown;
      try {
        await leaveMarks(first);
        await first.stop();
        const second = await startServers(options);
        opened.push(second);
        marks = await marksIn(second);
      } finally {
        for (const servers of opened) await servers.stop();
        for (const made of [home, place]) rmSync(made, { recursive: true, force: true });
      }

      expect(marks).toEqual([['还在'], '还在']);
      expect(place.startsWith(home)).toBe(false);
      expect(said).toContain(
        `Running as root: the system user postgres cannot reach ${dataDir}, so PostgreSQL's data goes to ${place}.`,
      );
    },
  );
});
