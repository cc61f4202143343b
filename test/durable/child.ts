/**
 * A worker or a sender in a process of its own, which kills itself or others with SIGKILL at a named point. Started by `startChild`.
 */
import { createClient, type FaultPoint } from '@lianfang/client';
import type { Command, Instant } from '@lianfang/engine/kernel';
import { openRegistry } from '@lianfang/registry';

/** `inside-recording` lies between the insert of the events and the commit. */
export type KillPoint = FaultPoint | 'inside-recording';

export type ChildOrder = {
  readonly temporal: { readonly address: string; readonly taskQueue: string };
  readonly registryUrl: string;
  /** Absent: the child lives until it is killed from outside, or has sent. */
  readonly killAt?: KillPoint;
  /** At which passing of the point; default the first. */
  readonly pass?: number;
  /** Whom it kills; default itself. */
  readonly victims?: readonly ('self' | number)[];
} & (
  | { readonly role: 'worker'; readonly bundle: string; readonly cache?: 'on' | 'off' }
  | { readonly role: 'sender'; readonly campaign: string; readonly commands: readonly Command[]; readonly at: Instant }
);

async function main(): Promise<void> {
  const order = JSON.parse(process.env.LIANFANG_TEST_CHILD ?? '{}') as ChildOrder;
  let passed = 0;
  const pass = (point: KillPoint): void => {
    if (point !== order.killAt || ++passed !== (order.pass ?? 1)) return;
    for (const victim of order.victims ?? ['self']) process.kill(victim === 'self' ? process.pid : victim, 'SIGKILL');
  };
  const registry = openRegistry({ url: order.registryUrl, insideRecording: () => pass('inside-recording') });
  if (order.role === 'worker') {
    const { runWorker } = await import('@lianfang/worker'); // a sender has no use for it, and it takes a second to load
    const worker = await runWorker({
      temporal: order.temporal,
      registry,
      bundle: order.bundle,
      fault: pass,
      every: { relay: 500, sealer: 0, outbox: 0 },
      relay: { olderThanSeconds: 1 },
      ...(order.cache === 'off' ? { maxCachedWorkflows: 0 } : {}),
    });
    process.stdout.write('ready\n');
    await worker.ended;
    return;
  }
  const client = await createClient({
    temporal: order.temporal,
    registry,
    fault: pass,
    patience: 2_000,
    deadline: 1_500,
  });
  const results = await client.send(order.campaign, order.commands, { at: order.at });
  process.stdout.write(`${JSON.stringify(results)}\n`);
  process.exit(0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
