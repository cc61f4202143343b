import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { reconcile } from '@lianfang/worker';
import { aCampaign, decide, START, submit } from './fixture.ts';
import { type DurableHost, startDurableHost } from './host.ts';
import { type TestRegistry, testRegistry } from './test-registry.ts';

jest.setTimeout(120_000);

let host: DurableHost | undefined;
let spare: TestRegistry | undefined;
afterEach(async () => {
  await host?.close();
  await spare?.drop();
  host = undefined;
  spare = undefined;
});

describe('reconcile', () => {
  test('finds nothing to do where nothing is missing', async () => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });
    await host.send(submit('u1-p1'));

    const [report] = await host.reconcile();

    expect(report).toMatchObject({ actor: 'org', place: 'present', added: 0, missing: [] });
    expect(report?.through).toBe(report?.seq);
  });

  test.each([undefined, 1])(
    'regenerates from the histories what the registry has lost, the actor continuing as new every %s turns',
    async (continueAsNewEvery) => {
      host = await startDurableHost({
        campaign: aCampaign({ placement: 'per-unit' }),
        at: START,
        ...(continueAsNewEvery ? { continueAsNewEvery } : {}),
      });
      const { campaign } = host;
      await host.send(submit('u1-p1'), submit('u2-p1'));
      await host.send(decide('u1-p1', 'head', 'approve'));
      await host.send(decide('u1-p1', 'deputy', 'approve'));
      const before = await host.events();
      spare = await testRegistry(); // a registry restored to before the first event
      const clock = { origin: START, startedAt: 0, rate: 1 };
      await spare.registry.saveCampaign({ campaign, planText: '', rosterText: '', people: [], clock });

      const reports = await reconcile(campaign.campaign, spare.registry, host.client);

      expect(reports.flatMap((report) => report.missing)).toEqual([]);
      expect(reports.reduce((sum, report) => sum + report.added, 0)).toBe(Object.values(before).flat().length);
      const rows = await spare.registry.ledger(campaign.campaign, { limit: 1000 });
      expect(rows).toHaveLength(Object.values(before).flat().length);
    },
  );
});
