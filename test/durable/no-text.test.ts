/**
 * What people write never enters a workflow's history, nor do their names. A whole run is searched for both: every byte the server
 * keeps of every run, as it is stored and as the codec opens it.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CommandInput, type CommandName, commandNames } from '@lianfang/client';
import { CHINA_CALENDAR, compileCampaign, parsePlan, parseRoster, placeOn } from '@lianfang/engine';
import type { Campaign, Instant, Signer } from '@lianfang/engine/kernel';
import { workflowIdOf } from '@lianfang/workflows';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { openedBytes } from '../replay/payloads.ts';
import type { RecordedPayload } from '../replay/recorded.ts';
import { type DurableHost, startDurableHost } from './host.ts';

const planText = planFile('three-stages.yaml');
/** With names that occur nowhere else. */
const rosterText = planFile('three-stages.roster.yaml').replace(
  /(\{ id: \w+), name: [^ ,}]+ \}/g,
  (_, head: string) => {
    return `${head}, name: ${nameOf(head.slice('{ id: '.length))} }`;
  },
);

/** Everything written in the run, each unmistakable. */
const texts: string[] = [];
let names: readonly string[];
let host: DurableHost;
const accepted = new Set<CommandName>();

beforeAll(async () => {
  const { campaign, people } = compiled();
  names = [...people.map(({ name }) => name), nameOf('he2')];
  host = await startDurableHost({ campaign, at: at(9, 26), people, planText });
  await playEverything();
}, 240_000);
afterAll(() => host?.close(), 60_000);

describe('the histories of a whole run', () => {
  test('come from every kind of command that a person can give', () => {
    expect([...accepted].sort()).toEqual([...commandNames].sort());
    expect(texts.length).toBeGreaterThan(20);
    expect(names).toHaveLength(17);
  });

  test('hold no text that anybody wrote, and no name', async () => {
    const kept = await histories();

    expect(kept.length).toBeGreaterThanOrEqual(3);
    expect(foundIn(kept, ['p1', 'search.declare', 'Decided'])).toEqual(['p1', 'search.declare', 'Decided']);
    expect(foundIn(kept, texts)).toEqual([]);
    expect(foundIn(kept, names)).toEqual([]);
  });

  test('would show a text that was planted in one: in a payload, in an id, in a failure', async () => {
    const { workflow } = host.client.temporal;
    const [payload = '', id = '', failure = '', ...rest] = ['载荷', '标识', '失败', '别处'].map(written);
    const handle = await workflow.start('no such workflow', {
      taskQueue: `nobody-${randomUUID()}`,
      workflowId: `planted ${id}`,
      args: [{ deep: [payload.repeat(100)] }],
    });
    await handle.terminate(failure);

    const kept = [await historyOf(handle.workflowId, handle.firstExecutionRunId)];

    expect(foundIn(kept, [payload, id, failure, ...rest])).toEqual([payload, id, failure]);
    // Deflated, the payload does not show as it is stored.
    expect(kept[0]?.stored.includes(payload)).toBe(false);
  });
});

/** One run of one actor: the history as stored, payloads and all, and these payloads opened. */
interface Kept {
  readonly stored: Buffer;
  readonly opened: Buffer;
}

function foundIn(kept: readonly Kept[], words: readonly string[]): string[] {
  const all = kept.flatMap(({ stored, opened }) => [stored, opened]);
  const forms = (word: string) => [word, JSON.stringify(word).slice(1, -1), escaped(word)];
  return words.filter((word) => all.some((bytes) => forms(word).some((form) => bytes.includes(form))));
}

/** As an ASCII-only writer of JSON would put it. */
function escaped(word: string): string {
  return [...word]
    .map((one) => (one < '\x80' ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .join('');
}

async function histories(): Promise<readonly Kept[]> {
  const { campaign } = host;
  return Promise.all(campaign.placement.map(({ actor }) => historyOf(workflowIdOf(campaign.campaign, actor))));
}

async function historyOf(workflowId: string, runId?: string): Promise<Kept> {
  const history = await host.client.temporal.workflow.getHandle(workflowId, runId).fetchHistory();
  const json = historyToJSON(history);
  const sealed: RecordedPayload[] = [];
  JSON.parse(json, (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'metadata' in value) sealed.push(value as RecordedPayload);
    return value;
  });
  const bytes = sealed.map(({ data = '' }) => Buffer.from(data, 'base64'));
  return {
    stored: Buffer.concat([Buffer.from(json), ...bytes]),
    opened: Buffer.concat(await Promise.all(sealed.map(openedBytes))),
  };
}

async function playEverything(): Promise<void> {
  const { campaign } = host.campaign;
  const by = (person: string): Signer => ({ kind: 'person', person });
  const recorder = (person: string, of: string): Signer => ({ kind: 'recorder', person, of });
  const office: Signer = { kind: 'administrator', person: 'he' };
  const give = async <N extends CommandName>(name: N, signer: Signer, input: CommandInput<N>): Promise<void> => {
    const result = await host.client.perform(campaign, signer, name, input);
    if (result.status !== 'accepted')
      throw new Error(`Expected '${name}' to be accepted, but: ${JSON.stringify(result)}`);
    accepted.add(name);
    await host.rest(host.campaign.placement.map(({ actor }) => actor));
  };
  const declare = (node: string, person: string) => {
    const items = ['a', 'b'].map((id) => ({ id, risk: written(`风险${node}${id}`), kind: '权力' }));
    return give('submit', by(person), { node, step: 'search.declare', content: { grade: '二级', items } });
  };
  const settle = 'search.settle';
  const approve = (node: string, person: string, step = settle) =>
    give('decide', by(person), { node, step, outcome: 'approve', opinion: written(`同意${node}${person}`) });
  const sit = (unit: string, who: Signer, role: string, meeting: string, agenda: string[]) =>
    give('convene', who, { node: unit, role, meeting, agenda });
  const close = (
    unit: string,
    who: Signer,
    meeting: string,
    present: string[],
    exceptions: CommandInput<'closeMeeting'>['exceptions'] = [],
  ) => {
    const vote = { for: present, against: [], abstained: [] };
    return give('closeMeeting', who, {
      node: unit,
      meeting,
      present,
      vote,
      exceptions,
      minutes: written(`记录${meeting}`),
    });
  };
  const ask = 'search.consult';

  await declare('p1', 'zhou');
  await give('withdraw', by('zhou'), { node: 'p1', step: settle });
  await declare('p1', 'zhou');
  await give('decide', by('wu'), {
    node: 'p1',
    step: settle,
    outcome: 'return',
    reasons: ['不全'],
    opinion: written('退回意见'),
  });
  await declare('p1', 'zhou');
  await declare('p2', 'wu');
  await declare('p4', 'chen');
  await give('extend', office, { node: 'p3', task: 'search.declare', due: at(10, 20), reason: written('延期') });
  await give('changeRoster', office, {
    changes: [{ kind: 'PersonAdded', person: { id: 'he2', name: nameOf('he2') } }],
  });
  await approve('p1', 'wu');
  await approve('p1', 'qian');
  await approve('p2', 'qian');
  await give('reassign', office, { node: 'p2', task: `${settle}/deputy`, to: 'li', reason: written('改派') });
  await approve('p2', 'li');
  await approve('p4', 'sun');
  await approve('p4', 'sun');

  const team = recorder('li', 'team1');
  await sit('u1', team, 'team', 'm1', [`p1/${settle}`, `p2/${settle}`]);
  await give('takeOff', team, { node: 'u1', meeting: 'm1', review: `p2/${settle}`, reason: written('撤下') });
  const exception = { review: `p1/${settle}`, outcome: 'return', reasons: ['不实'], opinion: written('班子意见') };
  await close('u1', team, 'm1', ['li', 'qian', 'wu'], [exception]);
  await declare('p1', 'zhou');
  await approve('p1', 'wu');
  await approve('p1', 'qian');
  await sit('u1', team, 'team', 'm2', [`p1/${settle}`, `p2/${settle}`]);
  await close('u1', team, 'm2', ['li', 'qian', 'wu']);
  await sit('u2', recorder('wang', 'team2'), 'team', 'm3', [`p4/${settle}`]);
  await close('u2', recorder('wang', 'team2'), 'm3', ['wang', 'sun', 'jiang']);

  await give('goOn', by('li'), { node: 'u1', step: ask, missing: ['p3'], reason: written('不等') });
  await give('comment', by('zhou'), {
    node: 'u1',
    step: ask,
    comment: 'c1',
    channel: '座谈会',
    text: written('实名意见'),
  });
  const anonymous = { comment: 'c2', channel: '意见箱', from: 'anonymous', text: written('匿名意见') } as const;
  await give('comment', by('wu'), { node: 'u1', step: ask, ...anonymous });
  for (const comment of ['c1', 'c2']) {
    const disposition = comment === 'c1' ? 'adopted' : 'not-adopted';
    await give('dispose', by('li'), { node: 'u1', step: ask, comment, disposition, reason: written(`答复${comment}`) });
  }
  await give('endAsking', by('li'), { node: 'u1', step: ask });
  await give('endAsking', by('wang'), { node: 'u2', step: ask });
  const facts = { severity: '重' };
  await give('openCase', by('tang'), { node: 'p1', procedure: 'handling', facts, reason: written('群众反映') });

  await host.passTo(at(10, 17, 10));
  await give('submit', by('chen'), { node: 'p4', step: 'grading.special', content: { way: '轮岗' } });
  const rows = [{ id: 'p4', grade: '一级' }];
  const grading = 'grading.approve';
  await give('submit', by('wang'), { node: 'u2', step: 'grading.declareGrades', content: { rows } });
  await approve('u2', 'he', grading);
  const group = recorder('he', 'group1');
  await sit('org', group, 'group', 'g1', [`u2/${grading}`]);
  await close('org', group, 'g1', ['gao', 'lin', 'luo']);
  await give('send', by('wang'), { node: 'u2', step: 'grading.report', package: written('报送材料') });
  await give('receive', by('he'), { node: 'u2', step: 'grading.report' });
  const again = { steps: ['search.declare'], reasons: ['不全'], opinion: written('责令重做') };
  await give('reopen', office, { node: 'p1', ...again });
  await give('closeCampaign', office, { reason: written('年度结束') });
}

function written(words: string): string {
  const text = `〖${words}-${texts.length}〗廉洁风险原文`;
  texts.push(text);
  return text;
}

function nameOf(person: string): string {
  return `姓名〔${person}〕`;
}

function at(month: number, day: number, hour = 9): Instant {
  return Date.UTC(2011, month - 1, day, hour - 8);
}

function planFile(file: string): string {
  return readFileSync(fileURLToPath(new URL(`../scenarios/plans/${file}`, import.meta.url)), 'utf8');
}

function compiled() {
  const { plan } = parsePlan(planText);
  const { roster } = parseRoster(rosterText);
  if (plan === undefined || roster === undefined) throw new Error('Expected the plan and its roster to be readable.');
  const { campaign } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error('Expected the plan to be launchable.');
  const placement = placeOn(campaign, 'per-unit');
  const own: Campaign = { ...campaign, campaign: `no-text-${randomUUID()}`, placement };
  return { campaign: own, people: roster.people.map(({ id, name }) => ({ person: id, name })) };
}
