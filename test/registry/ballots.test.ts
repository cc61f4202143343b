import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Command } from '@lianfang/engine/kernel';
import type { Registry } from '@lianfang/registry';
import { createBallots } from '../../packages/client/src/ballots.ts';
import type { CommandResult } from '../../packages/client/src/command-path.ts';
import { aRegistry, CAMPAIGN, HASH, type TestDatabase } from './fixture.ts';

const actor = 'dz';
const at = { node: 'jw-1', step: 'search.settle', stage: 'team', round: 1, hash: HASH('a') };
const by = (person: string) => ({ kind: 'person' as const, person });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let database: TestDatabase;
let registry: Registry;
let seq = 0;
const sent: Command[] = [];
let answer: 'accepted' | 'refused' = 'accepted';

/** Stands in for the actor: keeps the request, answers it, records the answer. What an actor would say is tested on the kernel. */
async function send(campaign: string, commands: readonly Command[]): Promise<readonly CommandResult[]> {
  const results: CommandResult[] = [];
  for (const command of commands) {
    const { request, node } = command;
    const [row] = await registry.openRequests({
      campaign,
      actor,
      batch: request,
      commands: [command],
      holder: 'A',
      leaseSeconds: 60,
    });
    if (row?.answer?.ok === true) {
      results.push({ status: 'accepted', request, node, seq: row.answer.seq });
      continue;
    }
    sent.push(command);
    seq += 1;
    const rejection = { code: 'vote.ballot-number' };
    await registry.record({
      campaign,
      actor,
      events: [],
      answers: [answer === 'accepted' ? { request, ok: true, node, seq } : { request, ok: false, rejection }],
    });
    results.push(
      answer === 'accepted' ? { status: 'accepted', request, node, seq } : { status: 'refused', request, rejection },
    );
  }
  return results;
}

beforeAll(async () => {
  database = await aRegistry();
  registry = database.registry;
});
afterAll(async () => await database.drop());

const client = () => createBallots(registry, { send });
const issue = (request: string, members: number) =>
  client().issueBallots(CAMPAIGN, by('li'), { ...at, request, members });
const take = (person: string, request: string) => client().takeBallot(CAMPAIGN, by(person), { ...at, request });
const rows = async (table: string) => (await database.query(`select * from ${table}`)).rows;

describe('secret ballots', () => {
  test('are issued by their hashes, drawn once each, and forgotten', async () => {
    await issue('issue-1', 3);
    const hashes = sent.flatMap((command) => (command.kind === 'IssueBallots' ? command.ballots : []));

    const [one, two] = await Promise.all([take('li', 'take-1'), take('qian', 'take-2')]);
    const three = await take('wu', 'take-3');

    const tokens = [one?.token, two?.token, three.token].map((token) => token ?? '');
    expect(tokens.map(sha256).sort()).toEqual(hashes);
    expect(JSON.stringify(sent)).not.toContain(tokens[0]);
    expect(await rows('ballots')).toEqual([]);
    // A repeat, or one more than there are, gets none.
    expect(await take('li', 'take-1')).toMatchObject({ result: { status: 'accepted' }, token: null });
    expect((await take('zhao', 'take-4')).token).toBeNull();
    const stored = JSON.stringify([await rows('ballot_draws'), await rows('requests'), await rows('events')]);
    for (const token of tokens) expect(stored).not.toContain(token);
  });

  test('keep nothing but tokens until they are drawn, and who drew by request', async () => {
    await issue('issue-2', 2);
    await take('li', 'take-5');

    const left = await rows('ballots');
    expect(left).toEqual([{ campaign: CAMPAIGN, issue: 'issue-2', token: expect.any(String) }]);
    expect(await rows('ballot_draws')).toContainEqual({ campaign: CAMPAIGN, request: 'take-5' });
  });

  test('are made once for a request, and dropped when it is refused', async () => {
    const first = await registry.prepareBallots(CAMPAIGN, 'issue-3', 2);
    expect(await registry.prepareBallots(CAMPAIGN, 'issue-3', 2)).toEqual(first);

    answer = 'refused';
    expect(await issue('issue-3', 2)).toMatchObject({ status: 'refused' });
    expect(await take('li', 'take-6')).toMatchObject({ result: { status: 'refused' }, token: null });
    answer = 'accepted';

    expect(await registry.prepareBallots(CAMPAIGN, 'issue-3', 2)).not.toEqual(first);
  });

  test('come from the newest issue that was accepted', async () => {
    await issue('issue-4', 2);
    await issue('issue-5', 1);
    const hashes = sent.flatMap((command) =>
      command.request === 'issue-5' && 'ballots' in command ? command.ballots : [],
    );

    const { token } = await take('li', 'take-7');

    expect([sha256(token ?? '')]).toEqual(hashes);
  });

  test('are not on record in words that entitle, also when their casting was refused', async () => {
    const { node, ...about } = at;
    const cast: Command = {
      kind: 'CastBallot',
      request: 'cast-1',
      node,
      signer: { kind: 'system' },
      ...about,
      token: 'a-token',
      choice: 'for',
    };
    const batch = { campaign: CAMPAIGN, actor, batch: 'cast-1', commands: [cast], holder: 'A', leaseSeconds: 60 };
    const [opened] = await registry.openRequests(batch);
    expect(opened?.command).toEqual(cast); // as it must be sent
    const rejection = { code: 'vote.wrong-place' };
    await registry.recordRefusals({ campaign: CAMPAIGN, holder: 'A', refusals: [{ request: 'cast-1', rejection }] });

    const stored = JSON.stringify([await rows('requests'), await rows('refusals')]);
    expect(stored).not.toContain('a-token');
    expect(stored).toContain(sha256('a-token'));
    expect((await registry.openRequests(batch))[0]).toMatchObject({ status: 'refused', answer: { rejection } });
  });

  test('are not handed out for a request that took none', async () => {
    await issue('issue-6', 1);

    expect(await registry.drawBallot(CAMPAIGN, 'issue-6')).toBeNull();
    expect(await registry.drawBallot(CAMPAIGN, 'nobody')).toBeNull();
  });
});
