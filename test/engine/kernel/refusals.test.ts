/**
 * Every reason for which a command can be refused, raised at least once in a situation that calls for it. A refusal changes nothing and
 * names everything that its words speak of.
 */
import { describe, expect, test } from '@jest/globals';
import type { Campaign, ReviewDefinition, StageDefinition } from '../../../packages/engine/src/campaign/definition.ts';

import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { rejectionCodes } from '../../../packages/engine/src/codes/rejection.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { advance, LOOK_AGAIN, refusalsOf } from '../../../packages/engine/src/kernel/actor.ts';
import { Command, type CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import type { Batch } from '../../../packages/engine/src/kernel/message.ts';
import type { ActorState } from '../../../packages/engine/src/kernel/state.ts';
import { campaignOf, placed } from '../../scenarios/campaigns.ts';
import { rehearsalDriver } from '../../scenarios/driver.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { risks } from '../../scenarios/told/ways.ts';
import { instantAt, World } from '../../scenarios/world.ts';
import { type Situation, situations } from './situations.ts';

type Row = [code: string, situation: keyof typeof situations, command: (world: World) => Command];

const item = (id: string) => ({ item: id, hash: 'a'.repeat(64), material: 'a'.repeat(64) });
const sitting = { present: ['li', 'qian', 'wu'] };
const paper = { kind: 'recorder', person: 'zhou', of: 'paper' } as const;

const pointsOf = (world: World) => world.source.campaign.reviews.points as ReviewDefinition;

const VOTE = 'search.vote';
const secretly = (voters: readonly string[], inFavour: number) => ({
  voters: [...voters],
  counts: { for: inFavour, against: 0, abstained: 0 },
});

const LEI = 'search.settle/leads@lei';
const LU = 'search.settle/leads@lu';

const table: Row[] = [
  ['node.unknown', 'busy', (w) => w.declare('nowhere', risks, { by: 'zhou' })],
  ['node.unknown', 'busy', (w) => w.convene('u1', 'm9', ['nowhere'])],
  ['campaign.closed', 'closed', (w) => w.declare('p1', risks)],
  ['campaign.close-at-root', 'busy', (w) => w.closeCampaign('u1')],
  ['office.only', 'busy', (w) => w.closeCampaign('org', { by: 'he' })],
  [
    'office.only',
    'busy',
    (w) => w.changeRoster('org', [{ kind: 'PersonLeft', person: 'li', to: '2011-09-30' }], { by: 'gao' }),
  ],
  ['office.only', 'busy', (w) => w.reopen('p4', ['search.declare'], { as: { kind: 'administrator', person: 'li' } })],
  ['office.only', 'busy', (w) => w.reassign('p1', 'search.settle/section', 'li', { by: 'li' })],
  ['office.only', 'busy', (w) => w.extend('p1', 'search.settle/section', '10-20', { by: 'li' })],
  [
    'roster.change-at-root',
    'busy',
    (w) => w.changeRoster('u1', [{ kind: 'PersonLeft', person: 'li', to: '2011-09-30' }]),
  ],

  ['step.unknown', 'busy', (w) => w.submit('p2', 'search.consult', {})],
  ['step.wrong-place', 'before the window', (w) => w.declare('p1', risks)],
  ['declaration.stale-round', 'busy', (w) => w.declare('p2', risks)],
  ['task.not-owner', 'busy', (w) => w.declare('p2', risks, { round: 2, by: 'zhou' })],
  ['task.wrong-signer', 'busy', (w) => w.declare('p2', risks, { round: 2, as: paper })],
  ['declaration.locked-items', 'busy', (w) => w.declare('p2', { gifts: '改' }, { round: 2 })],
  [
    'declaration.repeated-item',
    'busy',
    (w) => ({ ...w.declare('p2', risks, { round: 2 }), items: [item('x'), item('x')] }),
  ],
  ['declaration.unknown-facts', 'busy', (w) => ({ ...w.declare('p2', risks, { round: 2 }), facts: { salary: 1 } })],
  ['declaration.facts-missing', 'busy', (w) => ({ ...w.declare('p2', risks, { round: 2 }), facts: {} })],
  ['declaration.wrong-facts', 'two layers', (w) => w.declare('b', risks, { facts: { public: '是' } })],
  ['grade.unknown', 'busy', (w) => w.declare('p2', risks, { round: 2, grade: '特级' })],
  [
    'declaration.foreign-row',
    'grading',
    (w) => w.submit('u2', 'grading.declareGrades', { rows: [{ id: 'p1', grade: '一级' }] }),
  ],

  ['review.unknown', 'before the window', (w) => w.withdraw('p1')],
  ['review.unknown', 'busy', (w) => w.decide('p1', 'section', 'approve', { step: 'search.declare', by: 'wu' })],
  ['review.wrong-place', 'busy', (w) => w.decide('p2', 'section', 'approve')],
  ['review.wrong-place', 'busy', (w) => w.decide('p1', 'deputy', 'approve')],
  ['review.wrong-place', 'busy', (w) => w.withdraw('p4')],
  ['review.stale', 'busy', (w) => w.decide('p1', 'section', 'approve', { round: 2 })],
  ['review.stale', 'busy', (w) => w.decide('p1', 'section', 'approve', { hash: 'b'.repeat(64) })],
  ['review.stale', 'busy', (w) => ({ ...w.withdraw('p1'), hash: 'b'.repeat(64) })],
  ['review.tabled', 'busy', (w) => w.decide('p3', 'team', 'approve', { by: 'li' })],
  ['review.tabled', 'busy', (w) => w.withdraw('p3')],
  ['review.not-tabled', 'busy', (w) => ({ ...w.decide('p1', 'section', 'approve'), meeting: 'm1' })],
  ['review.meeting-decides', 'past the first stage', (w) => w.decide('p1', 'team', 'approve', { by: 'li' })],
  ['review.self-review', 'busy', (w) => w.decide('p1', 'section', 'approve', { by: 'zhou' })],
  ['review.self-review', 'busy', (w) => w.reassign('p1', 'search.settle/section', 'zhou')],
  ['review.not-filler', 'busy', (w) => w.withdraw('p1', { by: 'wu' })],
  ['review.acted-on', 'past the first stage', (w) => w.withdraw('p3')],
  ['review.unknown-outcome', 'busy', (w) => w.decide('p1', 'section', 'postpone')],
  [
    'review.unknown-outcome',
    'busy',
    (w) =>
      w.decide('p1', 'section', 'approve', { items: { gifts: { item: 'gifts', outcome: 'postpone', reasons: [] } } }),
  ],
  ['review.opinion-missing', 'busy', (w) => w.decide('p1', 'section', 'return', { reasons: ['不全'], opinion: null })],
  ['review.reason-missing', 'busy', (w) => w.decide('p1', 'section', 'return')],
  ['review.unknown-reason', 'busy', (w) => w.decide('p1', 'section', 'return', { reasons: ['不好看'] })],
  ['review.unknown-item', 'busy', (w) => w.decide('p1', 'section', 'return', { items: { none: '不全' } })],
  ['review.unknown-item', 'busy', (w) => w.reopen('p4', ['search.declare'], { items: ['none'] })],
  ['review.unknown-target', 'busy', (w) => w.decide('p1', 'section', 'return', { reasons: ['不全'], target: 'team' })],
  ['review.verdicts-disagree', 'busy', (w) => w.decide('p1', 'section', 'approve', { items: { gifts: '不实' } })],
  [
    'review.no-values',
    'busy',
    (w) =>
      w.decide('p1', 'section', 'approve', {
        items: { gifts: { item: 'gifts', outcome: 'approve', reasons: [], value: '一级' } },
      }),
  ],
  ['due.past', 'busy', (w) => w.decide('p1', 'section', 'return', { reasons: ['不全'], due: w.at('09-26 10:00') })],
  ['due.past', 'busy', (w) => w.reopen('p4', ['search.declare'], { due: w.at('09-26') })],
  ['due.past', 'busy', (w) => w.extend('p1', 'search.settle/section', '09-26 10:00')],
  ['task.stuck', 'nobody reviews', (w) => w.decide('p1', 'deputy', 'approve', { by: 'he' })],
  [
    'task.not-substitute',
    'a substitute acts',
    (w) => w.decide('p4', 'section', 'approve', { as: { kind: 'substitute', person: 'xu', for: 'wang' } }),
  ],
  ['task.not-open', 'busy', (w) => w.reassign('p1', 'search.declare', 'wu')],
  ['task.not-open', 'busy', (w) => w.extend('p1', 'search.declare', '10-20')],
  ['step.wrong-place', 'before the window', (w) => w.reopen('p1', ['search.declare'])],
  ['step.unknown', 'busy', (w) => w.reopen('p1', ['search.nothing'])],

  ['step.waits', 'one is missing', (w) => w.goOn('u1', 'search.register', ['p3'])],
  ['step.waits-for-all', 'two layers', (w) => w.goOn('bureau', 'sum.summary', ['a', 'b'], { by: 'tao' })],
  ['step.not-yet', 'before the window', (w) => w.goOn('u1', 'search.consult', ['p1'])],
  ['step.missing-miscounted', 'one is missing', (w) => w.goOn('u1', 'search.consult', ['p1', 'p2', 'p3'])],
  ['step.nothing-missing', 'verdicts on their way', (w) => w.goOn('u2', 'search.register', ['p4'])],
  ['step.unknown', 'busy', (w) => w.goOn('u1', 'search.declare', ['p1'])],
  ['step.wrong-place', 'busy', (w) => w.goOn('u2', 'search.consult', ['p4'])],
  ['task.not-owner', 'one is missing', (w) => w.goOn('u1', 'search.consult', ['p3'], { by: 'wu' })],

  ['comment.exists', 'busy', (w) => w.comment('u2', 'search.publish', 'c1', { channel: '网页', by: 'zhou' })],
  ['comment.unknown', 'busy', (w) => w.dispose('u2', 'search.publish', 'c2', 'adopted')],
  ['comment.unknown-channel', 'busy', (w) => w.comment('u2', 'search.publish', 'c2', { channel: '电话', by: 'zhou' })],
  ['comment.out-of-scope', 'busy', (w) => w.comment('u1', 'search.consult', 'c1', { channel: '意见箱', by: 'chen' })],
  [
    'task.not-owner',
    'busy',
    (w) => w.comment('u2', 'search.publish', 'c2', { channel: '网页', by: 'zhou', from: 'recorded' }),
  ],
  ['asking.comments-open', 'busy', (w) => w.endAsking('u2', 'search.publish')],
  ['asking.not-yet', 'a publicity not over', (w) => w.endAsking('u2', 'search.publish')],
  ['asking.no-questions', 'busy', (w) => w.reply('u2', 'search.publish', {}, { by: 'zhou' })],
  ['asking.too-few-replies', 'assessors judge', (w) => w.endAsking('u', 'first.judge', { by: 'ban' })],
  ['asking.replied-already', 'assessors judge', (w) => w.reply('u', 'first.judge', { a: 1, b: 2 }, { by: 'ping1' })],

  ['proof.not-asked', 'busy', (w) => w.recordProof('u2', 'search.publish', 'start')],
  ['proof.recorded', 'out of turn', (w) => w.recordProof('u1', 'gather.show', 'start', { by: 'dai' })],
  ['proof.missing', 'out of turn', (w) => w.recordProof('u2', 'gather.show', 'end', { by: 'fan' })],
  ['asking.not-yet', 'out of turn', (w) => w.recordProof('u1', 'gather.show', 'end', { by: 'dai' })],
  ['task.not-owner', 'out of turn', (w) => w.recordProof('u2', 'gather.show', 'start', { by: 'dai' })],
  [
    'comment.final',
    'out of turn',
    (w) => w.comment('u1', 'gather.show', 'o2', { channel: '网页', by: 'an', about: ['a'] }),
  ],
  [
    'review.unknown-item',
    'out of turn',
    (w) => w.comment('u1', 'gather.show', 'o2', { channel: '网页', by: 'an', about: ['z'] }),
  ],
  ['comment.answered', 'out of turn', (w) => w.dispose('u1', 'gather.show', 'o1', 'adopted', { by: 'dai' })],
  ['task.not-owner', 'out of turn', (w) => w.issue('p3#rectify-1', 'rectify.order', { by: 'fan' })],
  ['step.unknown', 'out of turn', (w) => w.issue('p3', 'search.declare', { by: 'guo' })],
  ['node.gone', 'out of turn', (w) => w.submit('p2', 'search.declare', { rows: [] }, { by: 'bai' })],
  [
    'roster.root-closed',
    'out of turn',
    (w) => w.changeRoster('b', [{ kind: 'PlaceClosed', place: 'b', to: '2023-10-09' }]),
  ],
  [
    'roster.place-known',
    'out of turn',
    (w) =>
      w.changeRoster('b', [{ kind: 'PlaceAdded', place: { id: 'p1', layer: 'post', name: '又一', parent: 'u1' } }]),
  ],
  [
    'declaration.facts-missing',
    'out of turn',
    (w) =>
      w.changeRoster('b', [{ kind: 'PlaceAdded', place: { id: 'p9', layer: 'post', name: '新岗', parent: 'u1' } }]),
  ],

  ['send.not-sent', 'sending', (w) => w.receive('u2', 'grading.report', { by: 'he' })],
  ['task.not-owner', 'sending', (w) => w.send('u2', 'grading.report', { by: 'sun' })],
  ['send.already-sent', 'sent', (w) => w.send('u2', 'grading.report')],
  ['task.not-owner', 'sent', (w) => w.receive('u2', 'grading.report', { by: 'wang' })],

  ['procedure.unknown', 'busy', (w) => w.openCase('u1', 'handling', { severity: '轻' }, { by: 'tang' })],
  ['case.facts-missing', 'busy', (w) => w.openCase('p1', 'handling', {}, { by: 'tang' })],
  [
    'declaration.unknown-facts',
    'busy',
    (w) => w.openCase('p1', 'handling', { severity: '轻', mood: '差' }, { by: 'tang' }),
  ],
  ['task.not-owner', 'busy', (w) => w.openCase('p1', 'handling', { severity: '轻' }, { by: 'li' })],

  ['meeting.no-body', 'busy', (w) => w.convene('u1', 'm9', ['p1'], { role: 'deputy' })],
  [
    'meeting.not-convener',
    'busy',
    (w) => w.convene('u1', 'm9', ['p1'], { as: { kind: 'recorder', person: 'wu', of: 'team1' } }),
  ],
  ['task.wrong-signer', 'busy', (w) => w.convene('u1', 'm9', ['p1'], { by: 'li' })],
  ['meeting.exists', 'busy', (w) => w.convene('u1', 'm1', ['p1'])],
  ['meeting.repeated-entry', 'busy', (w) => w.convene('u1', 'm9', ['p1', 'p1'])],
  ['meeting.unknown', 'busy', (w) => w.closeMeeting('u1', 'm9', sitting)],
  ['meeting.wrong-place', 'busy', (w) => w.closeMeeting('u2', 'm2', { present: ['wang', 'sun'] })],
  ['meeting.not-on-agenda', 'busy', (w) => w.takeOff('u1', 'm1', 'p1')],
  [
    'meeting.not-on-agenda',
    'busy',
    (w) => w.closeMeeting('u1', 'm1', { ...sitting, exceptions: { p1: { outcome: '' } } }),
  ],
  ['meeting.not-entitled', 'busy', (w) => w.closeMeeting('u1', 'm1', { present: ['li', 'zhou'] })],
  ['meeting.counted-twice', 'busy', (w) => w.closeMeeting('u1', 'm1', { present: ['li', 'li', 'wu'] })],
  [
    'meeting.counted-twice',
    'busy',
    (w) => w.closeMeeting('u1', 'm1', { ...sitting, vote: { for: ['li', 'wu'], against: ['li'] } }),
  ],
  ['meeting.no-quorum', 'busy', (w) => w.closeMeeting('u1', 'm1', { present: ['li'] })],
  [
    'meeting.absent-voter',
    'busy',
    (w) => w.closeMeeting('u1', 'm1', { present: ['li', 'wu'], vote: { for: ['li', 'wu', 'qian'] } }),
  ],
  [
    'meeting.not-passed',
    'busy',
    (w) => w.closeMeeting('u1', 'm1', { ...sitting, vote: { for: ['li'], against: ['qian', 'wu'] } }),
  ],
  [
    'meeting.recused-voter',
    'busy',
    (w) => {
      const command = w.closeMeeting('u1', 'm1', {
        ...sitting,
        recused: { p3: 'wu' },
        exceptions: { p3: { outcome: 'approve' } },
      });
      const vote = { for: ['li', 'qian', 'wu'], against: [], abstained: [] };
      return { ...command, exceptions: command.exceptions.map((exception) => ({ ...exception, vote })) };
    },
  ],

  ['review.change-at-root', 'busy', (w) => ({ ...w.changeReview(pointsOf(w), { move: true }), node: 'u1' })],
  [
    'review.malformed',
    'busy',
    (w) => ({ ...w.changeReview(pointsOf(w), { move: true }), review: { id: 'points', stages: [] } }),
  ],
  ['review.unknown-definition', 'busy', (w) => w.changeReview({ ...pointsOf(w), id: 'lines' }, { move: true })],
  [
    'review.other-hash',
    'busy',
    (w) => ({ ...w.changeReview(pointsOf(w), { move: true }), review: { ...pointsOf(w), name: '新' } }),
  ],
  ['review.unchanged', 'busy', (w) => w.changeReview(pointsOf(w), { move: false })],
  ['calendar.change-at-root', 'busy', (w) => ({ ...w.changeCalendar(w.source.campaign.calendar), node: 'u1' })],
  ['calendar.malformed', 'busy', (w) => ({ ...w.changeCalendar(w.source.campaign.calendar), calendar: { region: 1 } })],
  ['calendar.other-region', 'busy', (w) => w.changeCalendar({ ...w.source.campaign.calendar, region: 'XX' })],
  ['calendar.years-missing', 'busy', (w) => w.changeCalendar({ ...w.source.campaign.calendar, years: {} })],
  [
    'calendar.other-hash',
    'busy',
    (w) => ({ ...w.changeCalendar(w.source.campaign.calendar), calendarHash: 'b'.repeat(64) }),
  ],
  ['calendar.unchanged', 'busy', (w) => w.changeCalendar(w.source.campaign.calendar)],
  ['declaration.still-open', 'busy', (w) => ({ ...w.declare('p2', risks, { round: 2 }), kind: 'Amend' })],
  ['declaration.under-review', 'busy', (w) => ({ ...w.declare('p1', risks), kind: 'Amend' })],
  ['declaration.unchanged', 'busy', (w) => ({ ...w.declare('p4', risks), kind: 'Amend' })],

  ['task.delegated', 'two leads are asked', (w) => w.decide('a', 'leads', 'approve', { by: 'lu' })],
  ['task.delegated', 'two leads are asked', (w) => w.transfer('a', LU, 'kang', { by: 'cai' })],
  ['task.not-delegated', 'two leads are asked', (w) => w.handBack('a', LEI, { by: 'lei' })],
  ['task.same-person', 'two leads are asked', (w) => w.delegate('a', 'search.draw', 'an', { by: 'an' })],
  ['task.personal', 'two leads are asked', (w) => w.transfer('a', 'search.plan', 'bao', { by: 'an' })],
  ['task.personal', 'two leads are asked', (w) => w.delegate('a', 'search.settle/recusal@lei', 'bao', { by: 'jiu' })],
  ['task.urged-recently', 'two leads are asked', (w) => w.urge('a', LEI)],
  ['task.not-urger', 'two leads are asked', (w) => w.urge('a', LEI, { by: 'bao' })],
  ['review.recusal-pending', 'two leads are asked', (w) => w.decide('a', 'leads', 'approve', { by: 'lei' })],
  ['review.stands-aside', 'two leads are asked', (w) => w.recuse('a', { by: 'an' })],
  ['review.asked-already', 'two leads are asked', (w) => w.reassign('a', LEI, 'lu')],
  ['person.unknown', 'two leads are asked', (w) => w.reassign('a', LEI, 'wei9')],
  ['review.recusal-party', 'two leads are asked', (w) => w.reassign('a', 'search.settle/recusal@lei', 'lei')],
  ['review.no-demand', 'two leads are asked', (w) => w.answerRecusal('a', 'lu', true, { by: 'jiu' })],
  ['review.not-reviewer', 'two leads are asked', (w) => w.recuse('a', { by: 'fa' })],
  ['review.not-party', 'two leads are asked', (w) => w.demandRecusal('a', 'lu', { by: 'bao' })],
  ['review.recuse-yourself', 'two leads are asked', (w) => w.demandRecusal('a', 'lu', { by: 'lu' })],
  ['review.ballot-drawn', 'a ballot is drawn', (w) => w.recuse('a', { step: 'search.vote', by: 'ke' })],
  ['review.not-sender', 'two leads are asked', (w) => w.copy('a', ['kong'], { by: 'bao' })],
  ['review.copied-already', 'two leads are asked', (w) => w.copy('a', ['fa'], { by: 'an' })],
  ['review.no-copy', 'two leads are asked', (w) => w.markRead('a', { by: 'kong' })],
  ['review.read-already', 'two leads are asked', (w) => w.markRead('a', { by: 'shen' })],
  ['review.no-jump', 'a ballot is drawn', (w) => w.jump('a', 'advice/x', { step: 'search.vote' })],
  ['act.pending', 'two leads are asked', (w) => w.jump('a', 'peers')],
  ['act.unknown', 'two leads are asked', (w) => w.decline('a', 'nothing', {})],
  ['act.same-person', 'two leads are asked', (w) => w.confirm('a', 'the-jump', {})],
  ['office.only', 'two leads are asked', (w) => w.force('a', 'ended', { by: 'ban1' })],
  ['grade.unknown-source', 'two leads are asked', (w) => w.regrade('a', 'level', 'approved', '一级')],
  ['grade.same', 'busy', (w) => w.regrade('p1', 'risk', 'self', '二级')],
  [
    'grade.no-item',
    'points are graded',
    (w) => w.regrade('p3', 'point', 'computed', '三级', { item: { step: 'search.declare', item: 'z' } }),
  ],
  [
    'grade.not-waiting',
    'points are graded',
    (w) => w.submit('p1', 'search.grade', { items: [{ id: 'a', computed: '二级' }] }, { by: 'dai' }),
  ],
  [
    'declaration.check-failed',
    'points are graded',
    (w) => {
      const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, risk: id, odds: '小', harm: '轻' }));
      return w.submit('p2', 'search.declare', { rows: six });
    },
  ],
  ['task.recorded', 'chosen by rank', (w) => w.decide('p1', 'first', 'approve', { step: 'search.settle', by: 'guo' })],
  ['order.not-entitled', 'chosen by rank', (w) => w.reopen('p2', ['search.declare'], { by: 'an' })],
  [
    'order.reasons',
    'chosen by rank',
    (w) => w.reopen('p2', ['search.declare'], { as: { kind: 'recorder', person: 'ji', of: 'inspection-1' } }),
  ],
  ['declaration.rows-differ', 'points are graded', (w) => w.submit('p3', 'guard.measures', { rows: [] })],

  [
    'meeting.wrong-ballot',
    'busy',
    (w) => ({ ...w.closeMeeting('u1', 'm1', sitting), vote: secretly(sitting.present, 3) }),
  ],
  [
    'meeting.recused-ballot',
    'a secret sitting',
    (w) => ({
      ...w.closeMeeting('u1', 'm1', { ...sitting, recused: { p1: 'wu' } }),
      vote: secretly(sitting.present, 3),
    }),
  ],
  [
    'meeting.more-ballots',
    'a secret sitting',
    (w) => ({ ...w.closeMeeting('u1', 'm1', sitting), vote: secretly(sitting.present, 4) }),
  ],
  ['vote.no-vote', 'two leads are asked', (w) => w.vote('a', 'leads', 'for', { by: 'lu' })],
  ['vote.no-members', 'nobody votes', (w) => w.closeVote('a', 'council', { step: VOTE, by: 'kang' })],
  ['vote.secret', 'ballots are awaited', (w) => w.vote('a', 'council', 'for', { step: VOTE, by: 'ke' })],
  ['vote.open', 'the board votes', (w) => w.takeBallot('a', 'board', { step: VOTE, by: 'wei1' })],
  [
    'vote.reasons-with-against',
    'the board votes',
    (w) => w.vote('a', 'board', 'for', { step: VOTE, by: 'wei1', reasons: ['不可行'] }),
  ],
  ['vote.already-voted', 'the board votes', (w) => w.vote('a', 'board', 'for', { step: VOTE, by: 'wei2' })],
  ['vote.not-convener', 'the board votes', (w) => w.closeVote('a', 'board', { step: VOTE, by: 'wei2' })],
  ['vote.no-quorum', 'the board votes', (w) => w.closeVote('a', 'board', { step: VOTE, by: 'wei1' })],
  ['vote.undecided', 'the board is even', (w) => w.closeVote('a', 'board', { step: VOTE, by: 'wei1' })],
  ['vote.wrong-place', 'a ballot is drawn', (w) => w.castBallot('a', 'council', 'x', 'for', { step: VOTE })],
  [
    'vote.repeated-ballot',
    'ballots are awaited',
    (w) => w.issueBallots('a', 'council', ['x', 'x', 'y'], { step: VOTE, by: 'kang' }),
  ],
  [
    'vote.ballot-number',
    'ballots are awaited',
    (w) => w.issueBallots('a', 'council', ['x', 'y'], { step: VOTE, by: 'kang' }),
  ],
  ['vote.signed-ballot', 'ballots are cast', (w) => w.castBallot('a', 'council', 'x', 'for', { step: VOTE, by: 'ke' })],
  ['vote.unknown-ballot', 'ballots are cast', (w) => w.castBallot('a', 'council', 'w', 'for', { step: VOTE })],
  ['review.members-vote', 'the board votes', (w) => w.decide('a', 'board', 'approve', { step: VOTE, by: 'wei1' })],
  [
    'review.members-fixed',
    'the board votes',
    (w) => w.addReviewer('a', 'board', 'fa', 'before', { step: VOTE, by: 'wei1' }),
  ],
  ['review.not-a-return', 'busy', (w) => w.decide('p1', 'section', 'approve', { target: 'section' })],
  [
    'review.then-fixed',
    'busy',
    (w) => w.decide('p1', 'section', 'return', { reasons: ['不全'], then: 'straight-back' }),
  ],
  ['review.nothing-to-take-back', 'busy', (w) => w.takeBack('p1', 'section')],
  ['review.counted', 'ballots are awaited', (w) => w.takeBack('a', 'board', { step: VOTE, by: 'wei1' })],
];

/** Comes to a situation once; commands are then put to a copy of its state. */
const come = (() => {
  const known = new Map<string, ReturnType<typeof build>>();
  async function build(name: keyof typeof situations) {
    const situation: Situation = situations[name];
    const source = campaignOf({ plan: situation.plan });
    const whole = situation.secret === true ? withSecretMeetings(source.campaign) : source.campaign;
    const campaign = placed(whole, situation.alone === undefined ? 'one' : 'per-node');
    const driver = rehearsalDriver(campaign, { at: instantAt(source, BEGIN[situation.plan]), seed: 1 });
    const world = new World(driver, source);
    await situation.come(world);
    const actor = situation.alone ?? campaign.root;
    const definition = sliceFor(campaign, campaign.placement, actor);
    let state = (await driver.states()).find((one) => Object.hasOwn(one.nodes, actor));
    if (state === undefined) throw new Error(`Expected an actor '${actor}'.`);
    for (const message of situation.then?.(world, state) ?? [])
      state = advance(definition, state, message, driver.now()).state;
    return { world, state: JSON.stringify(state), definition, at: driver.now() };
  }
  return (name: keyof typeof situations) => {
    const found = known.get(name) ?? build(name);
    known.set(name, found);
    return found;
  };
})();

function withSecretMeetings(campaign: Campaign): Campaign {
  const reviews = Object.entries(campaign.reviews).map(([id, review]) => {
    const stages = review.stages.map((stage): StageDefinition => {
      const { decide } = stage;
      return decide.mode === 'meeting' ? { ...stage, decide: { ...decide, ballot: 'secret' } } : stage;
    });
    return [id, { ...review, stages, hash: hashOf([review.hash, 'secret']) }] as const;
  });
  return { ...campaign, reviews: Object.fromEntries(reviews) };
}

describe('a command', () => {
  test.each(table)('is refused as %s, %s', async (code, name, build) => {
    const { world, state: text, definition, at } = await come(name);
    const command = Command.parse(build(world));
    const state = JSON.parse(text);
    const batch: Batch = { id: command.request, commands: [command], recordedThrough: state.recorded };

    const turn = advance(definition, state, { kind: 'batch', batch }, at);

    expect(turn.answers).toMatchObject([{ request: command.request, ok: false, rejection: { code } }]);
    expect(turn).toMatchObject({ events: [], repeated: [], effects: [] });
    expect(turn.state).toBe(state);
    expect(JSON.stringify(state)).toBe(text);
    expect(refusalsOf(definition, state, batch, at)).toEqual(turn.answers);
    const [answer] = turn.answers;
    const fields = answer?.ok === false ? Object.keys(JSON.parse(JSON.stringify(answer.rejection))) : [];
    expect(fields).toEqual(expect.arrayContaining(fieldsOf(code)));
  });

  test('is refused as request.look-again when its sender knows less of the record than was forgotten', async () => {
    const { world, state: text, definition, at } = await come('busy');
    const state = { ...JSON.parse(text), forgotten: 7 };
    const command = world.decide('p1', 'section', 'approve');
    const batch = (recordedThrough: number): Batch => ({ id: command.request, commands: [command], recordedThrough });

    const behind = advance(definition, state, { kind: 'batch', batch: batch(6) }, at);
    const abreast = advance(definition, state, { kind: 'batch', batch: batch(7) }, at);

    expect(behind).toMatchObject({
      events: [],
      effects: [],
      answers: [{ ok: false, rejection: { code: LOOK_AGAIN } }],
    });
    expect(behind.state).toBe(state);
    expect(abreast.answers).toMatchObject([{ ok: true }]);
  });

  test('gives a repeat its old answer after its record was made, until a hundred others came after it', async () => {
    const { world, state: text, definition, at } = await come('busy');
    const first = world.decide('p1', 'section', 'approve');
    const before = JSON.parse(text);
    const send = (state: ActorState, command: Command) =>
      advance(
        definition,
        state,
        { kind: 'batch', batch: { id: command.request, commands: [command], recordedThrough: state.recorded } },
        at,
      );
    const done = send(before, first);
    const through = done.state.seq;

    const recorded = advance(definition, done.state, { kind: 'recorded', through }, at).state;
    const again = send(recorded, first);

    expect(recorded.log).toEqual([]);
    expect(again.answers).toEqual(done.answers);
    expect(again.events).toEqual([]);
    const requests = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [
        `later-${i}`,
        { ...recorded.requests[first.request], from: through, to: through + 1 },
      ]),
    );
    const crowded = { ...recorded, seq: through + 2, requests: { ...recorded.requests, ...requests } } as ActorState;
    const forgetful = advance(definition, crowded, { kind: 'recorded', through: through + 2 }, at).state;
    expect(Object.keys(forgetful.requests)).toHaveLength(100);
    expect(forgetful.forgotten).toBe(through);
  });

  test('has a row for every code of a refusal', () => {
    const raised = new Set([...table.map(([code]) => code), LOOK_AGAIN]);

    expect(Object.keys(rejectionCodes).filter((code) => !raised.has(code))).toEqual([]);
  });

  test('has a row for every kind', async () => {
    const kinds = new Set<CommandKind>();
    for (const [, name, build] of table) kinds.add(build((await come(name)).world).kind);

    const all = Command.options.map((option) => option.shape.kind.value);
    expect(all.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  test('of an accepted kind goes on beside refused ones in a batch, each answered for itself', async () => {
    const { world, state: text, definition, at } = await come('busy');
    const commands = [
      world.decide('p1', 'section', 'approve', { round: 7 }),
      world.decide('p1', 'section', 'approve'),
      world.withdraw('p1'),
    ];
    const state = JSON.parse(text);

    const turn = advance(
      definition,
      state,
      { kind: 'batch', batch: { id: 'b', commands, recordedThrough: state.recorded } },
      at,
    );

    expect(turn.answers.map((answer) => (answer.ok ? 'ok' : answer.rejection.code))).toEqual([
      'review.stale',
      'ok',
      'review.acted-on',
    ]);
    expect(JSON.stringify(state)).toBe(text);
  });
});

/** What the words of a code name, in any language. */
function fieldsOf(code: string): string[] {
  const entry: { readonly zh: string; readonly en: string } | undefined = (
    rejectionCodes as Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  )[code];
  const words = `${entry?.zh ?? ''} ${entry?.en ?? ''}`;
  return [...new Set([...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))];
}
