/**
 * Starts the servers that a test run shares, before its first test that needs them. Tests find them by LIANFANG_TEST_TEMPORAL (host:port),
 * LIANFANG_TEST_POSTGRES (URL of a superuser, each test makes its own database) and LIANFANG_TEST_TEMPORAL_METRICS (URL).
 * Both named beforehand: those are used and nothing is started.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export default async function startSharedServers() {
  const { env } = process;
  if (env.LIANFANG_TEST_TEMPORAL && env.LIANFANG_TEST_POSTGRES) return;

  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', import.meta.resolve('tsx'), new URL('./serve.ts', import.meta.url).pathname],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(
        new Error(
          `Expected the test servers to start, but their process ended with ${signal ?? code}; its words are above.`,
        ),
      ),
    );
  });
  const addresses = JSON.parse(line);
  env.LIANFANG_TEST_TEMPORAL = addresses.temporal;
  env.LIANFANG_TEST_POSTGRES = addresses.postgres;
  if (addresses.metrics) env.LIANFANG_TEST_TEMPORAL_METRICS = addresses.metrics;
  globalThis.lianfangTestServers = child;
}
