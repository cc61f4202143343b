/** Kills at every named point, of the worker together with Temporal server and PostgreSQL: a pair of the test's own, one at a time. */
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { type Servers, startServers } from '@lianfang/cli/servers';
import { type Ground, type Kill, killWhileCommanding, killWhileDelivering } from './killing.ts';

const PATIENCE = 240_000;
let servers: Servers;
beforeAll(async () => {
  servers = await startServers({ ephemeral: true, lang: 'en' });
}, PATIENCE);
afterAll(() => servers?.stop(), 60_000);

function ground(): Ground {
  const pids = () => [servers.temporal.pid, servers.postgres.pid].filter((pid) => pid !== undefined);
  return {
    temporal: servers.temporal.address,
    postgres: servers.postgres.url,
    mortal: { pids, revive: () => servers.revive() },
  };
}

describe('worker, Temporal server and PostgreSQL killed together with SIGKILL', () => {
  const victims = 'worker and servers';
  const commanding: readonly Kill[] = [
    { point: 'before-update', holder: 'sender', victims },
    { point: 'after-update', holder: 'sender', victims },
    { point: 'inside-recording', holder: 'sender', victims },
    { point: 'inside-recording', holder: 'worker', pass: 2, victims },
    { point: 'during-continue-as-new', holder: 'worker', pass: 2, victims },
  ];
  test.each(commanding)(
    'leave everything whole, at the point $point of the $holder',
    (kill) => killWhileCommanding(ground(), kill),
    PATIENCE,
  );

  test(
    'leave one decision for each review, while verdicts go out',
    () => killWhileDelivering(ground(), { point: 'during-delivery', holder: 'worker', pass: 2, victims }),
    PATIENCE,
  );
});
