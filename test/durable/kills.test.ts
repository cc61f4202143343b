/** Kills at every named point, on the servers that the run shares: the sender, or the worker alone. */
import { describe, expect, test } from '@jest/globals';
import { aCampaign, START, submit } from './fixture.ts';
import { startDurableHost, testTemporal } from './host.ts';
import { type Kill, killWhileCommanding, killWhileDelivering } from './killing.ts';
import { expectWhole } from './whole.ts';

const ground = () => ({ temporal: testTemporal(), postgres: process.env.LIANFANG_TEST_POSTGRES ?? '' });
const PATIENCE = 240_000;

describe('a process killed with SIGKILL', () => {
  const commanding: readonly Kill[] = [
    { point: 'before-update', holder: 'sender', victims: 'sender' },
    { point: 'after-update', holder: 'sender', victims: 'sender' },
    { point: 'inside-recording', holder: 'sender', victims: 'sender' },
    { point: 'before-update', holder: 'sender', victims: 'worker' },
    { point: 'after-update', holder: 'sender', victims: 'worker' },
    { point: 'inside-recording', holder: 'sender', victims: 'worker' },
    { point: 'inside-recording', holder: 'worker', pass: 2, victims: 'worker' },
    { point: 'during-continue-as-new', holder: 'worker', pass: 2, victims: 'worker' },
  ];
  test.concurrent.each(commanding)(
    'leaves everything whole: the $victims, at the point $point of the $holder',
    (kill) => killWhileCommanding(ground(), kill),
    PATIENCE,
  );

  const delivering: readonly Kill[] = [
    { point: 'during-delivery', holder: 'worker', pass: 2, victims: 'worker' },
    { point: 'after-update', holder: 'worker', victims: 'worker' },
  ];
  test.concurrent.each(delivering)(
    'leaves one decision for each review: the $victims, while verdicts go out, at the point $point',
    (kill) => killWhileDelivering(ground(), kill),
    PATIENCE,
  );
});

describe('what is checked after kills', () => {
  test(
    'notices a record of what never happened, and a request that was answered by nothing',
    async () => {
      const host = await startDurableHost({ campaign: aCampaign(), at: START });
      try {
        const { campaign, registry, client } = host;
        const id = campaign.campaign;
        await host.send(submit('u1-p1'));
        await expectWhole(id, ['org'], registry, client);

        const left = submit('u1-p2');
        const requests = { campaign: id, actor: 'org', batch: left.request, commands: [left] };
        await registry.openRequests({ ...requests, holder: 'nobody', leaseSeconds: 600 });
        await expect(expectWhole(id, ['org'], registry, client)).rejects.toThrow('pending');
        const [state] = await host.states();
        const last = (await host.events())['u1-p1']?.at(-1);
        if (state === undefined || last === undefined) throw new Error('Expected a state and its last event.');
        const event = { ...last, seq: last.seq + 1, actorSeq: state.seq + 1 };
        await registry.record({ campaign: id, actor: 'org', events: [event] });

        await expect(expectWhole(id, ['org'], registry, client)).rejects.toThrow(`u1-p1 ${event.seq}`);
      } finally {
        await host.close();
      }
    },
    PATIENCE,
  );
});
