import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createClient } from '@lianfang/client';
import { runWorker } from '@lianfang/worker';
import { statusQuery, workflowIdOf } from '@lianfang/workflows';
import { aCampaign, DAY, START } from './fixture.ts';
import { testTemporal } from './host.ts';
import { testRegistry } from './test-registry.ts';

jest.setTimeout(120_000);

const RATE = 86_400; // a day a second

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe('the one timer of an actor', () => {
  test('wakes it at the due by the campaign clock: not before, and within two real seconds', async () => {
    const { registry, drop } = await testRegistry();
    ends.push(drop);
    const campaign = aCampaign();
    const temporal = { address: testTemporal(), taskQueue: `timers-${campaign.campaign}` };
    const worker = await runWorker({ temporal, registry, grace: 500 });
    ends.push(() => worker.shutdown());
    const client = await createClient({ temporal, registry });
    ends.push(() => client.close());
    const handle = client.temporal.workflow.getHandle(workflowIdOf(campaign.campaign, 'org'));
    ends.push(() => handle.terminate('the test is over').catch(() => {}));

    await client.startCampaign({
      campaign,
      planText: '',
      rosterText: '',
      people: [],
      clock: { origin: START, rate: RATE },
      options: { recordDelay: 0, jitter: 0 },
    });
    const due = (await handle.query(statusQuery)).nextDue ?? 0;
    const woken = await until(async () => {
      const status = await handle.query(statusQuery);
      return status.nextDue !== due ? status : undefined;
    });

    expect(due).toBeGreaterThan(START);
    expect(due).toBeLessThanOrEqual(START + 15 * DAY);
    expect(woken.at).toBeGreaterThanOrEqual(due);
    expect(woken.at - due).toBeLessThan(2_000 * RATE);
    const { events = [] } = { events: await client.queries.ledger(campaign.campaign, { limit: 1000 }) };
    const reminded = await until(async () => {
      const rows = await client.queries.ledger(campaign.campaign, { limit: 1000 });
      return rows.find(({ entry }) => entry.event.kind === 'Reminded');
    });
    expect(reminded.entry.event).toMatchObject({ signer: { kind: 'system' } });
    expect(events.length).toBeGreaterThan(0);
  });
});

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Expected it within thirty seconds, but it did not happen.');
}
