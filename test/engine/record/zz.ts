import { readFileSync } from 'node:fs';
import { CHINA_CALENDAR, compileCampaign, parsePlan, parseRoster, rehearse } from '@lianfang/engine';
import { recordedEventOf, reviewSheet, vocabularyOf, writeSheet } from '@lianfang/engine/record';
import { sheetLines } from '../../../packages/cli/src/sheet-lines.ts';
import { shellOf } from '../../../packages/cli/src/shell.ts';

const read = (f: string) => readFileSync(f, 'utf8');
const { plan, lineOf } = parsePlan(read('plans/dezhou-2011/plan.yaml'));
const { roster } = parseRoster(read('plans/dezhou-2011/roster.yaml'));
if (!plan || !roster) throw new Error('x');
const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, lineOf });
if (!campaign) throw new Error(problems.map((p) => p.code).join());
const t0 = Date.now();
const report = rehearse({ campaign, forms: plan.forms, seed: 7 });
console.error('rehearsed', Date.now() - t0, report.counts);
const names = Object.fromEntries(roster.people.map(({ id, name }) => [id, name]));
const byNode = new Map<string, any[]>();
const meetings: any[] = [];
for (const event of report.events) {
  const entry = { event: recordedEventOf(event), names, recordedAt: 0 };
  byNode.set(event.node, [...(byNode.get(event.node) ?? []), entry]);
  if ('meeting' in event && !('step' in event)) meetings.push(entry);
}
const words = vocabularyOf(campaign);
const sheets = [];
for (const [node, entries] of byNode)
  for (const step of campaign.steps) {
    if (step.kind !== 'decide') continue;
    const s = reviewSheet({
      key: `${node}/${step.id}`,
      of: step.of,
      entries,
      meetings,
      texts: {},
      order: campaign.reviews[step.review]!.stages.map((x) => x.id),
    });
    if (s) sheets.push(s);
  }
sheets.sort((a, b) => b.rounds.length - a.rounds.length);
console.error(
  sheets.length,
  sheets
    .map((s) => s.rounds.length)
    .slice(0, 20)
    .join(),
);
const shell = shellOf({ out: (t) => process.stdout.write(t), err: () => {}, env: {}, isTerminal: false }, 'zh');
const n = Number(process.argv[2] ?? 0);
const t1 = Date.now();
const w = writeSheet(sheets[n]!, 'zh', words);
console.error('write', Date.now() - t1);
for (const line of sheetLines(w, shell, 150)) shell.line(line);
