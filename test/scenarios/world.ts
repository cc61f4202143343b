/**
 * What a scenario says and sees: commands by whoever would give them, dates in words, expectations on answers. Hashes are the engine's
 * own over made-up content; request ids are numbered, so that a run is the same every time.
 */
import { createHash } from 'node:crypto';
import { expect } from 'expect';
import type { Facts, ReviewDefinition } from '../../packages/engine/src/campaign/definition.ts';
import { placeOf, reviewKey } from '../../packages/engine/src/campaign/keys.ts';
import { sliceFor } from '../../packages/engine/src/campaign/slice.ts';
import { dryRunOf } from '../../packages/engine/src/change/review.ts';
import { manifestOf } from '../../packages/engine/src/forms/manifest.ts';
import { hashOf } from '../../packages/engine/src/json/canonical.ts';
import type { Command, CommandKind, CommandOf, Verdict } from '../../packages/engine/src/kernel/command.ts';
import type { Event, EventKind, EventOf } from '../../packages/engine/src/kernel/event.ts';
import type { Answer } from '../../packages/engine/src/kernel/message.ts';
import type { Rejection } from '../../packages/engine/src/kernel/rejection.ts';
import type { Signer } from '../../packages/engine/src/kernel/signer.ts';
import type { NodeState, ReviewState, Task } from '../../packages/engine/src/kernel/state.ts';
import { resolveRole } from '../../packages/engine/src/roster/resolve.ts';
import type { RosterChange } from '../../packages/engine/src/roster/roster-slice.ts';
import { sliceWhole } from '../../packages/engine/src/roster/roster-slice.ts';
import { gradesItems, itemGradeForm } from '../../packages/engine/src/step/grade-items.ts';
import type { CalendarSlice } from '../../packages/engine/src/time/calendar.ts';
import { dayFrom, dayOf, type Instant, instantOf } from '../../packages/engine/src/time/civil-date.ts';
import type { ScenarioCampaign } from './campaigns.ts';
import type { Driver } from './driver.ts';

/** A command as a scenario gives it: what is left out is filled in by its kind's usual signer. */
export interface By {
  readonly by?: string;
  readonly as?: Signer;
  /** For a repeat. */
  readonly request?: string;
}

export interface Deciding extends By {
  readonly step?: string;
  readonly round?: number;
  readonly hash?: string;
  readonly reasons?: readonly string[];
  readonly opinion?: string | null;
  /** item → verdict; a text is the reason for sending it back. */
  readonly items?: Readonly<Record<string, string | Verdict>>;
  readonly due?: Instant;
  readonly target?: string;
  readonly then?: 'walk-again' | 'straight-back';
}

/** What a command about a review names, where it is not the usual step in its first round. */
export interface Bound extends By {
  readonly step?: string;
  readonly round?: number;
  readonly hash?: string;
}

export type Kept = Readonly<Record<string, readonly Event[]>>;

export class World {
  readonly driver: Driver;
  readonly source: ScenarioCampaign;
  private requests = 0;
  /** `node step round` → the version handed in last. */
  private readonly versions = new Map<string, string>();

  constructor(driver: Driver, source: ScenarioCampaign) {
    this.driver = driver;
    this.source = source;
  }

  /** `10-08 10:00` of the campaign's year and zone. */
  at(words: string): Instant {
    return instantAt(this.source, words);
  }

  async passTo(words: string): Promise<void> {
    await this.driver.passTo(this.at(words));
  }

  /** Sends together; all must be accepted. */
  async ok(...commands: readonly Command[]): Promise<readonly Answer[]> {
    const answers = await this.driver.send(...commands);
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    return answers;
  }

  /** The one command must be refused, with the code. */
  async refused(code: string, command: Command): Promise<Rejection> {
    const [answer] = await this.driver.send(command);
    expect(answer).toMatchObject({ request: command.request, ok: false, rejection: { code } });
    return answer?.ok === false ? answer.rejection : { code: '' };
  }

  /** What a change of a review would do to those in flight, over all actors. */
  async dryRun(review: ReviewDefinition): Promise<{ moves: readonly string[]; keeps: readonly string[] }> {
    const { campaign } = this.driver;
    const runs = (await this.driver.states()).flatMap((state) => {
      const hosted = Object.keys(state.nodes);
      const actor = campaign.placement.find(({ nodes }) => nodes.some((node) => hosted.includes(node)))?.actor;
      return actor === undefined
        ? []
        : [dryRunOf(sliceFor(campaign, campaign.placement, actor), state, hashed(review))];
    });
    return {
      moves: runs.flatMap(({ moves }) => moves).sort(),
      keeps: runs.flatMap(({ keeps }) => keeps.map((one) => one.review)).sort(),
    };
  }

  async record(): Promise<Kept> {
    return this.driver.events();
  }

  async review(node: string, step = this.settle): Promise<ReviewState | undefined> {
    return (await this.driver.node(node)).reviews[step];
  }

  async task(node: string, task: string): Promise<Task | undefined> {
    return (await this.driver.node(node)).tasks[task];
  }

  node(key: string): Promise<NodeState> {
    return this.driver.node(key);
  }

  // The usual words of the two plans.

  private get settle(): string {
    return this.source.campaign.steps.find((step) => step.kind === 'decide')?.id ?? '';
  }

  private get declaration(): string {
    return this.source.campaign.steps.find((step) => step.kind === 'do')?.id ?? '';
  }

  holderOf(node: string): string {
    const { appointments, places, functions } = this.source.roster;
    const place = places.find((one) => one.id === node);
    const holder = appointments.find((one) => one.post === node)?.person;
    const leader = functions?.find((one) => one.function === 'leader' && one.place === node);
    if (place !== undefined && holder !== undefined) return holder;
    return leader !== undefined && 'person' in leader ? leader.person : '';
  }

  /** Who acts in a role at a node now, as the roster stood when the campaign was made; '' when nobody does. */
  holderOfRole(node: string, role: string): string {
    const { campaign, roster } = this.source;
    const definition = campaign.roles[role];
    if (definition === undefined) return '';
    const day = dayOf(this.driver.now(), campaign.zone);
    return resolveRole(definition, placeOf(node), day, sliceWhole(roster)).people[0]?.person ?? '';
  }

  /** Who decides at a stage when nothing is unusual: its role, or whoever the plan names for the filler's own. */
  reviewerOf(node: string, step: string, stage: string): string {
    const definition = this.source.campaign.reviews[this.reviewOf(step)]?.stages.find((one) => one.id === stage);
    if (definition === undefined) return '';
    const person = this.holderOfRole(node, definition.by);
    return person === this.holderOf(node) && definition.selfReview !== null
      ? this.holderOfRole(node, definition.selfReview)
      : person;
  }

  private reviewOf(step: string): string {
    const definition = this.stepOf(step);
    return definition?.kind === 'decide' ? definition.review : '';
  }

  private stepOf(step: string) {
    const { campaign } = this.source;
    return [...campaign.steps, ...campaign.procedures.flatMap((one) => one.steps)].find((one) => one.id === step);
  }

  private base<K extends CommandKind>(kind: K, node: string, by: By, usual: Signer) {
    this.requests += 1;
    const signer: Signer = by.as ?? (by.by === undefined ? usual : { kind: 'person', person: by.by });
    return { kind, node, request: by.request ?? `r${this.requests}`, signer };
  }

  private person(person: string): Signer {
    return { kind: 'person', person };
  }

  /** The office's administrative acts. */
  get office(): Signer {
    const { root, office } = this.source.campaign;
    return { kind: 'administrator', person: this.holderOfRole(root, office) };
  }

  /** A declaration of risks: item → text. */
  declare(
    node: string,
    risks: Readonly<Record<string, string>>,
    {
      round = 1,
      grade = '',
      step = this.declaration,
      facts = {},
      ...by
    }: By & { round?: number; grade?: string; step?: string; facts?: Record<string, unknown> } = {},
  ): CommandOf<'Submit'> {
    const rows = Object.entries(risks).map(([id, risk]) => ({ id, risk, kind: '权力' }));
    const [scale] = Object.values(this.source.campaign.scales);
    const usual = scale?.grades[Math.floor(scale.grades.length / 2)] ?? '';
    const definition = this.source.campaign.steps.find((one) => one.id === step);
    const types = definition?.kind === 'do' ? (this.source.campaign.forms[definition.form]?.types ?? {}) : {};
    // What is asked with yes or no is answered with no, unless said otherwise.
    const no = Object.entries(types).flatMap(([fact, type]) =>
      type.kind === 'boolean' ? [[fact, false] as const] : [],
    );
    return this.submit(
      node,
      step,
      { ...Object.fromEntries(no), grade: grade || usual, ...facts, rows },
      { round, ...by },
    );
  }

  submit(
    node: string,
    step: string,
    content: Readonly<Record<string, unknown>>,
    { round = 1, form, ...by }: By & { round?: number; form?: string } = {},
  ): CommandOf<'Submit'> {
    const usual = this.person(this.holderOf(node));
    return { ...this.base('Submit', node, by, usual), step, round, ...this.manifest(node, step, content, round, form) };
  }

  /** What was handed in is changed after it was approved, or stands done. */
  amend(
    node: string,
    step: string,
    content: Readonly<Record<string, unknown>>,
    { round = 1, ...by }: By & { round?: number } = {},
  ): CommandOf<'Amend'> {
    const usual = this.person(this.holderOf(node));
    return { ...this.base('Amend', node, by, usual), step, round, ...this.manifest(node, step, content, round) };
  }

  /** @param chosen the form, where the plan chooses it by rule */
  private manifest(
    node: string,
    step: string,
    content: Readonly<Record<string, unknown>>,
    round: number,
    chosen?: string,
  ) {
    const definition = this.stepOf(step);
    const form =
      definition === undefined
        ? undefined
        : gradesItems(definition)
          ? itemGradeForm(definition)
          : definition.kind === 'do'
            ? this.source.forms[chosen ?? definition.form]
            : undefined;
    const manifest =
      form === undefined
        ? { version: hashOf(content), material: hashOf(content), facts: content as Facts, items: [] }
        : manifestOf(form, content, hashOf(node));
    const { version, material } = manifest;
    this.versions.set(`${node} ${step} ${round}`, version);
    const facts = manifest.facts as CommandOf<'Submit'>['facts'];
    return { version, material, facts, items: [...manifest.items] };
  }

  /** The version that was handed in last for what the step decides on; a round without one is about the version before. */
  versionAt(node: string, step: string, round: number): string {
    const definition = this.stepOf(step);
    const of = definition?.kind === 'decide' ? definition.of : step;
    for (let at = round; at > 0; at -= 1) {
      const version = this.versions.get(`${node} ${of} ${at}`);
      if (version !== undefined) return version;
    }
    return hashOf('nothing');
  }

  decide(node: string, stage: string, outcome: string, deciding: Deciding = {}): CommandOf<'Decide'> {
    const {
      step = this.settle,
      round = 1,
      hash,
      reasons = [],
      opinion,
      items = {},
      due,
      target,
      then,
      ...by
    } = deciding;
    return {
      ...this.base('Decide', node, by, this.person(this.reviewerOf(node, step, stage))),
      step,
      stage,
      round,
      hash: hash ?? this.versionAt(node, step, round),
      outcome,
      reasons: [...reasons],
      opinion: opinion === undefined ? (outcome === 'approve' ? null : hashOf(`${node} ${stage} ${outcome}`)) : opinion,
      verdicts: verdictsOf(items),
      ...(due === undefined ? {} : { due }),
      ...(target === undefined ? {} : { target }),
      ...(then === undefined ? {} : { then }),
    };
  }

  private bound(node: string, { step = this.settle, round = 1, hash }: Bound) {
    return { step, round, hash: hash ?? this.versionAt(node, step, round) };
  }

  private reason(...words: readonly string[]): string {
    return hashOf(words.join(' '));
  }

  vote(
    node: string,
    stage: string,
    choice: CommandOf<'Vote'>['choice'],
    { reasons = [], items = {}, ...by }: Bound & Pick<Deciding, 'reasons' | 'items'> = {},
  ): CommandOf<'Vote'> {
    return {
      ...this.base('Vote', node, by, this.person('')),
      ...this.bound(node, by),
      stage,
      choice,
      reasons: [...reasons],
      opinion: choice === 'against' ? this.reason(node, stage, 'against', by.by ?? '') : null,
      verdicts: verdictsOf(items),
    };
  }

  closeVote(node: string, stage: string, by: Bound = {}): CommandOf<'CloseVote'> {
    return { ...this.base('CloseVote', node, by, this.person('')), ...this.bound(node, by), stage };
  }

  /** Tokens are known to whoever hands them out on paper; the kernel sees their hashes. */
  issueBallots(node: string, stage: string, tokens: readonly string[], by: Bound = {}): CommandOf<'IssueBallots'> {
    const ballots = tokens.map((token) => sha256(token)).sort();
    return { ...this.base('IssueBallots', node, by, this.person('')), ...this.bound(node, by), stage, ballots };
  }

  takeBallot(node: string, stage: string, by: Bound): CommandOf<'TakeBallot'> {
    return { ...this.base('TakeBallot', node, by, this.person('')), ...this.bound(node, by), stage };
  }

  castBallot(
    node: string,
    stage: string,
    token: string,
    choice: CommandOf<'Vote'>['choice'],
    by: Bound = {},
  ): CommandOf<'CastBallot'> {
    return {
      ...this.base('CastBallot', node, by, { kind: 'system' }),
      ...this.bound(node, by),
      stage,
      token,
      choice,
    };
  }

  takeBack(node: string, stage: string, { step = this.settle, ...by }: Bound = {}): CommandOf<'TakeBack'> {
    return {
      ...this.base('TakeBack', node, by, this.person(this.reviewerOf(node, step, stage))),
      ...this.bound(node, { step, ...by }),
      stage,
    };
  }

  recuse(node: string, { step = this.settle, round = 1, ...by }: Bound): CommandOf<'Recuse'> {
    const reason = this.reason(node, 'recuse', by.by ?? '');
    return { ...this.base('Recuse', node, by, this.person('')), step, round, reason };
  }

  demandRecusal(
    node: string,
    person: string,
    { step = this.settle, round = 1, ...by }: Bound = {},
  ): CommandOf<'DemandRecusal'> {
    const reason = this.reason(node, 'demand', person);
    return { ...this.base('DemandRecusal', node, by, this.person(this.holderOf(node))), step, round, person, reason };
  }

  answerRecusal(
    node: string,
    person: string,
    granted: boolean,
    { step = this.settle, round = 1, ...by }: Bound,
  ): CommandOf<'AnswerRecusal'> {
    const reason = this.reason(node, 'answer', person);
    return { ...this.base('AnswerRecusal', node, by, this.person('')), step, round, person, granted, reason };
  }

  addReviewer(
    node: string,
    stage: string,
    person: string,
    when: 'before' | 'after',
    { step = this.settle, ...by }: Bound = {},
  ): CommandOf<'AddReviewer'> {
    return {
      ...this.base('AddReviewer', node, by, this.person(this.reviewerOf(node, step, stage))),
      ...this.bound(node, { step, ...by }),
      stage,
      person,
      when,
      reason: this.reason(node, stage, 'add', person),
    };
  }

  copy(node: string, to: readonly string[], { step = this.settle, ...by }: Bound): CommandOf<'Copy'> {
    return { ...this.base('Copy', node, by, this.person('')), step, to: [...to], reason: null };
  }

  markRead(node: string, { step = this.settle, ...by }: Bound): CommandOf<'MarkRead'> {
    return { ...this.base('MarkRead', node, by, this.person('')), step };
  }

  transfer(node: string, task: string, to: string, by: By): CommandOf<'Transfer'> {
    return { ...this.base('Transfer', node, by, this.person('')), task, to, reason: this.reason(node, task, to) };
  }

  delegate(node: string, task: string, to: string, by: By): CommandOf<'Delegate'> {
    return { ...this.base('Delegate', node, by, this.person('')), task, to, reason: this.reason(node, task, to) };
  }

  handBack(node: string, task: string, by: By): CommandOf<'HandBack'> {
    return { ...this.base('HandBack', node, by, this.person('')), task, opinion: this.reason(node, task, 'prepared') };
  }

  urge(node: string, task: string, by: By = {}): CommandOf<'Urge'> {
    return { ...this.base('Urge', node, by, this.person(this.holderOf(node))), task, opinion: null };
  }

  jump(node: string, to: string, { step = this.settle, ...by }: Bound = {}): CommandOf<'Jump'> {
    return { ...this.base('Jump', node, by, this.office), step, to, reason: this.reason(node, 'jump', to) };
  }

  force(node: string, outcome: 'approved' | 'ended', { step = this.settle, ...by }: Bound = {}): CommandOf<'Force'> {
    return { ...this.base('Force', node, by, this.office), step, outcome, reason: this.reason(node, outcome) };
  }

  regrade(
    node: string,
    scale: string,
    source: string,
    value: string,
    { item, ...by }: By & { readonly item?: { readonly step: string; readonly item: string } } = {},
  ): CommandOf<'Regrade'> {
    const regrade = { ...this.base('Regrade', node, by, this.office), scale, source, value };
    return { ...regrade, reason: this.reason(node, value), ...(item !== undefined && { item }) };
  }

  /** @param act the request that proposed it */
  confirm(node: string, act: string, by: By): CommandOf<'Confirm'> {
    return { ...this.base('Confirm', node, by, this.office), act };
  }

  decline(node: string, act: string, by: By): CommandOf<'Decline'> {
    return { ...this.base('Decline', node, by, this.office), act, reason: this.reason(node, 'decline', act) };
  }

  /** A newer definition of the usual review, or of the one named. */
  changeReview(review: ReviewDefinition, { move, ...by }: By & { move: boolean }): CommandOf<'ChangeReview'> {
    const definition = hashed(review);
    return {
      ...this.base('ChangeReview', this.source.campaign.root, by, this.office),
      review: { ...definition },
      move,
      reason: this.reason('change', review.id),
    };
  }

  changeCalendar(calendar: CalendarSlice, by: By = {}): CommandOf<'ChangeCalendar'> {
    return {
      ...this.base('ChangeCalendar', this.source.campaign.root, by, this.office),
      calendar: { ...calendar },
      calendarHash: hashOf(calendar),
      reason: this.reason('calendar'),
    };
  }

  withdraw(
    node: string,
    { round = 1, step = this.settle, ...by }: By & { round?: number; step?: string } = {},
  ): CommandOf<'Withdraw'> {
    const usual = this.person(this.holderOf(node));
    return { ...this.base('Withdraw', node, by, usual), step, round, hash: this.versionAt(node, step, round) };
  }

  /** The office of the body at the node, or its chair. */
  private recorderOf(node: string): Signer {
    const body = this.source.roster.bodies?.find((one) => one.place === node);
    const person = body?.office?.[0]?.person ?? body?.members.find((one) => one.chair)?.person ?? '';
    return { kind: 'recorder', person, of: body?.id ?? '' };
  }

  convene(
    node: string,
    meeting: string,
    reviews: readonly (string | readonly [node: string, round: number])[],
    {
      step = this.settle,
      stage = 'team',
      role = stage,
      ...by
    }: By & { step?: string; stage?: string; role?: string } = {},
  ): CommandOf<'Convene'> {
    const agenda = reviews.map((review) => {
      const [key, round] = typeof review === 'string' ? [review, 1] : review;
      return { node: key, step, stage, round, hash: this.versionAt(key, step, round) };
    });
    return { ...this.base('Convene', node, by, this.recorderOf(node)), role, meeting, agenda };
  }

  takeOff(node: string, meeting: string, review: string, by: By = {}): CommandOf<'TakeOff'> {
    const reason = hashOf(`${meeting} ${review} off`);
    return {
      ...this.base('TakeOff', node, by, this.recorderOf(node)),
      meeting,
      review: this.reviewName(review),
      reason,
    };
  }

  /** The sitting as held; everybody present agrees unless said otherwise. Exceptions: review → reason, `` is put off. */
  closeMeeting(
    node: string,
    meeting: string,
    sitting: By & {
      readonly present: readonly string[];
      readonly vote?: {
        readonly for: readonly string[];
        readonly against?: readonly string[];
        readonly abstained?: readonly string[];
      };
      readonly recused?: Readonly<Record<string, string>>;
      readonly exceptions?: Readonly<Record<string, Deciding & { readonly outcome: string }>>;
    },
  ): CommandOf<'CloseMeeting'> {
    const { present, vote, recused = {}, exceptions = {}, ...by } = sitting;
    return {
      ...this.base('CloseMeeting', node, by, this.recorderOf(node)),
      meeting,
      present: [...present],
      recused: Object.entries(recused).map(([review, person]) => ({ person, review: this.reviewName(review) })),
      vote: {
        for: [...(vote?.for ?? present)],
        against: [...(vote?.against ?? [])],
        abstained: [...(vote?.abstained ?? [])],
      },
      exceptions: Object.entries(exceptions).map(([review, { outcome, reasons = [], opinion = null, items = {} }]) => ({
        review: this.reviewName(review),
        outcome,
        reasons: [...reasons],
        opinion,
        verdicts: verdictsOf(items),
      })),
      minutes: hashOf(`${meeting} minutes`),
    };
  }

  private reviewName(review: string): string {
    return review.includes('/') ? review : reviewKey(review, this.settle);
  }

  comment(
    node: string,
    step: string,
    comment: string,
    {
      channel,
      from = 'named',
      about = [],
      ...by
    }: By & { channel: string; from?: 'named' | 'anonymous' | 'recorded'; about?: readonly string[] },
  ): CommandOf<'Comment'> {
    const text = hashOf(`${node} ${comment}`);
    return {
      ...this.base('Comment', node, by, this.person(this.holderOf(node))),
      step,
      comment,
      channel,
      from,
      about: [...about],
      text,
    };
  }

  dispose(
    node: string,
    step: string,
    comment: string,
    disposition: CommandOf<'Dispose'>['disposition'],
    by: By = {},
  ): CommandOf<'Dispose'> {
    const reason = hashOf(`${node} ${comment} ${disposition}`);
    return { ...this.base('Dispose', node, by, this.person(this.holderOf(node))), step, comment, disposition, reason };
  }

  endAsking(node: string, step: string, by: By = {}): CommandOf<'EndAsking'> {
    return { ...this.base('EndAsking', node, by, this.person(this.holderOf(node))), step };
  }

  reply(node: string, step: string, facts: Facts, by: By): CommandOf<'Reply'> {
    return { ...this.base('Reply', node, by, this.person('')), step, facts: facts as CommandOf<'Reply'>['facts'] };
  }

  send(node: string, step: string, by: By = {}): CommandOf<'Send'> {
    return {
      ...this.base('Send', node, by, this.person(this.holderOf(node))),
      step,
      package: hashOf(`${node} ${step}`),
    };
  }

  receive(node: string, step: string, by: By): CommandOf<'Receive'> {
    return { ...this.base('Receive', node, by, this.person('')), step };
  }

  issue(node: string, step: string, by: By): CommandOf<'Issue'> {
    return { ...this.base('Issue', node, by, this.person('')), step, opinion: hashOf(`${node} ${step}`) };
  }

  recordProof(node: string, step: string, of: 'start' | 'end', by: By = {}): CommandOf<'RecordProof'> {
    const proof = hashOf(`${node} ${step} ${of}`);
    return { ...this.base('RecordProof', node, by, this.person(this.holderOf(node))), step, of, proof };
  }

  goOn(node: string, step: string, missing: readonly string[], by: By = {}): CommandOf<'GoOn'> {
    const reason = hashOf(`${node} ${step} without ${missing.join()}`);
    return { ...this.base('GoOn', node, by, this.person(this.holderOf(node))), step, missing: [...missing], reason };
  }

  openCase(node: string, procedure: string, facts: Facts, by: By): CommandOf<'OpenCase'> {
    const given = facts as CommandOf<'OpenCase'>['facts'];
    return {
      ...this.base('OpenCase', node, by, this.person('')),
      procedure,
      facts: given,
      reason: hashOf(`${node} ${procedure}`),
    };
  }

  reopen(
    node: string,
    steps: readonly string[],
    {
      items = [],
      reasons = [],
      due,
      ...by
    }: By & { items?: readonly string[]; reasons?: readonly string[]; due?: Instant } = {},
  ): CommandOf<'Reopen'> {
    const base = this.base('Reopen', node, by, this.office);
    return {
      ...base,
      steps: [...steps],
      items: [...items],
      reasons: [...reasons],
      opinion: null,
      ...(due === undefined ? {} : { due }),
    };
  }

  reassign(node: string, task: string, to: string, by: By = {}): CommandOf<'Reassign'> {
    return { ...this.base('Reassign', node, by, this.office), task, to, reason: hashOf(`${node} ${task} to ${to}`) };
  }

  extend(node: string, task: string, words: string, by: By = {}): CommandOf<'Extend'> {
    return {
      ...this.base('Extend', node, by, this.office),
      task,
      due: this.at(words),
      reason: hashOf(`${node} ${task} later`),
    };
  }

  changeRoster(node: string, changes: readonly RosterChange[], by: By = {}): CommandOf<'ChangeRoster'> {
    return { ...this.base('ChangeRoster', node, by, this.office), changes: [...changes], rosterHash: hashOf(changes) };
  }

  closeCampaign(node: string, by: By = {}): CommandOf<'CloseCampaign'> {
    return { ...this.base('CloseCampaign', node, by, this.office), reason: hashOf('closed') };
  }
}

/** The instant that `10-08 10:00` names in the campaign's year and zone; without a time, the day's beginning. */
export function instantAt({ year, campaign }: ScenarioCampaign, words: string): Instant {
  const [, month = '', day = '', hour = '0', minute = '0'] = /^(\d+)-(\d+)(?: (\d+):(\d+))?$/.exec(words) ?? [];
  return instantOf(dayFrom(year, Number(month), Number(day)), Number(hour) * 60 + Number(minute), campaign.zone);
}

/** A definition as it is after an edit: its hash is that of its content. */
export function hashed({ hash: _, ...content }: ReviewDefinition): ReviewDefinition {
  return { ...content, hash: hashOf(content) };
}

/** Of a text as it is, as a ballot is checked. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function verdictsOf(items: NonNullable<Deciding['items']>): Verdict[] {
  return Object.entries(items).map(([item, said]) =>
    typeof said === 'string' ? { item, outcome: 'return', reasons: [said] } : said,
  );
}

/** All events of a kind at a node. */
export function all<K extends EventKind>(kept: Kept, node: string, kind: K): readonly EventOf<K>[] {
  return (kept[node] ?? []).filter((event): event is EventOf<K> => event.kind === kind);
}

/** The newest event of a kind at a node. */
export function last<K extends EventKind>(kept: Kept, node: string, kind: K): EventOf<K> | undefined {
  return all(kept, node, kind).at(-1);
}
