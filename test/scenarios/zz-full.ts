import { startServers } from '@lianfang/cli/servers';
import { quietRuntime } from '@lianfang/worker';
import { startWorkers } from './durable-driver.ts';
import { playDurably } from './play-durably.ts';
import { fullSize } from './scenarios.ts';

async function main() {
  quietRuntime();
  const servers = await startServers({ ephemeral: true, lang: 'en', onProgress: () => {} });
  process.env.LIANFANG_TEST_TEMPORAL = servers.temporal.address;
  process.env.LIANFANG_TEST_POSTGRES = servers.postgres.url;
  const workers = await startWorkers(['cache']);
  for (const s of fullSize.filter((s) => process.argv.slice(2).includes(s.id))) {
    const t = performance.now();
    try {
      await playDurably(s, 'per-unit', 'cache', workers);
      console.log('ok', s.id, Math.round(performance.now() - t));
    } catch (e) {
      console.log('FAIL', s.id, Math.round(performance.now() - t), ((e as Error).stack ?? '').slice(0, 3000));
    }
  }
  await workers.stop();
  await servers.stop();
}
void main();
