/**
 * A run of the plan of panels, with what several do together and what is done to a review beside deciding it: votes open and secret,
 * recusals, tasks handed on, copies, acts that two of the office give, and changes to what was approved, to a review, to the calendar.
 */
import { randomUUID } from 'node:crypto';
import { CHINA_CALENDAR, hashOf, sliceCalendar } from '@lianfang/engine';
import { SYSTEM } from '@lianfang/engine/kernel';
import { sha256Hex } from '@lianfang/engine/record';
import { written } from './planted.ts';
import { administrator, instant, person, type Teller } from './teller.ts';

const YEAR = 2023;
export const panelsBegin = instant(YEAR, 2, 28);

const node = 'a';
const holder = person('an');
const office = administrator('ban1');
const second = administrator('ban2');

export async function tellPanels(teller: Teller): Promise<void> {
  await teller.host.passTo(instant(YEAR, 3, 1, 10));
  await jointly(teller);
  await byTwo(teller);
  await byVotes(teller);
  await changes(teller);
}

/** All at a stage decide, in every way in which somebody else comes to be asked, or no longer is. */
async function jointly({ give }: Teller): Promise<void> {
  const step = 'search.settle';
  const approve = (who: string) =>
    give('decide', person(who), { node, step, outcome: 'approve', opinion: written(`会签${who}`) });

  const items = ['x', 'y'].map((id) => ({ id, risk: written(`填报${id}`) }));
  await give('submit', holder, { node, step: 'search.declare', content: { grade: '二级', items } });
  await give('copy', person('kang'), { node, step, to: ['cai'], reason: written('请知悉') });
  await give('markRead', person('cai'), { node, step });
  await give('recuse', person('ke'), { node, step, reason: written('是近亲属') });
  await approve('kang');
  await give('takeBack', person('kang'), { node, step, stage: 'peers' });
  await approve('kang');
  await approve('kong');

  await give('demandRecusal', holder, { node, step, person: 'lu', reason: written('有利害关系') });
  const refusal = { person: 'lu', granted: false, reason: written('查无此事') };
  await give('answerRecusal', person('jiu'), { node, step, ...refusal });
  const leis = `${step}/leads@lei`;
  await give('urge', holder, { node, task: leis, opinion: written('请尽快') });
  await give('transfer', person('lei'), { node, task: leis, to: 'cai', reason: written('由财务办理') });
  await approve('cai');
  const added = { person: 'fa', when: 'after', reason: written('涉及法规') } as const;
  await give('addReviewer', person('lu'), { node, step, ...added });
  await approve('lu');
  await approve('fa');

  const chiefs = `${step}/chief`;
  await give('delegate', person('jiu'), { node, task: chiefs, to: 'shen', reason: written('先核实') });
  await give('handBack', person('shen'), { node, task: chiefs, opinion: written('已核实') });
}

/** What one of the office proposes and another confirms, or does not. */
async function byTwo({ give }: Teller): Promise<void> {
  const step = 'search.settle';
  const confirm = (act: string) => give('confirm', second, { node, act });

  await confirm(await give('jump', office, { node, step, to: 'leads', reason: written('移回分管领导') }));
  const refused = await give('force', office, { node, step, outcome: 'ended', reason: written('终结') });
  await give('decline', second, { node, act: refused, reason: written('理由不足') });
  await confirm(await give('force', office, { node, step, outcome: 'approved', reason: written('上级已批复') }));
  const grade = { scale: 'level', source: 'self', value: '一级' };
  await confirm(await give('regrade', office, { node, ...grade, reason: written('检查要求') }));
}

async function byVotes({ give }: Teller): Promise<void> {
  const step = 'search.vote';
  const decide = (who: string, outcome: string) =>
    give('decide', person(who), { node, step, outcome, opinion: written(`表决前${who}`) });

  await give('submit', holder, { node, step: 'search.plan', content: { measure: written('措施') } });
  await decide('shen', 'agree');
  for (const who of ['dang', 'ke', 'lei', 'lu']) await decide(who, 'approve');

  for (const who of ['wei1', 'wei2', 'wei3', 'wei4', 'wei5', 'wei6']) {
    await give('vote', person(who), { node, step, choice: 'for', opinion: written(`赞成${who}`) });
  }
  const against = { reasons: ['不可行'], opinion: written('反对') };
  await give('vote', person('wei7'), { node, step, choice: 'against', ...against });
  await give('closeVote', person('wei1'), { node, step });

  // A token is no text of anybody: it is in the request that casts it, and names nobody.
  const tokens = ['kang', 'ke', 'kong'].map(() => randomUUID());
  await give('issueBallots', person('kang'), { node, step, ballots: tokens.map((token) => sha256Hex(token)).sort() });
  for (const who of ['kang', 'ke', 'kong']) await give('takeBallot', person(who), { node, step });
  for (const token of tokens) await give('castBallot', SYSTEM, { node, step, stage: 'council', token, choice: 'for' });
}

async function changes({ host, give }: Teller): Promise<void> {
  await give('amend', holder, { node, step: 'search.plan', content: { measure: written('更正') } });
  const { hash: _, ...sides } = host.campaign.reviews.sides ?? {};
  const edited = { ...sides, onChange: { then: 'nothing', stages: [] } };
  const review = { ...edited, hash: hashOf(edited) };
  await give('changeReview', office, { review, reason: written('变更以后不再审') });
  const calendar = sliceCalendar(CHINA_CALENDAR, YEAR - 5, YEAR + 2);
  await give('changeCalendar', office, { calendar, reason: written('放假安排') });
}
