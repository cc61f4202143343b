/**
 * Every command a person can give, as data: name, summary, input, example, and how the words a person writes become facts, ids
 * and hashes. The command line, the gateway and the command reference are made from this list.
 */

import { CalendarSlice, hashOf, type Problem, RosterChange, withoutNames, writtenOf } from '@lianfang/engine';
import { type Command, type CommandKind, type CommandOf, type Signer, SYSTEM } from '@lianfang/engine/kernel';
import type { PreparedText, PreparedVersion, Registry } from '@lianfang/registry';
import * as z from 'zod';
import { ClientFault } from './fault.ts';
import { stepFormOf } from './forms.ts';
import type { Hosting } from './hosting.ts';

/** What a command is made from, beside its input. */
export interface BuildContext {
  readonly campaign: string;
  readonly signer: Signer;
  readonly registry: Registry;
  readonly hosting: Hosting;
  newId(): string;
}

export interface BuiltCommand {
  readonly command: Command;
  readonly versions: readonly PreparedVersion[];
  readonly texts: readonly PreparedText[];
}

export interface CommandSpec<Input extends z.ZodType = z.ZodType> {
  readonly kind: CommandKind;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly input: Input;
  readonly example: z.input<Input>;
  /** In which right it is given: one's own when absent. `nobody`: the system signs, so that no person is named with it. */
  readonly signedAs?: 'office' | 'recorder' | 'nobody';
  build(input: z.output<Input>, context: BuildContext): Promise<BuiltCommand>;
}

const Id = z.string().min(1).max(200);
const Words = z.string().min(1).max(20_000);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Round = z.int().min(1);
const Instant = z.int();
const Fact = z.union([z.string().max(200), z.number(), z.boolean(), z.null(), z.array(z.string().max(200)).max(100)]);

/** `request`: the caller's own id for this act; a repeat with the same id is done once. */
const common = { request: Id.optional(), node: Id };
const Count = z.int().min(0);
/** By name; or, of a secret vote, who voted and how many chose what. */
const votes = z.union([
  z.strictObject({ for: z.array(Id), against: z.array(Id), abstained: z.array(Id) }),
  z.strictObject({
    voters: z.array(Id),
    counts: z.strictObject({ for: Count, against: Count, abstained: Count }),
  }),
]);
const Verdict = z.strictObject({
  item: Id,
  outcome: Id,
  reasons: z.array(Id).max(20).default([]),
  value: Id.optional(),
});
const judgement = {
  outcome: Id,
  reasons: z.array(Id).max(20).default([]),
  opinion: Words.optional(),
  verdicts: z.array(Verdict).max(1000).default([]),
  due: Instant.optional(),
  target: Id.optional(),
  then: z.enum(['walk-again', 'straight-back']).optional(),
};
/** On the version and in the round that the caller saw; where they say none, on those of now. */
const onReview = { ...common, step: Id, round: Round.optional(), hash: Hash.optional() };
const atStage = { ...onReview, stage: Id.optional() };
const inRound = { ...common, step: Id, round: Round.optional() };
const Choice = z.enum(['for', 'against', 'abstained']);

function spec<Input extends z.ZodType>(one: CommandSpec<Input>): CommandSpec<Input> {
  return one;
}

export const commandList = {
  submit: spec({
    kind: 'Submit',
    summary: { zh: '提交表格', en: 'Hand in a form' },
    input: z.strictObject({ ...common, step: Id, round: Round.optional(), content: z.record(z.string(), z.unknown()) }),
    example: {
      node: 'post-1',
      step: 'search.declare',
      content: { points: [{ id: 'p1', risk: '采购评审', grade: '一级' }] },
    },
    build: async (input, context) => handedIn('Submit', input, context),
  }),
  amend: spec({
    kind: 'Amend',
    summary: { zh: '更正已提交的表格', en: 'Change what was handed in and approved, or stands done' },
    input: z.strictObject({ ...common, step: Id, round: Round.optional(), content: z.record(z.string(), z.unknown()) }),
    example: {
      node: 'post-1',
      step: 'search.declare',
      content: { points: [{ id: 'p1', risk: '采购评审（更正）', grade: '一级' }] },
    },
    build: async (input, context) => handedIn('Amend', input, context),
  }),
  withdraw: spec({
    kind: 'Withdraw',
    summary: { zh: '撤回提交', en: 'Take a submission back' },
    input: z.strictObject(onReview),
    example: { node: 'post-1', step: 'search.settle' },
    async build(input, context) {
      const { round, hash } = await bound(input, context);
      return plain({ kind: 'Withdraw', ...headOf(input, context), step: input.step, round, hash });
    },
  }),
  decide: spec({
    kind: 'Decide',
    summary: { zh: '审批', en: 'Decide a review at one of its stages' },
    input: z.strictObject({ ...atStage, ...judgement }),
    example: { node: 'post-1', step: 'search.settle', outcome: 'return', reasons: ['不全'], opinion: '请补充采购环节' },
    async build(input, context) {
      const texts: PreparedText[] = [];
      const command = {
        kind: 'Decide',
        ...(await stageHead(input, context)),
        ...judged(input, context, texts),
      } as const;
      return { command, versions: [], texts };
    },
  }),
  vote: spec({
    kind: 'Vote',
    summary: { zh: '投票', en: 'Vote at a stage that votes' },
    input: z.strictObject({
      ...atStage,
      choice: Choice,
      reasons: judgement.reasons,
      opinion: judgement.opinion,
      verdicts: judgement.verdicts,
    }),
    example: { node: 'post-1', step: 'search.settle', choice: 'against', reasons: ['不准'], opinion: '等级偏低' },
    async build(input, context) {
      const texts: PreparedText[] = [];
      const { choice, reasons, opinion, verdicts } = input;
      const command = {
        kind: 'Vote',
        ...(await stageHead(input, context)),
        choice,
        reasons,
        opinion: hashedText(opinion, context, texts),
        verdicts: verdicts.map(verdictOf),
      } as const;
      return { command, versions: [], texts };
    },
  }),
  closeVote: spec({
    kind: 'CloseVote',
    summary: {
      zh: '结束投票（无记名的先结束领票）',
      en: 'End a vote; of a secret one first the drawing, then the casting',
    },
    input: z.strictObject(atStage),
    example: { node: 'post-1', step: 'search.settle', stage: 'team' },
    build: async (input, context) => plain({ kind: 'CloseVote', ...(await stageHead(input, context)) }),
  }),
  issueBallots: spec({
    kind: 'IssueBallots',
    summary: { zh: '发出无记名选票', en: 'Issue the ballots of a secret vote' },
    /** Of tokens that somebody else made, on paper say; `client.issueBallots` makes and keeps them. */
    input: z.strictObject({ ...atStage, ballots: z.array(Hash).min(1).max(500) }),
    example: { node: 'post-1', step: 'search.settle', stage: 'team', ballots: ['0'.repeat(64), '1'.repeat(64)] },
    build: async (input, context) =>
      plain({ kind: 'IssueBallots', ...(await stageHead(input, context)), ballots: input.ballots }),
  }),
  takeBallot: spec({
    kind: 'TakeBallot',
    summary: { zh: '领取无记名选票', en: 'Draw a ballot of a secret vote' },
    input: z.strictObject(atStage),
    example: { node: 'post-1', step: 'search.settle', stage: 'team' },
    build: async (input, context) => plain({ kind: 'TakeBallot', ...(await stageHead(input, context)) }),
  }),
  castBallot: spec({
    kind: 'CastBallot',
    signedAs: 'nobody',
    summary: {
      zh: '投出无记名选票（凭票，不署名）',
      en: 'Cast a ballot of a secret vote: the token entitles, nobody signs',
    },
    input: z.strictObject({ ...atStage, token: Id, choice: Choice }),
    example: { node: 'post-1', step: 'search.settle', stage: 'team', token: 'l2Yx0oZ8', choice: 'for' },
    async build(input, context) {
      const head = await stageHead(input, { ...context, signer: SYSTEM });
      return plain({ kind: 'CastBallot', ...head, token: input.token, choice: input.choice });
    },
  }),
  takeBack: spec({
    kind: 'TakeBack',
    summary: { zh: '收回自己的审批意见', en: 'Take one’s own decision back, until the next stage has acted' },
    input: z.strictObject({ ...onReview, stage: Id }),
    example: { node: 'post-1', step: 'search.settle', stage: 'section' },
    build: async (input, context) => plain({ kind: 'TakeBack', ...(await stageHead(input, context)) }),
  }),
  recuse: spec({
    kind: 'Recuse',
    summary: { zh: '回避', en: 'Stand aside from a review' },
    input: z.strictObject({ ...inRound, reason: Words }),
    example: { node: 'post-1', step: 'search.settle', reason: '与填报人是近亲属' },
    async build(input, context) {
      const head = await roundHead(input, context);
      return withReason(input, context, (reason) => ({ kind: 'Recuse', ...head, reason }));
    },
  }),
  demandRecusal: spec({
    kind: 'DemandRecusal',
    summary: { zh: '要求某人回避', en: 'Ask that somebody stand aside from a review' },
    input: z.strictObject({ ...inRound, person: Id, reason: Words }),
    example: { node: 'post-1', step: 'search.settle', person: 'wang', reason: '与填报人有利害关系' },
    async build(input, context) {
      const head = await roundHead(input, context);
      const { person } = input;
      return withReason(input, context, (reason) => ({ kind: 'DemandRecusal', ...head, person, reason }));
    },
  }),
  answerRecusal: spec({
    kind: 'AnswerRecusal',
    summary: { zh: '决定某人是否回避', en: 'Grant or refuse that somebody stand aside' },
    input: z.strictObject({ ...inRound, person: Id, granted: z.boolean(), reason: Words }),
    example: { node: 'post-1', step: 'search.settle', person: 'wang', granted: true, reason: '情况属实' },
    async build(input, context) {
      const head = await roundHead(input, context);
      const { person, granted } = input;
      return withReason(input, context, (reason) => ({ kind: 'AnswerRecusal', ...head, person, granted, reason }));
    },
  }),
  addReviewer: spec({
    kind: 'AddReviewer',
    summary: { zh: '加签', en: 'Ask that somebody else be heard too, before or after oneself' },
    input: z.strictObject({ ...atStage, person: Id, when: z.enum(['before', 'after']), reason: Words }),
    example: {
      node: 'post-1',
      step: 'search.settle',
      person: 'li',
      when: 'before',
      reason: '涉及财务，请财务负责人先看',
    },
    async build(input, context) {
      const head = await stageHead(input, context);
      const { person, when } = input;
      return withReason(input, context, (reason) => ({ kind: 'AddReviewer', ...head, person, when, reason }));
    },
  }),
  copy: spec({
    kind: 'Copy',
    summary: { zh: '抄送', en: 'Give others a review to read' },
    input: z.strictObject({ ...common, step: Id, to: z.array(Id).min(1).max(100), reason: Words.optional() }),
    example: { node: 'post-1', step: 'search.settle', to: ['li', 'wang'], reason: '请知悉' },
    async build(input, context) {
      const texts: PreparedText[] = [];
      const { step, to } = input;
      const reason = hashedText(input.reason, context, texts);
      return { command: { kind: 'Copy', ...headOf(input, context), step, to, reason }, versions: [], texts };
    },
  }),
  markRead: spec({
    kind: 'MarkRead',
    summary: { zh: '已阅', en: 'Mark a copy as read' },
    input: z.strictObject({ ...common, step: Id }),
    example: { node: 'post-1', step: 'search.settle' },
    build: async (input, context) => plain({ kind: 'MarkRead', ...headOf(input, context), step: input.step }),
  }),
  comment: spec({
    kind: 'Comment',
    summary: { zh: '提出意见', en: 'Comment in a consultation or publicity' },
    input: z.strictObject({
      ...common,
      step: Id,
      comment: Id.optional(),
      channel: Id,
      from: z.enum(['named', 'anonymous', 'recorded']).default('named'),
      about: z.array(Id).max(100).default([]),
      text: Words,
    }),
    example: { node: 'unit-1', step: 'search.consult', channel: '意见箱', text: '风险点不够具体' },
    async build(input, context) {
      const text = context.registry.prepareText(input.text);
      const { step, channel, from, about } = input;
      const comment = input.comment ?? input.request ?? context.newId();
      const command = {
        kind: 'Comment',
        ...headOf(input, context),
        step,
        comment,
        channel,
        from,
        about,
        text: text.hash,
      } as const;
      return { command, versions: [], texts: [text] };
    },
  }),
  dispose: spec({
    kind: 'Dispose',
    summary: { zh: '答复意见的采纳情况', en: 'Say what became of a comment' },
    input: z.strictObject({
      ...common,
      step: Id,
      comment: Id,
      disposition: z.enum(['adopted', 'partly', 'not-adopted']),
      reason: Words,
    }),
    example: { node: 'unit-1', step: 'search.consult', comment: 'c1', disposition: 'adopted', reason: '已补充' },
    build: async (input, context) =>
      withReason(input, context, (reason) => ({
        kind: 'Dispose',
        ...headOf(input, context),
        step: input.step,
        comment: input.comment,
        disposition: input.disposition,
        reason,
      })),
  }),
  endAsking: spec({
    kind: 'EndAsking',
    summary: { zh: '结束征求意见或公示', en: 'End a consultation or publicity' },
    input: z.strictObject({ ...common, step: Id }),
    example: { node: 'unit-1', step: 'search.consult' },
    build: async (input, context) => plain({ kind: 'EndAsking', ...headOf(input, context), step: input.step }),
  }),
  answer: spec({
    kind: 'Reply',
    summary: { zh: '答卷（问卷、测评）', en: 'Answer the questions of a questionnaire or an assessment' },
    input: z.strictObject({ ...common, step: Id, facts: z.record(Id, Fact) }),
    example: { node: 'unit-1', step: 'assess.inner', facts: { duty: 18, clean: 19 } },
    build: async (input, context) =>
      plain({ kind: 'Reply', ...headOf(input, context), step: input.step, facts: input.facts }),
  }),
  send: spec({
    kind: 'Send',
    summary: { zh: '报送', en: 'Hand a package to somebody outside or above' },
    input: z.strictObject({ ...common, step: Id, package: Words }),
    example: { node: 'unit-1', step: 'search.report', package: '表三及汇总材料一份' },
    async build(input, context) {
      const text = context.registry.prepareText(input.package);
      const command = { kind: 'Send', ...headOf(input, context), step: input.step, package: text.hash } as const;
      return { command, versions: [], texts: [text] };
    },
  }),
  receive: spec({
    kind: 'Receive',
    summary: { zh: '签收', en: 'Acknowledge what was handed over' },
    input: z.strictObject({ ...common, step: Id }),
    example: { node: 'unit-1', step: 'search.report' },
    build: async (input, context) => plain({ kind: 'Receive', ...headOf(input, context), step: input.step }),
  }),
  goOn: spec({
    kind: 'GoOn',
    summary: { zh: '不等未完成的下级，继续', en: 'Go on without what is missing below' },
    input: z.strictObject({ ...common, step: Id, missing: z.array(Id).min(1).max(5000).optional(), reason: Words }),
    example: { node: 'unit-1', step: 'search.roll-up', reason: '两名同志长期出国' },
    async build(input, context) {
      const missing = input.missing ?? (await missingBelow(context, input.node, input.step));
      return withReason(input, context, (reason) => ({
        kind: 'GoOn',
        ...headOf(input, context),
        step: input.step,
        missing,
        reason,
      }));
    },
  }),
  convene: spec({
    kind: 'Convene',
    signedAs: 'recorder',
    summary: { zh: '召集会议', en: "Convene a body's meeting over reviews" },
    input: z.strictObject({ ...common, role: Id, meeting: Id.optional(), agenda: z.array(Id).max(500) }),
    example: { node: 'unit-1', role: 'team', agenda: ['post-1/search.settle'] },
    async build(input, context) {
      const reviews = new Map(
        (await context.registry.reviews(context.campaign)).map((row) => [`${row.node}/${row.step}`, row]),
      );
      // In a branch the review's place is the group's; the open task names the stage that waits for the body.
      const waiting = new Map<string, string>(
        (input.agenda.length === 0 ? [] : await context.registry.openTasks(context.campaign)).flatMap((task) =>
          task.role === input.role && task.stage !== null ? [[`${task.node}/${task.step}`, task.stage] as const] : [],
        ),
      );
      const agenda = input.agenda.map((key) => {
        const row = reviews.get(key);
        if (row === undefined || row.hash === null) throw notFound('review', key);
        const stage = waiting.get(key) ?? row.place;
        return { node: row.node, step: row.step, stage, round: row.round, hash: row.hash };
      });
      const meeting = input.meeting ?? input.request ?? context.newId();
      return plain({ kind: 'Convene', ...headOf(input, context), role: input.role, meeting, agenda });
    },
  }),
  takeOff: spec({
    kind: 'TakeOff',
    signedAs: 'recorder',
    summary: { zh: '撤下议题', en: 'Take an entry off the agenda' },
    input: z.strictObject({ ...common, meeting: Id, review: Id, reason: Words.optional() }),
    example: { node: 'unit-1', meeting: 'm1', review: 'post-1/search.settle', reason: '材料不齐' },
    async build(input, context) {
      const texts: PreparedText[] = [];
      const reason = hashedText(input.reason, context, texts);
      const command = {
        kind: 'TakeOff',
        ...headOf(input, context),
        meeting: input.meeting,
        review: input.review,
        reason,
      } as const;
      return { command, versions: [], texts };
    },
  }),
  closeMeeting: spec({
    kind: 'CloseMeeting',
    signedAs: 'recorder',
    summary: { zh: '会议结束，登记表决', en: 'Close a meeting with its votes and minutes' },
    input: z.strictObject({
      ...common,
      meeting: Id,
      present: z.array(Id).max(500),
      recused: z
        .array(z.strictObject({ person: Id, review: Id }))
        .max(1000)
        .default([]),
      vote: votes,
      exceptions: z
        .array(z.strictObject({ review: Id, ...judgement, vote: votes.optional() }))
        .max(500)
        .default([]),
      minutes: Words,
    }),
    example: {
      node: 'unit-1',
      meeting: 'm1',
      present: ['zhang', 'li', 'wang'],
      vote: { for: ['zhang', 'li'], against: ['wang'], abstained: [] },
      exceptions: [{ review: 'post-2/search.settle', outcome: 'return', reasons: ['不准'], opinion: '等级偏低' }],
      minutes: '会议记录全文',
    },
    async build(input, context) {
      const texts: PreparedText[] = [];
      const minutes = hashed(input.minutes, context, texts);
      const exceptions = input.exceptions.map(({ review, vote, ...rest }) => ({
        review,
        ...judged(rest, context, texts),
        ...(vote ? { vote } : {}),
      }));
      const { meeting, present, recused, vote } = input;
      const command = {
        kind: 'CloseMeeting',
        ...headOf(input, context),
        meeting,
        present,
        recused,
        vote,
        exceptions,
        minutes,
      } as const;
      return { command, versions: [], texts };
    },
  }),
  openCase: spec({
    kind: 'OpenCase',
    summary: { zh: '启动程序（个案）', en: 'Open a case of a procedure' },
    input: z.strictObject({ ...common, procedure: Id, facts: z.record(Id, Fact).default({}), reason: Words }),
    example: { node: 'post-1', procedure: 'handling', facts: { degree: '轻微' }, reason: '群众反映' },
    build: async (input, context) =>
      withReason(input, context, (reason) => ({
        kind: 'OpenCase',
        ...headOf(input, context),
        procedure: input.procedure,
        facts: input.facts,
        reason,
      })),
  }),
  issue: spec({
    kind: 'Issue',
    summary: {
      zh: '签发：启动程序或责令重新办理的步骤',
      en: 'Issue what a step orders: a case of a procedure, or work to be done again',
    },
    input: z.strictObject({ ...common, step: Id, opinion: Words.optional() }),
    example: { node: 'post-1#warning-1', step: 'warning.raise', opinion: '整改不力，升级预警' },
    async build(input, context) {
      const texts: PreparedText[] = [];
      const opinion = hashedText(input.opinion, context, texts);
      const command = { kind: 'Issue', ...headOf(input, context), step: input.step, opinion } as const;
      return { command, versions: [], texts };
    },
  }),
  recordProof: spec({
    kind: 'RecordProof',
    summary: { zh: '登记公示张贴或撤下的凭证', en: 'Record the proof that a publicity is up, or down' },
    input: z.strictObject({ ...common, step: Id, of: z.enum(['start', 'end']), proof: Words }),
    example: { node: 'unit-1', step: 'publish.show', of: 'start', proof: '部门网页截图，10月26日9时' },
    async build(input, context) {
      const texts: PreparedText[] = [];
      const proof = hashed(input.proof, context, texts);
      const command = {
        kind: 'RecordProof',
        ...headOf(input, context),
        step: input.step,
        of: input.of,
        proof,
      } as const;
      return { command, versions: [], texts };
    },
  }),
  reopen: spec({
    kind: 'Reopen',
    signedAs: 'office',
    summary: { zh: '责令重做已完成的步骤', en: 'Order steps that are done to be done again' },
    input: z.strictObject({
      ...common,
      steps: z.array(Id).min(1).max(20),
      items: z.array(Id).max(1000).default([]),
      reasons: z.array(Id).max(20).default([]),
      opinion: Words.optional(),
      due: Instant.optional(),
    }),
    example: { node: 'post-1', steps: ['search.declare'], reasons: ['不全'], opinion: '上级检查发现遗漏' },
    async build(input, context) {
      const texts: PreparedText[] = [];
      const opinion = hashedText(input.opinion, context, texts);
      const { steps, items, reasons, due } = input;
      const command = {
        kind: 'Reopen',
        ...headOf(input, context),
        steps,
        items,
        reasons,
        opinion,
        ...(due === undefined ? {} : { due }),
      } as const;
      return { command, versions: [], texts };
    },
  }),
  reassign: spec({
    kind: 'Reassign',
    signedAs: 'office',
    summary: { zh: '改派待办', en: 'Give a task to somebody else' },
    input: z.strictObject({ ...common, task: Id, to: Id, reason: Words }),
    example: { node: 'post-1', task: 'search.declare', to: 'li', reason: '原岗位空缺' },
    build: async (input, context) =>
      withReason(input, context, (reason) => ({
        kind: 'Reassign',
        ...headOf(input, context),
        task: input.task,
        to: input.to,
        reason,
      })),
  }),
  transfer: spec({
    kind: 'Transfer',
    summary: { zh: '转办', en: 'Hand a task over to somebody else for good' },
    input: z.strictObject({ ...common, task: Id, to: Id, reason: Words }),
    example: { node: 'post-1', task: 'search.settle/section', to: 'li', reason: '由分管同志办理' },
    build: async (input, context) => handedTo('Transfer', input, context),
  }),
  delegate: spec({
    kind: 'Delegate',
    summary: { zh: '委派（办好后交回）', en: 'Have somebody else prepare a task and hand it back' },
    input: z.strictObject({ ...common, task: Id, to: Id, reason: Words }),
    example: { node: 'post-1', task: 'search.settle/section', to: 'li', reason: '请先核实' },
    build: async (input, context) => handedTo('Delegate', input, context),
  }),
  handBack: spec({
    kind: 'HandBack',
    summary: { zh: '交回委派的事', en: 'Hand a delegated task back' },
    input: z.strictObject({ ...common, task: Id, opinion: Words.optional() }),
    example: { node: 'post-1', task: 'search.settle/section', opinion: '已核实，情况属实' },
    build: async (input, context) => saidOnTask('HandBack', input, context),
  }),
  urge: spec({
    kind: 'Urge',
    summary: { zh: '催办', en: 'Urge whoever has a task' },
    input: z.strictObject({ ...common, task: Id, opinion: Words.optional() }),
    example: { node: 'post-1', task: 'search.settle/section', opinion: '请尽快审核' },
    build: async (input, context) => saidOnTask('Urge', input, context),
  }),
  jump: spec({
    kind: 'Jump',
    signedAs: 'office',
    summary: {
      zh: '提议把审批移到某一环节（须第二人确认）',
      en: 'Propose to move a review to a stage; a second person confirms',
    },
    input: z.strictObject({ ...common, step: Id, to: Id, reason: Words }),
    example: { node: 'post-1', step: 'search.settle', to: 'team', reason: '分管领导长期出国' },
    build: async (input, context) =>
      withReason(input, context, (reason) => ({
        kind: 'Jump',
        ...headOf(input, context),
        step: input.step,
        to: input.to,
        reason,
      })),
  }),
  force: spec({
    kind: 'Force',
    signedAs: 'office',
    summary: {
      zh: '提议直接审定或终结审批（须第二人确认）',
      en: 'Propose to approve or end a review; a second person confirms',
    },
    input: z.strictObject({ ...common, step: Id, outcome: z.enum(['approved', 'ended']), reason: Words }),
    example: { node: 'post-1', step: 'search.settle', outcome: 'approved', reason: '上级已有批复' },
    build: async (input, context) =>
      withReason(input, context, (reason) => ({
        kind: 'Force',
        ...headOf(input, context),
        step: input.step,
        outcome: input.outcome,
        reason,
      })),
  }),
  regrade: spec({
    kind: 'Regrade',
    signedAs: 'office',
    summary: { zh: '提议更改等级（须第二人确认）', en: 'Propose to change a grade; a second person confirms' },
    input: z.strictObject({
      ...common,
      scale: Id,
      source: Id,
      value: Id,
      reason: Words,
      item: z.strictObject({ step: Id, item: Id }).optional(),
    }),
    example: { node: 'post-1', scale: 'risk', source: 'approved', value: '一级', reason: '上级检查要求' },
    build: async (input, context) =>
      withReason(input, context, (reason) => ({
        kind: 'Regrade',
        ...headOf(input, context),
        scale: input.scale,
        source: input.source,
        value: input.value,
        reason,
        ...(input.item !== undefined && { item: input.item }),
      })),
  }),
  confirm: spec({
    kind: 'Confirm',
    signedAs: 'office',
    summary: { zh: '确认他人提议的管理行为', en: 'Confirm an administrative act that another proposed' },
    input: z.strictObject({ ...common, act: Id }),
    example: { node: 'post-1', act: 'request-of-the-proposal' },
    build: async (input, context) => plain({ kind: 'Confirm', ...headOf(input, context), act: input.act }),
  }),
  decline: spec({
    kind: 'Decline',
    signedAs: 'office',
    summary: { zh: '不同意他人提议的管理行为', en: 'Decline an administrative act that another proposed' },
    input: z.strictObject({ ...common, act: Id, reason: Words }),
    example: { node: 'post-1', act: 'request-of-the-proposal', reason: '理由不足' },
    build: async (input, context) =>
      withReason(input, context, (reason) => ({ kind: 'Decline', ...headOf(input, context), act: input.act, reason })),
  }),
  extend: spec({
    kind: 'Extend',
    signedAs: 'office',
    summary: { zh: '延期', en: 'Move the due of a task' },
    input: z.strictObject({ ...common, task: Id, due: Instant, reason: Words }),
    example: { node: 'post-1', task: 'search.declare', due: 1318204800000, reason: '出差' },
    build: async (input, context) =>
      withReason(input, context, (reason) => ({
        kind: 'Extend',
        ...headOf(input, context),
        task: input.task,
        due: input.due,
        reason,
      })),
  }),
  changeRoster: spec({
    kind: 'ChangeRoster',
    signedAs: 'office',
    summary: { zh: '变更花名册', en: 'Change who holds what, from when on' },
    input: z.strictObject({
      ...common,
      node: Id.optional(),
      changes: z.array(RosterChange).min(1).max(100),
      /** Of the roster after the change, where it is kept as a document. */
      rosterHash: Hash.optional(),
    }),
    example: { changes: [{ kind: 'AppointmentEnded', person: 'zhang', post: 'post-1', to: '2011-11-30' }] },
    async build(input, context) {
      const { campaign } = context.hosting.stored;
      const head = headOf({ ...input, node: input.node ?? campaign.root }, context);
      const changes = input.changes.map(withoutNames); // names stay out of histories
      const rosterHash = input.rosterHash ?? hashOf({ before: campaign.rosterHash, request: head.request, changes });
      return plain({ kind: 'ChangeRoster', ...head, changes, rosterHash });
    },
  }),
  changeReview: spec({
    kind: 'ChangeReview',
    signedAs: 'office',
    summary: { zh: '变更审批流程', en: 'Change a review, for what opens later or also for what is in flight' },
    input: z.strictObject({
      ...common,
      node: Id.optional(),
      /** A review definition as the compiler makes it, under its hash. */
      review: z.record(z.string(), z.unknown()),
      move: z.boolean().default(false),
      reason: Words,
    }),
    example: { review: { id: 'points', name: '风险点审定' }, move: true, reason: '减少一个环节' },
    build: async (input, context) => {
      const node = input.node ?? context.hosting.stored.campaign.root;
      return withReason(input, context, (reason) => ({
        kind: 'ChangeReview',
        ...headOf({ ...input, node }, context),
        review: input.review,
        move: input.move,
        reason,
      }));
    },
  }),
  changeCalendar: spec({
    kind: 'ChangeCalendar',
    signedAs: 'office',
    summary: { zh: '变更工作日历', en: 'Change the working days; limits that are open are counted anew' },
    input: z.strictObject({ ...common, node: Id.optional(), calendar: CalendarSlice, reason: Words }),
    example: { calendar: { region: 'CN', years: {} }, reason: '国务院办公厅公布节假日安排' },
    build: async (input, context) => {
      const node = input.node ?? context.hosting.stored.campaign.root;
      return withReason(input, context, (reason) => ({
        kind: 'ChangeCalendar',
        ...headOf({ ...input, node }, context),
        calendar: input.calendar,
        calendarHash: hashOf(input.calendar),
        reason,
      }));
    },
  }),
  closeCampaign: spec({
    kind: 'CloseCampaign',
    signedAs: 'office',
    summary: { zh: '结束活动', en: 'Close the campaign and everything that is open in it' },
    input: z.strictObject({ ...common, node: Id.optional(), reason: Words }),
    example: { reason: '年度工作结束' },
    build: async (input, context) => {
      const node = input.node ?? context.hosting.stored.campaign.root;
      return withReason(input, context, (reason) => ({
        kind: 'CloseCampaign',
        ...headOf({ ...input, node }, context),
        reason,
      }));
    },
  }),
};

export type CommandName = keyof typeof commandList;
export type CommandInput<N extends CommandName> = z.input<(typeof commandList)[N]['input']>;
export const commandNames = Object.keys(commandList) as readonly CommandName[];

/** What was wrong with an input, before anything was sent. */
export class BadInput extends ClientFault {
  readonly issues: readonly { readonly path: string; readonly message: string }[];

  constructor(name: string, error: z.ZodError) {
    const issues = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    super(
      'client.bad-input',
      `Expected the input of '${name}', but ${issues.map((one) => `${one.path}: ${one.message}`).join('; ')}.`,
    );
    this.issues = issues;
  }
}

/** What was written does not fit the form: all problems at once, each with its path. */
export class BadContent extends ClientFault {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('client.bad-content', `Expected content that fits the form, but it has ${problems.length} problem(s).`);
    this.problems = problems;
  }
}

/** @throws BadContent, BadInput when the input does not fit; ClientFault `client.not-found` when it names what is not there */
export async function buildCommand(name: CommandName, input: unknown, context: BuildContext): Promise<BuiltCommand> {
  const { input: schema, build } = commandList[name] as CommandSpec;
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new BadInput(name, parsed.error);
  return build(parsed.data, context);
}

interface HeadInput {
  readonly request?: string | undefined;
  readonly node: string;
}

function headOf(input: HeadInput, context: BuildContext) {
  return { request: input.request ?? context.newId(), node: input.node, signer: context.signer };
}

/** A version of a form, handed in or changed: its content is stored with the request, the command carries what the kernel knows of it. */
async function handedIn(
  kind: 'Submit' | 'Amend',
  input: HeadInput & { step: string; round?: number | undefined; content: Record<string, unknown> },
  context: BuildContext,
): Promise<BuiltCommand> {
  const form = await stepFormOf(context.registry, context.hosting.stored, input.node, input.step);
  const problems = form.problemsOf(input.content);
  if (problems.length > 0) throw new BadContent(problems);
  const round = input.round ?? (await roundOf(context, input.node, input.step));
  const prepared = await context.registry.prepareVersion({
    campaign: context.campaign,
    node: input.node,
    step: input.step,
    round,
    form: form.manifest,
    content: writtenOf(input.content), // the same words, the same hashes, whether an empty field was left out or not
    author: personOf(context.signer),
  });
  const { version, material, facts, items } = prepared.manifest;
  const command = {
    kind,
    ...headOf(input, context),
    step: input.step,
    round,
    version,
    material,
    facts: facts as CommandOf<'Submit'>['facts'],
    items: [...items],
  };
  return { command, versions: [prepared], texts: [] };
}

/** On a stage: as the caller saw the review, else as it is now. */
async function stageHead(
  input: HeadInput & {
    step: string;
    stage?: string | undefined;
    round?: number | undefined;
    hash?: string | undefined;
  },
  context: BuildContext,
) {
  const { place, round, hash } = await bound(input, context);
  return { ...headOf(input, context), step: input.step, stage: input.stage ?? place, round, hash };
}

async function roundHead(input: HeadInput & { step: string; round?: number | undefined }, context: BuildContext) {
  const round = input.round ?? (await bound(input, context)).round;
  return { ...headOf(input, context), step: input.step, round };
}

function handedTo(
  kind: 'Transfer' | 'Delegate',
  input: HeadInput & { task: string; to: string; reason: string },
  context: BuildContext,
): BuiltCommand {
  const { task, to } = input;
  return withReason(input, context, (reason) => ({ kind, ...headOf(input, context), task, to, reason }));
}

function saidOnTask(
  kind: 'HandBack' | 'Urge',
  input: HeadInput & { task: string; opinion?: string | undefined },
  context: BuildContext,
): BuiltCommand {
  const texts: PreparedText[] = [];
  const opinion = hashedText(input.opinion, context, texts);
  return { command: { kind, ...headOf(input, context), task: input.task, opinion }, versions: [], texts };
}

function verdictOf({ value, ...rest }: z.output<typeof Verdict>) {
  return { ...rest, ...(value === undefined ? {} : { value }) };
}

function plain(command: Command): BuiltCommand {
  return { command, versions: [], texts: [] };
}

function withReason(input: { reason: string }, context: BuildContext, make: (reason: string) => Command): BuiltCommand {
  const text = context.registry.prepareText(input.reason);
  return { command: make(text.hash), versions: [], texts: [text] };
}

function hashed(words: string, context: BuildContext, texts: PreparedText[]): string {
  const text = context.registry.prepareText(words);
  texts.push(text);
  return text.hash;
}

function hashedText(words: string | undefined, context: BuildContext, texts: PreparedText[]): string | null {
  return words === undefined ? null : hashed(words, context, texts);
}

type Judgement = {
  outcome: string;
  reasons: string[];
  opinion?: string | undefined;
  verdicts: z.output<typeof Verdict>[];
  due?: number | undefined;
  target?: string | undefined;
  then?: 'walk-again' | 'straight-back' | undefined;
};

function judged(
  { outcome, reasons, opinion, verdicts, due, target, then }: Judgement,
  context: BuildContext,
  texts: PreparedText[],
) {
  return {
    outcome,
    reasons,
    opinion: hashedText(opinion, context, texts),
    verdicts: verdicts.map(verdictOf),
    ...(due === undefined ? {} : { due }),
    ...(target === undefined ? {} : { target }),
    ...(then === undefined ? {} : { then }),
  };
}

/** Counted on the declaration: a return to a stage begins a round on the same version, which the step itself does not tell. */
async function roundOf({ registry, campaign }: BuildContext, node: string, step: string): Promise<number> {
  const row = (await registry.stepsAt(campaign, node)).find((one) => one.step === step);
  const stored = await registry.getCampaign(campaign);
  const reviews = stepsOf(stored).flatMap((one) => (one.kind === 'decide' && one.of === step ? [one.id] : []));
  const rounds = await Promise.all(reviews.map((review) => registry.review(campaign, `${node}/${review}`)));
  return Math.max(row?.round ?? 1, ...rounds.map((review) => review?.round ?? 1));
}

function stepsOf(stored: Awaited<ReturnType<Registry['getCampaign']>>) {
  if (stored === null) return [];
  const { steps, procedures } = stored.campaign;
  return [...steps, ...procedures.flatMap((procedure) => procedure.steps)];
}

/** Round and hash as the caller saw them; when it names none, as they are now. */
async function bound(
  input: { node: string; step: string; round?: number | undefined; hash?: string | undefined },
  { registry, campaign }: BuildContext,
): Promise<{ place: string; round: number; hash: string }> {
  const key = `${input.node}/${input.step}`;
  const row = await registry.review(campaign, key);
  const hash = input.hash ?? row?.hash;
  if (row === null || hash === undefined || hash === null) throw notFound('review', key);
  return { place: row.place, round: input.round ?? row.round, hash };
}

async function missingBelow({ registry, campaign }: BuildContext, node: string, step: string): Promise<string[]> {
  return (await registry.missingBelow(campaign, node, step)).map((one) => one.node);
}

function personOf(signer: Signer): string {
  if (signer.kind === 'system')
    throw new ClientFault('client.bad-input', 'Expected a person to sign, but the system does.');
  return signer.person;
}

function notFound(what: string, key: string): ClientFault {
  return new ClientFault('client.not-found', `Expected a ${what} '${key}' under way, but there is none.`);
}
