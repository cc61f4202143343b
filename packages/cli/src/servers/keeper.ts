/**
 * The keeper: a small process of its own that ends the servers when nobody uses them any more, however their users ended:
 * by returning, by a signal, by a fault or by `kill -9`. It is started before the servers are, with the data folder.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderAt, isInUse, readRecord } from './folder.ts';
import { withLock } from './lock.ts';
import { isAlive } from './process-identity.ts';
import { endServers } from './shutdown.ts';

/** Elsewhere than on Linux each look starts a program. */
const LOOK_EVERY = process.platform === 'linux' ? 400 : 2_000;

async function keep(dataDir: string): Promise<void> {
  const folder = folderAt(dataDir);
  let lastKnown = readRecord(folder);
  while (true) {
    const record = readRecord(folder);
    // Another keeper was appointed, by somebody who could not see this one.
    const other = record?.keeper;
    if (other !== undefined && other.pid !== process.pid && isAlive(other)) return;
    lastKnown = record ?? lastKnown;
    if (!existsSync(folder.leases)) return await endServers(folder, lastKnown); // somebody deleted the folder
    if (!isInUse(folder)) {
      const wait = {
        patience: 600_000,
        onTimeout: (pid: number) => new Error(`Process ${pid} does not release the lock.`),
      };
      const done = await withLock(folder.lock, wait, async () => {
        if (isInUse(folder)) return false; // somebody came in the meantime
        await endServers(folder, lastKnown);
        return true;
      });
      if (done) return;
    }
    await sleep(LOOK_EVERY);
  }
}

keep(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${new Date().toISOString()} ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
