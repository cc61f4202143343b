/**
 * A run of the plan of three stages: forms, reviews, meetings, consultations, a hand-over, a case, and an office that keeps it in hand.
 */
import type { CommandInput } from '@lianfang/client';
import type { Signer } from '@lianfang/engine/kernel';
import { nameOf, written } from './planted.ts';
import { administrator, instant, person, recorder, type Teller } from './teller.ts';

const YEAR = 2011;
export const stagesBegin = instant(YEAR, 9, 26);

export async function tellStages({ host, give }: Teller): Promise<void> {
  const office = administrator('he');
  const declare = (node: string, who: string) => {
    const items = ['a', 'b'].map((id) => ({ id, risk: written(`风险${node}${id}`), kind: '权力' }));
    return give('submit', person(who), { node, step: 'search.declare', content: { grade: '二级', items } });
  };
  const settle = 'search.settle';
  const approve = (node: string, who: string, step = settle) =>
    give('decide', person(who), { node, step, outcome: 'approve', opinion: written(`同意${node}${who}`) });
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
  await give('withdraw', person('zhou'), { node: 'p1', step: settle });
  await declare('p1', 'zhou');
  await give('decide', person('wu'), {
    node: 'p1',
    step: settle,
    outcome: 'return',
    reasons: ['不全'],
    opinion: written('退回意见'),
  });
  await declare('p1', 'zhou');
  await declare('p2', 'wu');
  await declare('p4', 'chen');
  await give('extend', office, {
    node: 'p3',
    task: 'search.declare',
    due: instant(YEAR, 10, 20),
    reason: written('延期'),
  });
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

  await give('goOn', person('li'), { node: 'u1', step: ask, missing: ['p3'], reason: written('不等') });
  await give('comment', person('zhou'), {
    node: 'u1',
    step: ask,
    comment: 'c1',
    channel: '座谈会',
    text: written('实名意见'),
  });
  const anonymous = { comment: 'c2', channel: '意见箱', from: 'anonymous', text: written('匿名意见') } as const;
  await give('comment', person('wu'), { node: 'u1', step: ask, ...anonymous });
  for (const comment of ['c1', 'c2']) {
    const disposition = comment === 'c1' ? 'adopted' : 'not-adopted';
    await give('dispose', person('li'), {
      node: 'u1',
      step: ask,
      comment,
      disposition,
      reason: written(`答复${comment}`),
    });
  }
  await give('endAsking', person('li'), { node: 'u1', step: ask });
  await give('endAsking', person('wang'), { node: 'u2', step: ask });
  const facts = { severity: '重' };
  await give('openCase', person('tang'), { node: 'p1', procedure: 'handling', facts, reason: written('群众反映') });

  await host.passTo(instant(YEAR, 10, 17, 10));
  await give('submit', person('chen'), { node: 'p4', step: 'grading.special', content: { way: '轮岗' } });
  const rows = [{ id: 'p4', grade: '一级' }];
  const grading = 'grading.approve';
  await give('submit', person('wang'), { node: 'u2', step: 'grading.declareGrades', content: { rows } });
  await approve('u2', 'he', grading);
  const group = recorder('he', 'group1');
  await sit('org', group, 'group', 'g1', [`u2/${grading}`]);
  await close('org', group, 'g1', ['gao', 'lin', 'luo']);
  await give('send', person('wang'), { node: 'u2', step: 'grading.report', package: written('报送材料') });
  await give('receive', person('he'), { node: 'u2', step: 'grading.report' });
  const again = { steps: ['search.declare'], reasons: ['不全'], opinion: written('责令重做') };
  await give('reopen', office, { node: 'p1', ...again });
  await give('closeCampaign', office, { reason: written('年度结束') });
}
