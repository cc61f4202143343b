/**
 * What a scenario says and sees: commands by whoever would give them, dates in words, expectations on answers. Hashes are the engine's
 * own over made-up content; request ids are numbered, so that a run is the same every time.
 */
import { expect } from '@jest/globals';
import type { Facts } from '../../packages/engine/src/campaign/definition.ts';
import { placeOf, reviewKey } from '../../packages/engine/src/campaign/keys.ts';
import { manifestOf } from '../../packages/engine/src/forms/manifest.ts';
import { hashOf } from '../../packages/engine/src/json/canonical.ts';
import type { Command, CommandKind, CommandOf, Verdict } from '../../packages/engine/src/kernel/command.ts';
import type { Event, EventKind, EventOf } from '../../packages/engine/src/kernel/event.ts';
import type { Answer } from '../../packages/engine/src/kernel/message.ts';
import type { Rejection } from '../../packages/engine/src/kernel/rejection.ts';
import type { Signer } from '../../packages/engine/src/kernel/signer.ts';
import type { NodeState, ReviewState, Task } from '../../packages/engine/src/kernel/state.ts';
import type { RosterChange } from '../../packages/engine/src/roster/roster-slice.ts';
import { dayFrom, type Instant, instantOf } from '../../packages/engine/src/time/civil-date.ts';
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

  private unitOf(node: string): string {
    const { places } = this.source.roster;
    let place = places.find((one) => one.id === placeOf(node));
    while (place?.parent !== undefined && place.layer !== 'unit') {
      const { parent } = place;
      place = places.find((one) => one.id === parent);
    }
    return place?.id ?? '';
  }

  /** Who decides at a stage when nothing is unusual; the head of a section has the deputy decide on his own post. */
  reviewerOf(node: string, stage: string): string {
    const unit = this.unitOf(node);
    const deputy = unit === 'u2' ? 'sun' : 'qian';
    switch (stage) {
      case 'section':
        return node === 'p2' || unit === 'u2' ? deputy : 'wu';
      case 'deputy':
        return deputy;
      case 'office':
        return 'he';
      case 'discipline':
        return 'tang';
      case 'check':
        return 'jin';
      default:
        return 'tao';
    }
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
    const person = this.source.year === 2011 ? 'he' : 'xie';
    return { kind: 'administrator', person };
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
    const usual = this.source.year === 2011 ? '二级' : '中等';
    return this.submit(node, step, { grade: grade || usual, ...facts, rows }, { round, ...by });
  }

  submit(
    node: string,
    step: string,
    content: Readonly<Record<string, unknown>>,
    { round = 1, ...by }: By & { round?: number } = {},
  ): CommandOf<'Submit'> {
    const { campaign, forms } = this.source;
    const definition = [...campaign.steps, ...campaign.procedures.flatMap((one) => one.steps)].find(
      (one) => one.id === step,
    );
    const form = definition?.kind === 'do' ? forms[definition.form] : undefined;
    const manifest =
      form === undefined
        ? { version: hashOf(content), material: hashOf(content), facts: content as Facts, items: [] }
        : manifestOf(form, content, hashOf(node));
    this.versions.set(`${node} ${step} ${round}`, manifest.version);
    const { version, material } = manifest;
    const facts = manifest.facts as CommandOf<'Submit'>['facts'];
    const usual = this.person(this.holderOf(node));
    return {
      ...this.base('Submit', node, by, usual),
      step,
      round,
      version,
      material,
      facts,
      items: [...manifest.items],
    };
  }

  /** The version that was handed in last for what the step decides on. */
  versionAt(node: string, step: string, round: number): string {
    const { campaign } = this.source;
    const definition = [...campaign.steps, ...campaign.procedures.flatMap((one) => one.steps)].find(
      (one) => one.id === step,
    );
    return (
      this.versions.get(`${node} ${definition?.kind === 'decide' ? definition.of : step} ${round}`) ?? hashOf('nothing')
    );
  }

  decide(node: string, stage: string, outcome: string, deciding: Deciding = {}): CommandOf<'Decide'> {
    const { step = this.settle, round = 1, hash, reasons = [], opinion, items = {}, due, target, ...by } = deciding;
    return {
      ...this.base('Decide', node, by, this.person(this.reviewerOf(node, stage))),
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
    };
  }

  withdraw(
    node: string,
    { round = 1, step = this.settle, ...by }: By & { round?: number; step?: string } = {},
  ): CommandOf<'Withdraw'> {
    const usual = this.person(this.holderOf(node));
    return { ...this.base('Withdraw', node, by, usual), step, round, hash: this.versionAt(node, step, round) };
  }

  /** The chair's secretary of a unit's team, or the office of the group. */
  private recorderOf(node: string): Signer {
    if (node === 'org') return { kind: 'recorder', person: 'he', of: 'group1' };
    return node === 'u2'
      ? { kind: 'recorder', person: 'wang', of: 'team2' }
      : { kind: 'recorder', person: 'li', of: 'team1' };
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
