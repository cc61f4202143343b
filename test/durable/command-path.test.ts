import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createClient } from '@lianfang/client';
import { runWorker } from '@lianfang/worker';
import { aCampaign, decide, hashOf, START, submit } from './fixture.ts';
import { type DurableHost, startDurableHost, testTemporal } from './host.ts';

jest.setTimeout(120_000);

let host: DurableHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

const kindsAt = async (running: DurableHost, node: string): Promise<string[]> =>
  ((await running.events())[node] ?? []).map((event) => event.kind);

describe('the command path', () => {
  test('answers a command after it is on record, and what is read next holds it', async () => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });

    const [result] = await host.client.send(host.campaign.campaign, [submit('u1-p1')], { at: START });

    const id = host.campaign.campaign;
    expect(result).toMatchObject({ status: 'accepted', node: 'u1-p1' });
    expect(await host.registry.request(id, result?.request ?? '')).toMatchObject({ status: 'accepted' });
    expect(await kindsAt(host, 'u1-p1')).toContain('Submitted');
    expect((await host.registry.reviews(id)).find((row) => row.node === 'u1-p1')).toMatchObject({
      place: 'head',
      round: 1,
    });
  });

  test('does a repeated request once and gives the same answer, also when both come at the same moment', async () => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });
    const command = submit('u1-p1');

    const [one, other] = await Promise.all([host.send(command), host.send(command)]);
    const again = await host.send(command);

    expect(other).toEqual(one);
    expect(again).toEqual(one);
    expect((await kindsAt(host, 'u1-p1')).filter((kind) => kind === 'Submitted')).toHaveLength(1);
  });

  test('leaves no trace of a refusal in the history, but keeps it with its code on the request row', async () => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });
    const { campaign } = host.campaign;
    const before = await host.historyLength('org');
    const command = decide('u1-p1', 'head', 'approve');

    const [answer] = await host.send(command);

    expect(answer).toMatchObject({ ok: false, rejection: { code: 'review.unknown' } });
    expect(await host.historyLength('org')).toBe(before);
    expect(await host.registry.request(campaign, command.request)).toMatchObject({ status: 'refused', answer });
    expect(await host.send(command)).toEqual([answer]);
  });

  test('answers each command of a batch for itself', async () => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });

    const answers = await host.send(
      submit('u1-p1'),
      decide('u1-p2', 'head', 'approve'),
      submit('u2-p1'),
      submit('nowhere'),
    );

    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.rejection.code))).toEqual([
      'ok',
      'review.unknown',
      'ok',
      'node.unknown',
    ]);
  });

  test('sends commands for several actors at once and answers in the order asked', async () => {
    host = await startDurableHost({ campaign: aCampaign({ placement: 'per-node' }), at: START });
    const commands = ['u2-p1', 'u1-p2', 'u1-p1'].map((node) => submit(node));

    const answers = await host.send(...commands);

    expect(answers.map((answer) => answer.request)).toEqual(commands.map((command) => command.request));
    expect(answers.every((answer) => answer.ok)).toBe(true);
  });

  test('says unknown when nobody answers in time, and the relay finishes it under the same id', async () => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });
    const { taskQueue, registry, campaign } = host;
    const temporal = { address: testTemporal(), taskQueue };
    const hasty = await createClient({ temporal, registry, holder: 'hasty', patience: 800, deadline: 600 });
    const command = submit('u1-p1');
    await host.stopWorker();

    const [result] = await hasty.send(campaign.campaign, [command], { at: START });
    await hasty.close();
    // The relay waits for the sender's lease; a sender that died is seen the same way.
    await registry.takeLease(campaign.campaign, [command.request], 'hasty', 0);
    const worker = await runWorker({
      temporal,
      registry,
      every: { relay: 200, sealer: 0, outbox: 0 },
      relay: { olderThanSeconds: 0 },
      grace: 500,
    });
    const answer = await answered(host, command.request).finally(() => worker.shutdown());

    expect(result).toMatchObject({ status: 'unknown', request: command.request });
    expect(answer).toMatchObject({ status: 'accepted' });
    expect((await kindsAt(host, 'u1-p1')).filter((kind) => kind === 'Submitted')).toHaveLength(1);
  });

  test('refuses commands to a campaign that is closed', async () => {
    host = await startDurableHost({ campaign: aCampaign(), at: START });
    const office = { kind: 'administrator', person: 'officer' } as const;
    const close = {
      kind: 'CloseCampaign',
      request: 'close',
      node: 'org',
      signer: office,
      reason: hashOf('over'),
    } as const;
    await host.client.send(host.campaign.campaign, [close], { at: START });
    await host.client.temporal.workflow.getHandle(`${host.campaign.campaign}/org`).result();

    const [result] = await host.client.send(host.campaign.campaign, [submit('u1-p1')], { at: START });

    expect(result).toMatchObject({ status: 'refused', rejection: { code: 'campaign.closed', node: 'u1-p1' } });
    expect(await host.registry.getCampaign(host.campaign.campaign)).toMatchObject({ state: 'closed' });
  });

  test('starting a campaign again starts nothing twice', async () => {
    host = await startDurableHost({ campaign: aCampaign({ placement: 'per-unit' }), at: START });
    const before = await host.statuses();

    await host.client.startCampaign({
      campaign: host.campaign,
      planText: '',
      rosterText: '',
      people: [],
      clock: { origin: START, rate: 1 },
      manualClock: true,
    });
    await host.rest(['org']);

    expect(await host.statuses()).toEqual(before);
  });
});

async function answered(running: DurableHost, request: string) {
  for (let tries = 0; tries < 100; tries++) {
    const row = await running.registry.request(running.campaign.campaign, request);
    if (row?.status !== 'pending') return row;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return null;
}
