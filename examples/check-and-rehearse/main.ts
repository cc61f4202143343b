/**
 * Parse, check, compile and rehearse a plan, all in memory: no server, no database. What is printed is the same every time.
 * Run it from the repository's root: node --conditions=source --import tsx examples/check-and-rehearse/main.ts
 */
import { readFileSync } from 'node:fs';
import { CHINA_CALENDAR, checkPlan, compileCampaign, parsePlan, parseRoster, rehearse } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';
import { recordedEventOf, sentenceOf, vocabularyOf } from '@lianfang/engine/record';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const say = (line = '') => process.stdout.write(`${line}\n`);

// A draft: all problems come at once, each with its code, path and line.
const draft = parsePlan(read('./draft.yaml'));
say('draft.yaml:');
for (const problem of draft.plan ? checkPlan(draft.plan, { lineOf: draft.lineOf }) : draft.problems)
  say(`  ${problem.severity} ${problem.code}, line ${problem.line}: ${messageOf(problem, 'zh')}`);

// The plan: with roster and calendar it becomes a campaign.
const { plan, lineOf } = parsePlan(read('./plan.yaml'));
const { roster } = parseRoster(read('./roster.yaml'));
if (!plan || !roster) throw new Error('Expected plan and roster to be readable.');
const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, lineOf });
if (!campaign) throw new Error(`Expected a launchable plan, but: ${problems.map((one) => one.code).join(', ')}`);
say();
say(`${campaign.campaign}: ${Object.keys(campaign.nodes).length} nodes, ${campaign.steps.length} steps`);

// The rehearsal: simulated people go through the whole campaign; the seed decides what they do.
const report = rehearse({ campaign, forms: plan.forms, seed: 7 });
const { commands, refused, events } = report.counts;
say(`rehearsed: ${commands} commands, ${refused} refused, ${events} events, ${report.open.length} tasks left open`);

say();
say('出纳:');
const words = vocabularyOf(campaign);
const names = Object.fromEntries(roster.people.map(({ id, name }) => [id, name]));
const told = ['Submitted', 'Decided', 'Returned', 'Approved', 'Graded'];
for (const event of report.events.filter(({ node, kind }) => node === 'f2' && told.includes(kind)))
  say(`  ${sentenceOf({ event: recordedEventOf(event), names }, 'zh', words)}`);
