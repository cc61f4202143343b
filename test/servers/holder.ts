/**
 * A parent of the embedded servers, as a process of its own that tests can kill: `holder.ts DATA_DIR start|connect`. Says
 * one line of JSON when the servers serve, then does what it reads: `stop`, `exit` (without stopping) or `throw`.
 */
import { createInterface } from 'node:readline';
import { connectServers, startServers } from '@lianfang/cli/servers';

async function hold(dataDir: string, how: string): Promise<void> {
  const servers = how === 'connect' ? await connectServers({ dataDir }) : await startServers({ dataDir });
  process.stdout.write(`${JSON.stringify({ temporal: servers.temporal, postgres: servers.postgres })}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'stop') {
      await servers.stop();
      process.stdout.write('"stopped"\n');
      return process.exit(0);
    }
    if (line === 'exit') return process.exit(0);
    if (line === 'throw')
      setImmediate(() => {
        throw new Error('as the test asked');
      });
  }
}

void hold(process.argv[2] ?? '', process.argv[3] ?? 'start');
