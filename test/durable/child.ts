/**
 * A worker or a sender in a process of its own, which kills itself with SIGKILL at a named point. Started by `startChild`.
 */
import { createClient, type FaultPoint } from '@lianfang/client';
import type { Command, Instant } from '@lianfang/engine/kernel';
import { openRegistry } from '@lianfang/registry';
import { runWorker } from '@lianfang/worker';

export type ChildOrder = {
  readonly temporal: { readonly address: string; readonly taskQueue: string };
  readonly registryUrl: string;
  /** Absent: the child lives until it is killed from outside, or has sent. */
  readonly killAt?: FaultPoint;
  /** At which passing of the point; default the first. */
  readonly pass?: number;
} & (
  | { readonly role: 'worker'; readonly cache?: 'on' | 'off' }
  | { readonly role: 'sender'; readonly campaign: string; readonly commands: readonly Command[]; readonly at: Instant }
);

async function main(): Promise<void> {
  const order = JSON.parse(process.env.LIANFANG_TEST_CHILD ?? '{}') as ChildOrder;
  const registry = await openRegistry({ url: order.registryUrl });
  let passed = 0;
  const fault = (point: FaultPoint): void => {
    if (point === order.killAt && ++passed === (order.pass ?? 1)) process.kill(process.pid, 'SIGKILL');
  };
  if (order.role === 'worker') {
    const worker = await runWorker({
      temporal: order.temporal,
      registry,
      fault,
      every: { relay: 500, sealer: 0, outbox: 0 },
      relay: { olderThanSeconds: 1 },
      ...(order.cache === 'off' ? { maxCachedWorkflows: 0 } : {}),
    });
    process.stdout.write('ready\n');
    await worker.ended;
    return;
  }
  const client = await createClient({ temporal: order.temporal, registry, fault, patience: 2_000, deadline: 1_500 });
  const results = await client.send(order.campaign, order.commands, { at: order.at });
  process.stdout.write(`${JSON.stringify(results)}\n`);
  process.exit(0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
