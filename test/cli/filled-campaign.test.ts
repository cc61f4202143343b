/**
 * Campaigns that were filled in or put together before they started: what is kept stands for itself, and people see their tasks.
 */
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashOf, parsePlan, parseRoster, rosterHash } from '@lianfang/engine';
import { aBureau } from '../plans/bureau-roster.ts';
import { type Env, lianfang } from './command-line.ts';
import { type Ground, startGround } from './ground.ts';

let ground: Ground;
let env: Env;
let folder: string;

beforeAll(async () => {
  ground = await startGround();
  ({ env, folder } = ground);
}, 120_000);
afterAll(() => ground.close(), 60_000);

/** Started on a day of the plan, at a rate that lets no due come while the test runs. */
async function started(dir: string, origin: string, ...more: string[]): Promise<string> {
  const id = `filled-${randomUUID()}`;
  const ran = await lianfang(['campaign', 'start', dir, '--id', id, '--clock', '2', '--origin', origin, ...more], env);
  expect(ran).toMatchObject({ code: 0, err: '' });
  return id;
}

async function inboxOf(person: string, id: string, words: string): Promise<string> {
  let shown = '';
  for (const until = Date.now() + 20_000; Date.now() < until && !shown.includes(words); )
    shown = (await lianfang(['inbox', '--as', person, '--campaign', id], env)).out;
  return shown;
}

describe('a campaign that was filled in before its start', () => {
  test('keeps its plan with the values in it, and their hashes', async () => {
    const dir = path.join(folder, 'slots');
    mkdirSync(dir);
    cpSync(path.join(__dirname, '../plans/slots.yaml'), path.join(dir, 'plan.yaml'));
    writeFileSync(path.join(dir, 'roster.json'), JSON.stringify(aBureau()));
    const launch = path.join(folder, 'launch.yaml');
    writeFileSync(launch, 'year: 2012\nshowFrom: 4月16日\ndays: 7\napprover: chief\n');

    const refused = await lianfang(['campaign', 'start', dir], env);
    const id = await started(dir, '2012-03-05', '--with', launch);

    expect(refused.code).toBe(1);
    expect(refused.err).toContain('slot.unfilled');
    const stored = await ground.registry.getCampaign(id);
    expect(stored?.planText).toContain('# 空位和预设的小例子');
    expect(parsePlan(stored?.planText ?? '').plan?.period).toBe(2012);
    expect(stored?.campaign.fillings).toMatchObject({ year: hashOf(2012), days: hashOf(7) });
    expect(await inboxOf('carl', id, '填表')).toContain('2012-03-16 24:00');
  }, 60_000);

  test('of a frame keeps the plans of its children in one, and gives them their tasks', async () => {
    const dir = path.join(__dirname, '../../plans/shandong-2011');
    const id = await started(dir, '2011-07-04');

    const stored = await ground.registry.getCampaign(id);
    const kept = parsePlan(stored?.planText ?? '');
    expect(kept.problems).toEqual([]);
    expect(hashOf(kept.plan)).toBe(stored?.campaign.planHash);
    expect(kept.plan?.children?.map((child) => child.id)).toEqual(['gtt', 'jinan', 'lixia']);
    const roster = parseRoster(stored?.rosterText ?? '').roster;
    expect(roster === undefined ? null : rosterHash(roster)).toBe(stored?.campaign.rosterHash);
    expect(await inboxOf('s04', id, '总体部署')).toContain('2011-07-08 24:00');
    // The same plan over the campaign's own roster changes nothing.
    const dry = await lianfang(['campaign', 'change-review', dir, '--dry-run', '--campaign', id, '--json'], env);
    expect(JSON.parse(dry.out)).toMatchObject({ code: 'review.unchanged' });
  }, 60_000);
});
