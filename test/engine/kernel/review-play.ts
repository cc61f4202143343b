/**
 * One review on one declaration, played by commands: whoever is asked at a stage does what leads to an outcome, whatever the stage's mode. For
 * tours and tables that have to come to every place of any review.
 */
import type {
  ActorDefinition,
  ReviewDefinition,
  StageDefinition,
} from '../../../packages/engine/src/campaign/definition.ts';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { hashOf, sha256Hex } from '../../../packages/engine/src/json/canonical.ts';
import type { Command, CommandOf } from '../../../packages/engine/src/kernel/command.ts';
import type { Event } from '../../../packages/engine/src/kernel/event.ts';
import type { Answer } from '../../../packages/engine/src/kernel/message.ts';
import type { Signer } from '../../../packages/engine/src/kernel/signer.ts';
import { SYSTEM } from '../../../packages/engine/src/kernel/signer.ts';
import type { ActorState, NodeState, ReviewState, Task } from '../../../packages/engine/src/kernel/state.ts';
import { RehearsalHost } from '../../../packages/engine/src/rehearsal/host.ts';
import { campaignOf, placed } from '../../scenarios/campaigns.ts';
import { instantAt } from '../../scenarios/world.ts';
import { bodies, campaignWith } from './drawn-review.ts';

export const NODE = 'p1';
export const STEP = 'search.settle';
const DECLARE = 'search.declare';
const OFFICE: readonly [string, string] = ['he', 'feng'];
const hash = (text: unknown) => hashOf(text);

/** What a return may also say. */
export interface Back {
  readonly target?: string;
  readonly then?: 'walk-again' | 'straight-back';
}

export class ReviewPlay {
  readonly host: RehearsalHost;
  readonly definition: ActorDefinition;
  readonly events: Event[] = [];
  private readonly review: ReviewDefinition;
  private count = 0;

  constructor(review: ReviewDefinition) {
    this.review = review;
    const source = campaignOf({ plan: 'three-stages', posts: ['p1', 'p2', 'p3'] });
    const campaign = placed(campaignWith(review), 'one');
    this.definition = sliceFor(campaign, campaign.placement, campaign.root);
    this.host = new RehearsalHost({
      definitions: [this.definition],
      at: instantAt(source, '09-20 09:00'),
      seed: 1,
      throughJson: true,
      onEvents: (events) => this.events.push(...events),
    });
    this.host.start();
    this.host.passTo(instantAt(source, '09-26 10:00'));
  }

  get state(): ActorState {
    const [state] = this.host.states();
    if (state === undefined) throw new Error('Expected an actor.');
    return state;
  }

  get node(): NodeState {
    const node = this.host.node(NODE);
    if (node === undefined) throw new Error(`Expected a node '${NODE}'.`);
    return node;
  }

  get at(): ReviewState | undefined {
    return this.node.reviews[STEP];
  }

  get place(): string {
    return this.at?.place ?? 'waiting';
  }

  stage(id: string): StageDefinition {
    const stage = this.review.stages.find((one) => one.id === id);
    if (stage === undefined) throw new Error(`Expected a stage '${id}'.`);
    return stage;
  }

  /** The open stages, in the order of the definition. */
  open(): string[] {
    const open = new Set(
      Object.values(this.node.tasks).flatMap((task) => (task.step === STEP ? (task.stage ?? []) : [])),
    );
    return this.review.stages.map((stage) => stage.id).filter((id) => open.has(id));
  }

  tasks(stage: string): [id: string, task: Task][] {
    return Object.entries(this.node.tasks).filter(([, task]) => task.step === STEP && task.stage === stage);
  }

  send(command: Command): Answer {
    const [answer] = this.host.send(command);
    if (answer === undefined) throw new Error('Expected an answer.');
    return answer;
  }

  ok(...commands: readonly Command[]): void {
    for (const command of commands) {
      const answer = this.send(command);
      if (!answer.ok) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(answer.rejection)}`);
    }
  }

  base<K extends Command['kind']>(kind: K, person: string, signer?: Signer) {
    this.count += 1;
    return { kind, request: `play-${this.count}`, node: NODE, signer: signer ?? ({ kind: 'person', person } as const) };
  }

  bound() {
    return { step: STEP, round: this.at?.round ?? 1, hash: this.at?.hash ?? hash('none') };
  }

  admin(member: 0 | 1 = 0): Signer {
    return { kind: 'administrator', person: OFFICE[member] };
  }

  submit(): CommandOf<'Submit'> {
    const round = Math.max(1, this.node.steps[DECLARE]?.round ?? 1);
    const version = hash(['version', round, this.count]);
    const items = ['gifts', 'cash'].map((item) => ({ item, hash: hash([item, this.count]), material: hash(item) }));
    return {
      ...this.base('Submit', 'zhou'),
      step: DECLARE,
      round,
      version,
      material: version,
      facts: { grade: '二级' },
      items,
    };
  }

  decide(stage: string, outcome: string, person: string, back: Back = {}): CommandOf<'Decide'> {
    const returns = this.stage(stage).outcomes.find((one) => one.id === outcome)?.leads === 'return';
    const [reason] = this.review.return.reasons;
    return {
      ...this.base('Decide', person),
      ...this.bound(),
      stage,
      outcome,
      reasons: returns && reason !== undefined ? [reason] : [],
      opinion: hash('opinion'),
      verdicts: [],
      ...back,
    };
  }

  vote(stage: string, choice: CommandOf<'Vote'>['choice'], person: string): CommandOf<'Vote'> {
    const [reason] = this.review.return.reasons;
    const decide = this.stage(stage).decide;
    const failed =
      decide.mode === 'vote' ? this.stage(stage).outcomes.find((one) => one.id === decide.failed) : undefined;
    const needs = choice === 'against' && failed?.leads === 'return' && reason !== undefined;
    return {
      ...this.base('Vote', person),
      ...this.bound(),
      stage,
      choice,
      reasons: needs ? [reason] : [],
      opinion: hash('opinion'),
      verdicts: [],
    };
  }

  issue(stage: string, count = this.at?.sittings?.[stage]?.seats.length ?? 1): CommandOf<'IssueBallots'> {
    const ballots = Array.from({ length: count }, (_, i) => sha256Hex(`token ${i}`));
    return { ...this.base('IssueBallots', this.convener(stage)), ...this.bound(), stage, ballots };
  }

  take(stage: string, person: string): CommandOf<'TakeBallot'> {
    return { ...this.base('TakeBallot', person), ...this.bound(), stage };
  }

  cast(stage: string, number: number, choice: CommandOf<'CastBallot'>['choice']): CommandOf<'CastBallot'> {
    return { ...this.base('CastBallot', '', SYSTEM), ...this.bound(), stage, token: `token ${number}`, choice };
  }

  closeVote(stage: string): CommandOf<'CloseVote'> {
    return { ...this.base('CloseVote', this.convener(stage)), ...this.bound(), stage };
  }

  convene(stage: string, meeting: string): CommandOf<'Convene'> {
    const { by } = this.stage(stage);
    const recorder: Signer = { kind: 'recorder', person: 'luo', of: bodies[by]?.body ?? '' };
    const entry = { node: NODE, ...this.bound(), stage };
    return { ...this.base('Convene', '', recorder), node: 'u1', role: by, meeting, agenda: [entry] };
  }

  closeMeeting(stage: string, meeting: string, outcome: string): CommandOf<'CloseMeeting'> {
    const { by, decide } = this.stage(stage);
    const secret = decide.mode === 'meeting' && decide.ballot === 'secret';
    const present = [...(bodies[by]?.members ?? [])];
    const [reason] = this.review.return.reasons;
    const exception = {
      review: `${NODE}/${STEP}`,
      outcome,
      reasons: reason === undefined || outcome !== 'return' ? [] : [reason],
      opinion: hash('opinion'),
      verdicts: [],
    };
    return {
      ...this.base('CloseMeeting', '', { kind: 'recorder', person: 'luo', of: bodies[by]?.body ?? '' }),
      node: 'u1',
      meeting,
      present,
      recused: [],
      vote: secret
        ? { voters: present, counts: { for: present.length, against: 0, abstained: 0 } }
        : { for: present, against: [], abstained: [] },
      exceptions: outcome === this.forward(stage) ? [] : [exception],
      minutes: hash('minutes'),
    };
  }

  reopen(): CommandOf<'Reopen'> {
    return { ...this.base('Reopen', '', this.admin()), steps: [DECLARE], items: [], reasons: [], opinion: null };
  }

  withdraw(): CommandOf<'Withdraw'> {
    return { ...this.base('Withdraw', 'zhou'), ...this.bound() };
  }

  /** Proposed by one of the office and confirmed by the other. */
  byTwo(command: CommandOf<'Jump'> | CommandOf<'Force'>): Command[] {
    return [command, { ...this.base('Confirm', '', this.admin(1)), act: command.request }];
  }

  jump(to: string): CommandOf<'Jump'> {
    return { ...this.base('Jump', '', this.admin()), step: STEP, to, reason: hash('reason') };
  }

  force(outcome: 'approved' | 'ended'): CommandOf<'Force'> {
    return { ...this.base('Force', '', this.admin()), step: STEP, outcome, reason: hash('reason') };
  }

  takeBack(stage: string, person: string): CommandOf<'TakeBack'> {
    return { ...this.base('TakeBack', person), ...this.bound(), stage };
  }

  forward(stage: string): string {
    return this.stage(stage).outcomes.find((one) => one.leads === 'forward' && one.to === undefined)?.id ?? 'approve';
  }

  private convener(stage: string): string {
    return this.tasks(stage).find(([, task]) => task.seat === undefined)?.[1].owners[0] ?? 'luo';
  }

  /** Everybody who is asked at the stage does what leads to the outcome, until it is reached. */
  pass(stage: string, outcome = this.forward(stage), back: Back = {}): void {
    const { decide } = this.stage(stage);
    const before = this.at;
    const stays = () => this.open().includes(stage) && this.at?.round === before?.round;
    if (decide.mode === 'meeting') {
      const meeting = `m${this.count}`;
      this.ok(this.convene(stage, meeting));
      this.ok(this.closeMeeting(stage, meeting, outcome));
      return;
    }
    const choice = decide.mode === 'vote' && outcome === decide.passed ? 'for' : 'against';
    for (let turn = 0; turn < 40 && stays(); turn += 1) {
      const [[, task] = []] = this.tasks(stage);
      const [owner = ''] = task?.owners ?? [];
      const ballot = this.at?.sittings?.[stage]?.ballot;
      if (decide.mode !== 'vote') this.ok(this.decide(stage, outcome, owner, back));
      else if (ballot === undefined) this.ok(this.vote(stage, choice, owner));
      else if (ballot.place === 'issuing') this.ok(this.issue(stage));
      else if (ballot.place === 'drawing') this.ok(this.take(stage, owner));
      else
        this.ok(
          this.cast(
            stage,
            Object.values(ballot.cast).reduce((sum, one) => sum + one, 0),
            choice,
          ),
        );
    }
    if (stays()) throw new Error(`Expected stage '${stage}' to come to '${outcome}': ${JSON.stringify(this.at)}`);
  }

  /** Everything that is open goes forward until the review leaves its place. */
  goForward(): void {
    const from = this.place;
    for (let turn = 0; turn < 20 && this.place === from; turn += 1) {
      const [stage] = this.open();
      if (stage === undefined) return;
      this.pass(stage);
    }
  }
}
