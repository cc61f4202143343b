/**
 * What one declaration costs, with dues, reminders and escalations armed: all histories of a unit divided by its posts, against the
 * numbers that the design promises.
 */
import type { Servers } from '@lianfang/cli/servers';
import { createClient, type LianfangClient } from '@lianfang/client';
import { openRegistry } from '@lianfang/registry';
import { runWorker } from '@lianfang/worker';
import { batches, endUnit, playUnit, type Shape, type Size, singles } from './declarations.ts';
import { type Histories, historiesOf } from './histories.ts';
import { settledWrites } from './server-writes.ts';

export interface Measured {
  readonly name: string;
  readonly size: Size;
  readonly perDeclaration: { readonly events: number; readonly writes: number; readonly bytes: number };
  readonly targets: Shape['targets'];
  readonly missed: readonly string[];
  readonly histories: Histories;
  readonly seconds: number;
}

/** Measures on servers that nobody else uses. */
export async function measureEvents(servers: Servers, size: Size): Promise<readonly Measured[]> {
  const { metricsAddress } = servers.temporal;
  if (metricsAddress === undefined)
    throw new Error('Expected a Temporal server of our own, whose writes can be counted.');
  const registry = await openRegistry({ url: servers.postgres.url });
  await registry.migrate();
  const temporal = { address: servers.temporal.address, taskQueue: 'lianfang' };
  const worker = await runWorker({ temporal, registry });
  const client = await createClient({ temporal, registry });
  try {
    const measured: Measured[] = [];
    for (const shape of [singles, batches]) measured.push(await measure(shape, size, client, metricsAddress));
    return measured;
  } finally {
    await client.close();
    await worker.shutdown();
    await registry.close();
  }
}

async function measure(shape: Shape, size: Size, client: LianfangClient, metrics: string): Promise<Measured> {
  const before = await settledWrites(metrics);
  const began = performance.now();
  const unit = await playUnit(client, shape, size);
  const seconds = (performance.now() - began) / 1000;
  const writes = (await settledWrites(metrics)) - before;
  const histories = await historiesOf(client, unit.campaign);
  await endUnit(client, unit);

  const { name, targets } = shape;
  const per = (count: number): number => count / size.posts;
  const perDeclaration = { events: per(histories.events), writes: per(writes), bytes: per(histories.bytes) };
  const missed = Object.entries(targets).flatMap(([what, most]) =>
    most !== undefined && perDeclaration[what as keyof typeof perDeclaration] > most ? [what] : [],
  );
  return { name, size, perDeclaration, targets, missed, histories, seconds };
}
