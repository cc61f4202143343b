/**
 * One declaration on real servers, through a return to its approval, with nothing but the public entry points. It needs a Temporal
 * server and a PostgreSQL database, named by LIANFANG_TEMPORAL_ADDRESS and LIANFANG_POSTGRES_URL; `npm run lianfang -- up --json` prints
 * a pair. Run it from the repository's root: node --conditions=source --import tsx examples/one-declaration/main.ts
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type CommandResult, createClient } from '@lianfang/client';
import { CHINA_CALENDAR, compileCampaign, parsePlan, parseRoster } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';
import { sentenceOf, verifyLedger, vocabularyOf } from '@lianfang/engine/record';
import { openRegistry } from '@lianfang/registry';
import { quietRuntime, runWorker } from '@lianfang/worker';

const say = (line = '') => process.stdout.write(`${line}\n`);
const { LIANFANG_TEMPORAL_ADDRESS: address, LIANFANG_POSTGRES_URL: url } = process.env;
if (!address || !url) throw new Error('Expected LIANFANG_TEMPORAL_ADDRESS and LIANFANG_POSTGRES_URL to name servers.');

// The campaign, from its documents; nothing may be wrong with them.
const planText = readFileSync(new URL('./plan.yaml', import.meta.url), 'utf8');
const rosterText = readFileSync(new URL('./roster.yaml', import.meta.url), 'utf8');
const { plan } = parsePlan(planText);
const { roster } = parseRoster(rosterText);
if (!plan || !roster) throw new Error('Expected plan and roster to be readable.');
const id = `bureau-${randomUUID()}`;
const { campaign } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, campaign: id });
if (!campaign) throw new Error('Expected a launchable plan.');

quietRuntime(); // no log lines of the workflow runtime between ours

// The three parts of a running system: storage, a worker, a client. A queue of one's own keeps other workers out of this example.
const temporal = { address, taskQueue: id };
const registry = openRegistry({ url });
await registry.migrate();
const worker = await runWorker({ temporal, registry });
const client = await createClient({ temporal, registry });

// Campaign time begins on 2011-10-10 at 09:00 in China and passes as real time does.
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
const decide = { node: 'cashier', step: 'search.settle' };
const approve = { ...decide, outcome: 'approve' };

// The node opens in a moment; from then on the holder has a task.
while ((await registry.inboxOf(id, 'zhou')).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));

const first = {
  grade: '中',
  items: [
    { id: 'r1', risk: '坐支现金' },
    { id: 'r2', risk: '印章保管不严' },
  ],
};
const declared = { node: 'cashier', step: 'search.declare' };
told('出纳报送', await client.perform(id, person('zhou'), 'submit', { ...declared, content: first }));
told('越级审定', await client.perform(id, person('sun'), 'decide', { ...approve, stage: 'chief' }));
told(
  '分管领导退回',
  await client.perform(id, person('qian'), 'decide', {
    ...decide,
    outcome: 'return',
    opinion: '现金风险没有措施',
    verdicts: [
      { item: 'r1', outcome: 'return', reasons: ['措施不力'] },
      { item: 'r2', outcome: 'approve' },
    ],
  }),
);

// What the next round begins with: the last version, with what was accepted and what was sent back.
const draft = await client.draftFor(id, 'cashier', 'search.declare');
say(`底稿: 保持 ${draft.locked.join('、')}，退回 ${Object.keys(draft.flagged).join('、')}`);
const second = { ...first, items: [{ ...first.items[0], measure: '日清月结，双人盘点' }, first.items[1]] };
told('重新报送', await client.perform(id, person('zhou'), 'submit', { ...declared, content: second }));
told('分管领导同意', await client.perform(id, person('qian'), 'decide', approve));
told('局长同意', await client.perform(id, person('sun'), 'decide', approve));

say();
say('审批过程');
const sheet = await registry.review(id, 'cashier/search.settle');
for (const { round, changed, decisions } of sheet?.rounds ?? [])
  say(
    `  第 ${round} 轮（改 ${changed.length} 项）：${decisions.map(({ stage, outcome, opinion }) => `${stage} ${outcome}${opinion === null ? '' : `“${opinion}”`}`).join('，')}`,
  );

say();
say('留痕');
const words = vocabularyOf(campaign);
for (const { entry } of await registry.ledger(id, { node: 'cashier', limit: 100 }))
  say(`  ${sentenceOf(entry, 'zh', words)}`);

// The export can be verified anywhere, by itself.
const office = { kind: 'administrator', person: 'he' } as const;
told('\n结束活动', await client.perform(id, office, 'closeCampaign', { reason: '示例结束' }));
const lines = [];
for await (const line of registry.exportLedger(id)) lines.push(line);
const verified = verifyLedger(lines);
say(`核验: ${verified.ok ? '完好' : '有误'}，${verified.chains} 条链`);

await worker.shutdown();
await client.close();
await registry.close();
