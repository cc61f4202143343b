/**
 * What is possible now: for a person at a node every act that could be thought of, each with a complete command as a probe, and whether
 * it would be accepted or why not. The one function that refuses commands is asked; nothing is decided here a second time.
 */

import type {
  ActorDefinition,
  DecideStep,
  DoStep,
  Outcome,
  ReviewDefinition,
  StageDefinition,
  StepDefinition,
} from '../campaign/definition.ts';
import { type NodeKey, type PersonId, receiptTask, type StageId, type StepId, type TaskId } from '../campaign/keys.ts';
import { newestReview } from '../change/versions.ts';
import { someFacts } from '../expression/some-facts.ts';
import { hashOf } from '../json/canonical.ts';
import { definitionOf, entriesOf, openStages, stageOf, targetsOf } from '../review/course.ts';
import { askedNow } from '../review/recusal.ts';
import type { RosterSlice } from '../roster/roster-slice.ts';
import { rowsFrom } from '../step/form-checks.ts';
import { stateableIn } from '../step/grade.ts';
import { gradesItems, waitingItems } from '../step/grade-items.ts';
import { ordersAs } from '../step/reopen.ts';
import { questionsAt } from '../step/reply.ts';
import { dayOf, formatDay, type Instant } from '../time/civil-date.ts';
import { passTime } from './clock.ts';
import { Choice, type Command, type CommandKind, type CommandOf } from './command.ts';
import { refusalOf } from './commands.ts';
import { bodyOf, membersOf, resolve } from './owners.ts';
import { recordsFor } from './refusals.ts';
import type { Rejection } from './rejection.ts';
import type { Signer } from './signer.ts';
import { isDoneBelow, missingBelow } from './snapshots.ts';
import type { ActorState, MeetingState, NodeState, ReviewState, Task } from './state.ts';
import { Work } from './work.ts';

/** What an act is about; which of these it has depends on its kind. */
export interface Subject {
  readonly step?: StepId;
  readonly stage?: StageId;
  /** Of a decision, a choice of a vote, or an end that the office gives a review. */
  readonly outcome?: string;
  readonly choice?: Choice;
  /** An earlier stage to send back to, or the place to move a review to. */
  readonly target?: StageId;
  readonly task?: TaskId;
  readonly role?: string;
  readonly meeting?: string;
  readonly review?: string;
  readonly comment?: string;
  readonly from?: 'named' | 'anonymous' | 'recorded';
  readonly procedure?: string;
  /** The request that proposed an administrative act. */
  readonly act?: string;
  readonly granted?: boolean;
  readonly when?: 'before' | 'after';
  readonly scale?: string;
  readonly source?: string;
  readonly value?: string;
  /** Of whom it is asked that they stand aside. */
  readonly person?: PersonId;
  /** In whose right, where it is not one's own. */
  readonly for?: PersonId;
}

/** The command asked about has made-up words, hashes and people where only the person can choose them. */
export type Possibility = Subject & { readonly kind: CommandKind; readonly node: NodeKey; readonly probe: Command } & (
    | { readonly accepted: true }
    | { readonly accepted: false; readonly rejection: Rejection }
  );

type Bare<K extends CommandKind> = K extends CommandKind ? Omit<CommandOf<K>, 'request' | 'node' | 'signer'> : never;
type Probe = Bare<CommandKind>;
type Attempt = readonly [signer: Signer, probe: Probe];

/** Words that nobody has written yet. */
const UNWRITTEN = '0'.repeat(64);
/** A version that nobody has handed in yet. */
const UNSEEN = `${'0'.repeat(63)}1`;
/** As many people are tried where somebody has to be named and anybody who may be will do. */
const TRIED = 12;

/**
 * Everything that `person` could do at the node, or why not. Time passes first, as it would before a command; nothing is changed. Left
 * out is what cannot concern them: acts of the office for others, steps that are not open, what nobody has begun. Casting a secret
 * ballot is not listed: a token entitles, and nobody is named with it.
 * @param at campaign time in epoch milliseconds
 */
export function possibleAt(
  definition: ActorDefinition,
  state: ActorState,
  node: NodeKey,
  person: PersonId,
  at: Instant,
): Possibility[] {
  const work = new Work(definition, state, at);
  passTime(work, work.at);
  const here = work.peek(node);
  if (here === undefined) return [];
  const asking = new Asking(work, here, person);
  for (const step of work.stepsAt(node)) askStep(asking, step);
  for (const id of Object.keys(here.reviews)) askReview(asking, id);
  for (const [id, task] of Object.entries(here.tasks)) askTask(asking, id, task);
  askConvening(asking);
  for (const [id, meeting] of Object.entries(here.meetings)) askMeeting(asking, id, meeting);
  askCases(asking);
  if (asking.isOffice) askOffice(asking);
  return asking.found;
}

class Asking {
  readonly work: Work;
  readonly node: NodeState;
  readonly person: PersonId;
  readonly isOffice: boolean;
  readonly self: Signer;
  /** The office's, where they are of the office; their own otherwise. */
  readonly office: Signer;
  readonly found: Possibility[] = [];

  constructor(work: Work, node: NodeState, person: PersonId) {
    this.work = work;
    this.node = node;
    this.person = person;
    const { root, office } = work.definition;
    this.isOffice = membersOf(work, root, office).includes(person);
    this.self = { kind: 'person', person };
    this.office = this.isOffice ? { kind: 'administrator', person } : this.self;
  }

  /** Asks of the attempts in turn; the first that would be accepted stands for all, else the first. */
  ask(about: Subject, ...attempts: readonly Attempt[]): void {
    let refused: Possibility | undefined;
    for (const [signer, probe] of attempts) {
      const command = { ...probe, request: 'possible', node: this.node.key, signer } as Command;
      const rejection = refusalOf(this.work, command);
      const right = signer.kind === 'substitute' ? { for: signer.for } : {};
      const asked = { kind: command.kind, node: this.node.key, ...about, ...right, probe: command };
      if (rejection === undefined) {
        this.found.push({ ...asked, accepted: true });
        return;
      }
      refused ??= { ...asked, accepted: false, rejection };
    }
    if (refused !== undefined) this.found.push(refused);
  }

  /** In their own right, else as the office. */
  either(probe: Probe): Attempt[] {
    return this.isOffice
      ? [
          [this.self, probe],
          [this.office, probe],
        ]
      : [[this.self, probe]];
  }

  /** With each of some others named, in the order of the roster. */
  naming(name: (other: PersonId) => Attempt[]): Attempt[] {
    const others = peopleIn(this.work.state.roster).filter((one) => one !== this.person);
    return others.slice(0, TRIED).flatMap(name);
  }

  /** In their own name, or in that of somebody outside for whom they record. */
  signing(task: TaskId, probe: Probe): Attempt[] {
    const open = this.node.tasks[task];
    const of = open === undefined ? undefined : recordsFor(this.work, this.node, open);
    return [[of === undefined ? this.self : this.recorder(of), probe]];
  }

  recorder(body: string): Signer {
    return { kind: 'recorder', person: this.person, of: body };
  }

  /** In whose rights they may act at a stage: their own, and those of the seats that they hold for others. */
  rightsAt(step: StepId, stage: StageId): Signer[] {
    const outside = Object.values(this.node.tasks).find((task) => task.step === step && task.stage === stage);
    const of = outside === undefined ? undefined : recordsFor(this.work, this.node, outside);
    if (of !== undefined) return [this.recorder(of)];
    const held = Object.values(this.node.tasks).flatMap((task) => {
      const here = task.step === step && task.stage === stage && task.owners.includes(this.person);
      return here && task.seat !== undefined ? [task.seat] : [];
    });
    const others = held.filter((seat) => seat !== this.person);
    const own = others.length === 0 || held.includes(this.person);
    const substitutes = others.map((seat): Signer => ({ kind: 'substitute', person: this.person, for: seat }));
    return own ? [this.self, ...substitutes] : substitutes;
  }
}

function askStep(asking: Asking, definition: StepDefinition): void {
  const { work, node, self } = asking;
  const { id } = definition;
  const step = node.steps[id];
  if (step === undefined) return;
  const about = { step: id };
  const open = step.place === 'open';
  if (step.place === 'waiting' && definition.join === 'owner-may-go-on' && definition.waits.below.length > 0) {
    const missing = missingBelow(
      node,
      definition.waits.below.filter((one) => !isDoneBelow(work, node, one)),
    );
    const named = Array.from({ length: Math.max(1, missing) }, (_, index) => String(index));
    asking.ask(about, [self, { kind: 'GoOn', step: id, missing: named, reason: UNWRITTEN }]);
  }
  const version = { step: id, round: Math.max(1, step.round), version: UNSEEN, material: UNSEEN, items: [] };
  switch (definition.kind) {
    case 'do': {
      const locked = Object.entries(step.locked ?? {}).map(([item, hash]) => ({ item, hash, material: hash }));
      const items = open ? wantedItems(work, node, definition, locked) : locked;
      const facts = someFacts(work.definition.forms[definition.form]?.types ?? {});
      asking.ask(about, [self, { kind: 'Submit', ...version, facts, items }]);
      if (step.output !== undefined && !open) asking.ask(about, [self, { kind: 'Amend', ...version, facts }]);
      if (asking.isOffice && (open || step.place === 'done')) {
        asking.ask(about, [asking.office, { kind: 'Reopen', steps: [id], items: [], reasons: [], opinion: null }]);
      } else if (open || step.place === 'done') askOrder(asking, id);
      return;
    }
    case 'compute': {
      if (gradesItems(definition) && open) {
        const { scale: of, source: as } = definition.compute;
        const facts = { [as]: work.definition.scales[of]?.grades[0] ?? '' };
        const waiting = waitingItems(node, definition);
        const items = waiting.map((item) => ({ item, hash: UNSEEN, material: UNSEEN, facts }));
        asking.ask(about, [self, { kind: 'Submit', ...version, items, facts: {} }]);
        return;
      }
      const stated = stateableIn(definition);
      if (stated === undefined || !open) return;
      const { scale, source } = stated;
      const [grade = ''] = work.definition.scales[scale]?.grades ?? [];
      asking.ask(about, [self, { kind: 'Submit', ...version, facts: { [source]: grade } }]);
      return;
    }
    case 'ask': {
      if (!open) return;
      const [channel = ''] = definition.channels;
      const comments = step.comments ?? {};
      for (const from of ['named', 'anonymous', 'recorded'] as const) {
        const words = { comment: unusedIn(comments), channel, from, about: [], text: UNWRITTEN };
        asking.ask({ ...about, from }, [self, { kind: 'Comment', step: id, ...words }]);
      }
      for (const [comment, { disposition }] of Object.entries(comments)) {
        if (disposition !== null) continue;
        const reply = { comment, disposition: 'adopted', reason: UNWRITTEN } as const;
        asking.ask({ ...about, comment }, [self, { kind: 'Dispose', step: id, ...reply }]);
      }
      asking.ask(about, [self, { kind: 'EndAsking', step: id }]);
      if (definition.questions !== undefined) {
        // What is asked may be made in the run: the most that may be given says it to whoever asks.
        const facts = someFacts(questionsAt(work, node, definition), 'most');
        asking.ask(about, [self, { kind: 'Reply', step: id, facts }]);
      }
      if (definition.proof === true) {
        const of = step.proofs?.start === undefined ? 'start' : 'end';
        asking.ask(about, [self, { kind: 'RecordProof', step: id, of, proof: UNWRITTEN }]);
      }
      return;
    }
    case 'open':
    case 'reopen':
      if (open) asking.ask(about, [self, { kind: 'Issue', step: id, opinion: null }]);
      return;
    case 'send':
      if (!open) return;
      asking.ask(about, [self, { kind: 'Send', step: id, package: UNWRITTEN }]);
      asking.ask(about, ...asking.signing(receiptTask(id), { kind: 'Receive', step: id }));
      return;
    // Convening is asked about with the node's bodies.
    case 'sit':
    case 'decide':
    case 'wait':
      return;
    default:
      definition satisfies never;
  }
}

/** An order from whom the plan names, beside the office. */
function askOrder(asking: Asking, step: StepId): void {
  const { work, node, self } = asking;
  const { orders } = work.definition;
  const probe = { steps: [step], items: [], reasons: orders?.reasons.slice(0, 1) ?? [], opinion: null };
  for (const role of orders?.by ?? []) {
    const { recordsFor: organization, body } = resolve(work, node.key, role);
    const of = organization ?? body;
    const signer = of === null ? self : asking.recorder(of);
    if (ordersAs(work, node, role, signer)) asking.ask({ step, role }, [signer, { ...probe, kind: 'Reopen' }]);
  }
}

function askReview(asking: Asking, id: StepId): void {
  const { work, node, self, office } = asking;
  const step = work.stepAt(node, id);
  const review = node.reviews[id];
  if (step?.kind !== 'decide' || review === undefined) return;
  const definition = definitionOf(work, step, review);
  const about = { step: id };
  const standing = { step: id, round: review.round };
  const bound = { ...standing, hash: review.hash ?? UNSEEN };
  const open = openStages(definition, review).flatMap((one) => stageOf(definition, one) ?? []);
  for (const stage of open) askStage(asking, step, definition, review, stage);
  const [first] = definition.stages;
  const [outcome] = first?.outcomes ?? [];
  if (open.length === 0 && first !== undefined && outcome !== undefined) {
    // Nobody decides here now; why not is said once.
    const decision = decisionOf(definition, outcome);
    asking.ask(about, [self, { kind: 'Decide', ...bound, stage: first.id, ...decision }]);
  }
  asking.ask(about, [self, { kind: 'Withdraw', ...bound }]);
  for (const stage of new Set(review.decisions.map((one) => one.stage))) {
    for (const signer of asking.rightsAt(id, stage)) {
      asking.ask({ ...about, stage }, [signer, { kind: 'TakeBack', ...bound, stage }]);
    }
  }
  asking.ask(about, [self, { kind: 'Recuse', ...standing, reason: UNWRITTEN }]);
  for (const person of askedNow(work, node, step, review)) {
    if (person === asking.person) continue;
    asking.ask({ ...about, person }, [self, { kind: 'DemandRecusal', ...standing, person, reason: UNWRITTEN }]);
  }
  for (const { person } of review.demands ?? []) {
    for (const granted of [true, false]) {
      const answer = { kind: 'AnswerRecusal', ...standing, person, granted, reason: UNWRITTEN } as const;
      asking.ask({ ...about, person, granted }, ...asking.either(answer));
    }
  }
  asking.ask(about, ...asking.naming((other) => asking.either({ kind: 'Copy', step: id, to: [other], reason: null })));
  if (review.copies?.[asking.person] !== undefined) asking.ask(about, [self, { kind: 'MarkRead', step: id }]);
  if (!asking.isOffice) return;
  for (const to of entriesOf(definition)) {
    if (to === review.place) continue;
    asking.ask({ ...about, target: to }, [office, { kind: 'Jump', step: id, to, reason: UNWRITTEN }]);
  }
  for (const end of ['approved', 'ended'] as const) {
    asking.ask({ ...about, outcome: end }, [office, { kind: 'Force', step: id, outcome: end, reason: UNWRITTEN }]);
  }
}

function askStage(
  asking: Asking,
  step: DecideStep,
  definition: ReviewDefinition,
  review: ReviewState,
  stage: StageDefinition,
): void {
  const bound = { step: step.id, stage: stage.id, round: review.round, hash: review.hash ?? UNSEEN };
  const about = { step: step.id, stage: stage.id };
  const sitting = review.sittings?.[stage.id];
  const signers = asking.rightsAt(step.id, stage.id);
  if (stage.decide.mode === 'vote' && sitting !== undefined) {
    for (const signer of signers) {
      for (const choice of Choice.options) {
        const vote = { choice, reasons: choice === 'against' ? oneReason(definition) : [], opinion: UNWRITTEN };
        asking.ask({ ...about, choice }, [signer, { kind: 'Vote', ...bound, ...vote, verdicts: [] }]);
      }
      if (sitting.ballot !== undefined) asking.ask(about, [signer, { kind: 'TakeBallot', ...bound }]);
    }
    asking.ask(about, ...asking.either({ kind: 'CloseVote', ...bound }));
    if (sitting.ballot === undefined) return;
    const ballots = sitting.seats.map((_, index) => String(index).padStart(64, '0'));
    if (ballots.length > 0) asking.ask(about, ...asking.either({ kind: 'IssueBallots', ...bound, ballots }));
    return;
  }
  const targets = targetsOf(asking.work, asking.node, definition, review, stage.id);
  for (const signer of signers) {
    for (const outcome of stage.outcomes) {
      const decision = { kind: 'Decide', ...bound, ...decisionOf(definition, outcome) } as const;
      asking.ask({ ...about, outcome: outcome.id }, [signer, decision]);
      for (const target of outcome.leads === 'return' ? targets : []) {
        asking.ask({ ...about, outcome: outcome.id, target }, [signer, { ...decision, target }]);
      }
    }
    for (const when of ['before', 'after'] as const) {
      const added = asking.naming((person) => [
        [signer, { kind: 'AddReviewer', ...bound, person, when, reason: UNWRITTEN }],
      ]);
      asking.ask({ ...about, when }, ...added);
    }
  }
}

/** What every task can undergo, whoever's it is. */
function askTask(asking: Asking, id: TaskId, task: Task): void {
  const { self, office, node } = asking;
  const about = { task: id, step: task.step, ...(task.stage === undefined ? {} : { stage: task.stage }) };
  const given = { task: id, reason: UNWRITTEN };
  for (const kind of ['Transfer', 'Delegate'] as const) {
    asking.ask(about, ...asking.naming((to) => [[self, { kind, ...given, to }]]));
  }
  if (task.delegatedBy !== undefined) asking.ask(about, [self, { kind: 'HandBack', task: id, opinion: null }]);
  asking.ask(about, ...asking.either({ kind: 'Urge', task: id, opinion: null }));
  for (const act of Object.keys(node.acts ?? {})) {
    if (!id.endsWith(`@${act}`)) continue;
    asking.ask({ ...about, act }, [office, { kind: 'Confirm', act }]);
    asking.ask({ ...about, act }, [office, { kind: 'Decline', act, reason: UNWRITTEN }]);
  }
  if (!asking.isOffice) return;
  asking.ask(about, ...asking.naming((to) => [[office, { kind: 'Reassign', ...given, to }]]));
  asking.ask(about, [office, { kind: 'Extend', ...given, due: Math.max(task.due ?? 0, asking.work.at) + 86_400_000 }]);
}

/** A body can be called together where it sits, over what waits for it in this actor. */
function askConvening(asking: Asking): void {
  const { work, node } = asking;
  const { layer } = work.nodeDefinition(node.key);
  for (const role of meetingRoles(work)) {
    if (!work.definition.roles[role]?.of.includes(layer)) continue;
    const body = bodyOf(work, node.key, role);
    const agenda = body === undefined ? [] : waitingFor(work, role, body.id);
    if (body === undefined || agenda.length === 0) continue;
    const meeting = unusedIn(node.meetings);
    asking.ask({ role }, [asking.recorder(body.id), { kind: 'Convene', role, meeting, agenda }]);
  }
}

function meetingRoles(work: Work): Set<string> {
  const compiled = Object.values(work.definition.reviews);
  const newer = Object.values(work.state.reviews?.versions ?? {});
  const stages = [...compiled, ...newer].flatMap((review) => review.stages);
  return new Set(stages.flatMap((stage) => (stage.decide.mode === 'meeting' ? [stage.by] : [])));
}

function waitingFor(work: Work, role: string, body: string): CommandOf<'Convene'>['agenda'] {
  const agenda: CommandOf<'Convene'>['agenda'] = [];
  for (const key of work.hosted()) {
    const node = work.peek(key);
    if (node === undefined) continue;
    for (const [id, review] of Object.entries(node.reviews)) {
      const step = work.stepAt(node, id);
      if (step?.kind !== 'decide' || review.hash === null || review.tabled !== undefined || agenda.length >= 500)
        continue;
      const definition = definitionOf(work, step, review);
      const open = openStages(definition, review).find((one) => {
        const stage = stageOf(definition, one);
        return stage?.decide.mode === 'meeting' && stage.by === role && bodyOf(work, key, role)?.id === body;
      });
      if (open !== undefined) agenda.push({ node: key, step: id, stage: open, round: review.round, hash: review.hash });
    }
  }
  return agenda;
}

function askMeeting(asking: Asking, id: string, meeting: MeetingState): void {
  if (meeting.place === 'closed') return;
  const body = bodyOf(asking.work, asking.node.key, meeting.role);
  const signer = asking.recorder(body?.id ?? meeting.role);
  const about = { meeting: id };
  const [review] = Object.entries(meeting.agenda).find(([, entry]) => entry.answer === 'tabled') ?? [];
  if (review !== undefined) {
    asking.ask({ ...about, review }, [signer, { kind: 'TakeOff', meeting: id, review, reason: null }]);
  }
  const present = [...(body?.members ?? [])];
  const vote = { for: present, against: [], abstained: [] };
  const sitting = { present, recused: [], vote, exceptions: [], minutes: UNWRITTEN };
  asking.ask(about, [signer, { kind: 'CloseMeeting', meeting: id, ...sitting }]);
}

function askCases(asking: Asking): void {
  const { work, node } = asking;
  const { layer } = work.nodeDefinition(node.key);
  for (const procedure of work.definition.procedures) {
    if (procedure.of !== layer) continue;
    const optional = Object.fromEntries(procedure.facts.map((fact) => [fact, null]));
    const facts = { ...optional, ...someFacts(procedure.types) };
    const opening = { procedure: procedure.id, facts, reason: UNWRITTEN };
    asking.ask({ procedure: procedure.id }, ...asking.either({ kind: 'OpenCase', ...opening }));
  }
}

/** Acts of the office on the node as a whole; at the root, on the campaign. */
function askOffice(asking: Asking): void {
  const { work, node, office } = asking;
  const { definition } = work;
  for (const scale of Object.values(definition.scales)) {
    for (const [source, now] of Object.entries(node.grades[scale.id] ?? {})) {
      const value = scale.grades.find((grade) => grade !== now);
      if (value === undefined) continue;
      const about = { scale: scale.id, source, value };
      asking.ask(about, [office, { kind: 'Regrade', ...about, reason: UNWRITTEN }]);
    }
  }
  if (node.key !== definition.root) return;
  const to = formatDay(dayOf(work.at, definition.zone));
  const changes = [{ kind: 'PersonLeft' as const, person: 'somebody', to }];
  asking.ask({}, [office, { kind: 'ChangeRoster', changes, rosterHash: UNSEEN }]);
  for (const id of Object.keys(definition.reviews)) {
    const review = newestReview(definition, work.state, id);
    if (review === undefined) continue;
    const { hash: _, ...content } = { ...review, name: `${review.name}'` };
    const changed = { ...content, hash: hashOf(content) };
    asking.ask({ review: id }, [office, { kind: 'ChangeReview', review: changed, move: false, reason: UNWRITTEN }]);
  }
  const { region, years } = work.calendar;
  const calendar = { region, years: { ...years, 9999: '0'.repeat(92) } };
  const calendarHash = hashOf(calendar);
  asking.ask({}, [office, { kind: 'ChangeCalendar', calendar, calendarHash, reason: UNWRITTEN }]);
  asking.ask({}, [office, { kind: 'CloseCampaign', reason: UNWRITTEN }]);
}

/** What the outcome needs and no more: an opinion where it is required, the first reason where it sends back. */
function decisionOf(definition: ReviewDefinition, outcome: Outcome) {
  return {
    outcome: outcome.id,
    reasons: outcome.leads === 'return' ? oneReason(definition) : [],
    opinion: outcome.opinion === 'required' ? UNWRITTEN : null,
    verdicts: [],
  };
}

function oneReason(definition: ReviewDefinition): string[] {
  return definition.return.reasons.slice(0, 1);
}

function unusedIn(names: Readonly<Record<string, unknown>>): string {
  let number = Object.keys(names).length + 1;
  while (Object.hasOwn(names, `new-${number}`)) number += 1;
  return `new-${number}`;
}

const known = new WeakMap<RosterSlice, PersonId[]>();

/** Everybody the slice speaks of, in its order. */
function peopleIn(roster: RosterSlice): PersonId[] {
  const before = known.get(roster);
  if (before !== undefined) return before;
  const bodies = Object.values(roster.bodies).flat();
  const listed = [roster.functions, roster.inCharge, roster.appointments].flatMap((lists) =>
    Object.values<readonly ({ readonly person: PersonId } | { readonly body: string })[]>(lists).flat(),
  );
  const named = listed.flatMap((one) => ('person' in one ? [one.person] : []));
  const seated = bodies.flatMap((body) => [...body.members, ...body.office].map((one) => one.person));
  const people = new Set([...named, ...seated]);
  known.set(roster, [...people]);
  return [...people];
}

/** Rows that come from another step are named in full: the plainest ones beside those that must stay. */
function wantedItems(
  work: Work,
  node: NodeState,
  definition: DoStep,
  locked: CommandOf<'Submit'>['items'],
): CommandOf<'Submit'>['items'] {
  const rows = rowsFrom(work, node, definition) ?? [];
  const facts = someFacts(work.definition.forms[definition.form]?.itemTypes ?? {});
  const added = rows.filter((row) => !locked.some(({ item }) => item === row));
  return [...locked, ...added.map((item) => ({ item, hash: UNSEEN, material: UNSEEN, facts }))];
}
