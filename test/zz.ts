import { readFileSync } from 'node:fs';
import { parsePlan, parseRoster, compileCampaign, CHINA_CALENDAR, rehearse, usualHabits, messageOf } from '@lianfang/engine';
const [, , file = '', seedText = '1', extra = '0'] = process.argv;
const parsed = parsePlan(readFileSync(file, 'utf8'));
const r = parseRoster(readFileSync(file.includes('/plan.yaml') ? file.replace('plan.yaml', 'roster.yaml') : file.replace('.yaml', '.roster.yaml'), 'utf8'));
const c = compileCampaign({ plan: parsed.plan!, roster: r.roster!, calendar: CHINA_CALENDAR, lineOf: parsed.lineOf });
if (!c.campaign) { console.log(c.problems.filter((p) => p.severity !== 'advice').map((p) => messageOf(p, 'en'))); process.exit(1); }
for (let seed = Number(seedText); seed < Number(seedText) + 3; seed++) {
  const t = Date.now();
  const report = rehearse({ campaign: c.campaign!, forms: parsed.plan!.forms, seed, habits: { ...usualHabits, delegated: Number(extra), demands: Number(extra), ...(process.env.TIMES ? { returns: [{ times: Number(process.env.TIMES), share: 1 }] } : {}) } });
  const kinds: Record<string, number> = {};
  for (const e of report.events) kinds[e.kind] = (kinds[e.kind] ?? 0) + 1;
  const closed = report.events.filter((e) => e.kind === 'TaskClosed' && e.end === 'closed');
  console.log(seed, Date.now() - t, 'ms', JSON.stringify(report.counts), JSON.stringify(kinds));
  console.log('closed by campaign', closed.slice(0, 8).map((e) => `${e.node}/${(e as any).task}`));
  for (const x of report.refusals.slice(0, 8)) console.log(' refused', x.command.kind, x.command.node, JSON.stringify(x.rejection).slice(0, 300));
}
const focus = process.argv[5];
if (focus !== undefined) {
  const report = rehearse({ campaign: c.campaign!, forms: parsed.plan!.forms, seed: Number(seedText), habits: { ...usualHabits, delegated: Number(extra), demands: Number(extra), ...(process.env.TIMES ? { returns: [{ times: Number(process.env.TIMES), share: 1 }] } : {}) } });
  for (const e of report.events as any[]) if (`${e.node}/${e.step ?? e.task ?? ''}/${e.stage ?? ''}`.includes(focus.split('/').slice(0, 2).join('/')) || `${e.node}/${e.task}`.includes(focus)) console.log(new Date(e.at).toISOString().slice(5, 16), e.kind, JSON.stringify({ ...e, node: undefined, at: undefined, hash: undefined, campaign: undefined, kind: undefined, epoch: undefined }).slice(0, 260));
}
