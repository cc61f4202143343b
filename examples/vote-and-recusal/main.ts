/**
 * A review of three rounds: sent back by the head, voted down by a board on which one member stands aside, then passed. What is possible is
 * asked before it is done; at the end the command line prints the sheet (审批单). It needs a Temporal server and a PostgreSQL database,
 * named by LIANFANG_TEMPORAL_ADDRESS and LIANFANG_POSTGRES_URL; `npm run lianfang -- up --json` prints a pair. Run it from the repository's
 * root: node --conditions=source --import tsx examples/vote-and-recusal/main.ts
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { type CommandResult, createClient } from '@lianfang/client';
import { CHINA_CALENDAR, compileCampaign, parsePlan, parseRoster } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';
import { openRegistry } from '@lianfang/registry';
import { quietRuntime, runWorker } from '@lianfang/worker';

const say = (line = '') => process.stdout.write(`${line}\n`);
const { LIANFANG_TEMPORAL_ADDRESS: address, LIANFANG_POSTGRES_URL: url } = process.env;
if (!address || !url) throw new Error('Expected LIANFANG_TEMPORAL_ADDRESS and LIANFANG_POSTGRES_URL to name servers.');

const planText = readFileSync(new URL('./plan.yaml', import.meta.url), 'utf8');
const rosterText = readFileSync(new URL('./roster.yaml', import.meta.url), 'utf8');
const { plan } = parsePlan(planText);
const { roster } = parseRoster(rosterText);
if (!plan || !roster) throw new Error('Expected plan and roster to be readable.');
const id = `board-${randomUUID()}`;
const { campaign } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, campaign: id });
if (!campaign) throw new Error('Expected a launchable plan.');

quietRuntime();
const temporal = { address, taskQueue: id };
const registry = openRegistry({ url });
await registry.migrate();
const worker = await runWorker({ temporal, registry });
const client = await createClient({ temporal, registry });
await client.startCampaign({
  campaign,
  planText,
  rosterText,
  people: roster.people.map(({ id: person, name }) => ({ person, name })),
  clock: { origin: Date.parse('2011-10-10T09:00:00+08:00'), rate: 1 },
});

const person = (name: string) => ({ kind: 'person', person: name }) as const;
const told = (what: string, result: CommandResult) =>
  say(`${what}: ${result.status === 'refused' ? messageOf(result.rejection, 'zh') : result.status}`);
const declared = { node: 'buyer', step: 'search.declare' };
const review = { node: 'buyer', step: 'search.settle' };
const board = ['gao', 'lin', 'luo', 'su', 'tang'];

while ((await registry.inboxOf(id, 'wu')).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));

const risks = [
  { id: 'r1', risk: '接受供应商宴请' },
  { id: 'r2', risk: '化整为零规避招标' },
];
const submit = async (what: string, items: readonly object[]) =>
  told(what, await client.perform(id, person('wu'), 'submit', { ...declared, content: { grade: '高', items } }));
const head = async (what: string, outcome: string, more: object = {}) =>
  told(what, await client.perform(id, person('qian'), 'decide', { ...review, stage: 'head', outcome, ...more }));
const vote = async (who: string, choice: 'for' | 'against' | 'abstained', more: object = {}) =>
  told(
    `${who} ${choice}`,
    await client.perform(id, person(who), 'vote', { ...review, stage: 'board', choice, ...more }),
  );

await submit('第一轮报送', risks);
await head('处长退回', 'return', {
  opinion: '宴请一项没有防控措施',
  verdicts: [{ item: 'r1', outcome: 'return', reasons: ['措施不力'] }],
});

await submit('第二轮报送', [{ ...risks[0], measure: '宴请登记' }, risks[1] ?? {}]);
await head('处长同意', 'approve');
told('苏宁回避', await client.perform(id, person('su'), 'recuse', { ...review, reason: '采购岗位责任人是本人妹夫' }));
await vote('su', 'for');
const no = { opinion: '只登记不禁止，挡不住', reasons: ['措施不力'] };
await vote('gao', 'against', no);
await vote('lin', 'against', no);
await vote('luo', 'for');
await vote('tang', 'against', no);

await submit('第三轮报送', [
  { ...risks[0], measure: '禁止宴请，双人洽谈，全程录音' },
  { ...risks[1], measure: '年度采购计划合并审核' },
]);
await head('处长再次同意', 'approve');
for (const member of board.filter((one) => one !== 'su' && one !== 'tang')) await vote(member, 'for');
await vote('tang', 'abstained');

// What the command line prints for whoever inspects it.
say();
const show = ['packages/cli/src/main.ts', 'review', 'show', 'buyer/search.settle', '--campaign', id];
const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', '--import', 'tsx', ...show]);
say(stdout.trimEnd().replaceAll(id, 'board-…'));

const office = { kind: 'administrator', person: 'he' } as const;
await client.perform(id, office, 'closeCampaign', { reason: '示例结束' });
await worker.shutdown();
await client.close();
await registry.close();
