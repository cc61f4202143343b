/**
 * Every command a person can give, as data: name, summary, input, example, and how the words a person writes become facts, ids
 * and hashes. The command line, the gateway and the command reference are made from this list.
 */

import { hashOf, type Problem, RosterChange, withoutNames, writtenOf } from '@lianfang/engine';
import type { Command, CommandKind, CommandOf, Signer } from '@lianfang/engine/kernel';
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
const votes = z.strictObject({ for: z.array(Id), against: z.array(Id), abstained: z.array(Id) });
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
};

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
    async build(input, context) {
      const form = stepFormOf(context.hosting.stored, input.node, input.step);
      const problems = form.problemsOf(input.content);
      if (problems.length > 0) throw new BadContent(problems);
      const round = input.round ?? (await roundOf(context, input.node, input.step));
      const version = await context.registry.prepareVersion({
        campaign: context.campaign,
        node: input.node,
        step: input.step,
        round,
        form: form.manifest,
        content: writtenOf(input.content), // the same words, the same hashes, whether an empty field was left out or not
        author: personOf(context.signer),
      });
      const { version: hash, material, facts, items } = version.manifest;
      const command: CommandOf<'Submit'> = {
        kind: 'Submit',
        ...headOf(input, context),
        step: input.step,
        round,
        version: hash,
        material,
        facts: facts as CommandOf<'Submit'>['facts'],
        items: [...items],
      };
      return { command, versions: [version], texts: [] };
    },
  }),
  withdraw: spec({
    kind: 'Withdraw',
    summary: { zh: '撤回提交', en: 'Take a submission back' },
    input: z.strictObject({ ...common, step: Id, round: Round.optional(), hash: Hash.optional() }),
    example: { node: 'post-1', step: 'search.settle' },
    async build(input, context) {
      const { round, hash } = await bound(input, context);
      return plain({ kind: 'Withdraw', ...headOf(input, context), step: input.step, round, hash });
    },
  }),
  decide: spec({
    kind: 'Decide',
    summary: { zh: '审批', en: 'Decide a review at one of its stages' },
    input: z.strictObject({
      ...common,
      step: Id,
      stage: Id.optional(),
      round: Round.optional(),
      hash: Hash.optional(),
      ...judgement,
    }),
    example: { node: 'post-1', step: 'search.settle', outcome: 'return', reasons: ['不全'], opinion: '请补充采购环节' },
    async build(input, context) {
      const current = await bound(input, context);
      const texts: PreparedText[] = [];
      const command = {
        kind: 'Decide',
        ...headOf(input, context),
        step: input.step,
        stage: input.stage ?? current.place,
        round: current.round,
        hash: current.hash,
        ...judged(input, context, texts),
      } as const;
      return { command, versions: [], texts };
    },
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
    summary: { zh: '召集会议', en: "Convene a body's meeting over reviews" },
    input: z.strictObject({ ...common, role: Id, meeting: Id.optional(), agenda: z.array(Id).min(1).max(500) }),
    example: { node: 'unit-1', role: 'team', agenda: ['post-1/search.settle'] },
    async build(input, context) {
      const reviews = new Map(
        (await context.registry.reviews(context.campaign)).map((row) => [`${row.node}/${row.step}`, row]),
      );
      const agenda = input.agenda.map((key) => {
        const row = reviews.get(key);
        if (row === undefined || row.hash === null) throw notFound('review', key);
        return { node: row.node, step: row.step, stage: row.place, round: row.round, hash: row.hash };
      });
      const meeting = input.meeting ?? input.request ?? context.newId();
      return plain({ kind: 'Convene', ...headOf(input, context), role: input.role, meeting, agenda });
    },
  }),
  takeOff: spec({
    kind: 'TakeOff',
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
  reopen: spec({
    kind: 'Reopen',
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
  extend: spec({
    kind: 'Extend',
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
  closeCampaign: spec({
    kind: 'CloseCampaign',
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

function headOf(input: { request?: string | undefined; node: string }, context: BuildContext) {
  return { request: input.request ?? context.newId(), node: input.node, signer: context.signer };
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
};

function judged(
  { outcome, reasons, opinion, verdicts, due, target }: Judgement,
  context: BuildContext,
  texts: PreparedText[],
) {
  return {
    outcome,
    reasons,
    opinion: hashedText(opinion, context, texts),
    verdicts: verdicts.map(({ value, ...rest }) => ({ ...rest, ...(value === undefined ? {} : { value }) })),
    ...(due === undefined ? {} : { due }),
    ...(target === undefined ? {} : { target }),
  };
}

async function roundOf({ registry, campaign }: BuildContext, node: string, step: string): Promise<number> {
  const row = (await registry.stepsAt(campaign, node)).find((one) => one.step === step);
  return row?.round ?? 1;
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
