/**
 * What a node's events add up to for readers: tasks, steps, reviews, meetings, grades, comments. Folded in the order of the node's
 * sequence, whatever the order of arrival. It is never asked for a decision; the actor's state is what decides.
 */

import type { Facts } from '../campaign/definition.ts';
import type { Hash, NodeKey, PersonId, StageId, StepId, TaskId } from '../campaign/keys.ts';
import type { RecordedVote } from '../kernel/command.ts';
import type { TaskEnd } from '../kernel/event.ts';
import type { Signer } from '../kernel/signer.ts';
import type { Instant } from '../time/civil-date.ts';
import type { RecordedEvent } from './entry.ts';
import { splitTask } from './phrases.ts';

export interface TaskView {
  task: TaskId;
  step: StepId;
  stage: StageId | null;
  round: number;
  role: string;
  /** In whose right, where each of several has a task of their own. */
  seat: PersonId | null;
  owners: readonly PersonId[];
  /** 委派: who asked the owners to prepare it, and gets it back. */
  delegatedBy: readonly PersonId[];
  stuck: boolean;
  openedAt: Instant;
  due: Instant | null;
  overdue: boolean;
  reminders: number;
  urged: number;
  escalatedTo: readonly PersonId[];
  level: number;
  hash: Hash | null;
  /** Null while open. */
  end: TaskEnd | null;
  closedAt: Instant | null;
}

export interface StepView {
  step: StepId;
  round: number;
  /** `held`: was open or done, and waits again for what was reopened before it. */
  place: 'open' | 'done' | 'held' | 'left-out' | 'closed';
  due: Instant | null;
  openedAt: Instant | null;
  doneAt: Instant | null;
  late: boolean;
  /** Of the last submission, and who handed it in. */
  version: Hash | null;
  filler: PersonId | null;
  /** Of the last roll-up. */
  root: Hash | null;
  outdated: boolean;
  /** What was chosen by rule when its round opened, by key. */
  chosen?: Readonly<Record<string, string>>;
}

export interface ReviewView {
  step: StepId;
  review: string;
  /** A stage or a group of branches, or `opened`, `held`, `returned`, `withdrawn`, `approved`, `ended`. */
  place: string;
  /** At a group: where each branch stands, at a stage, `joined` or `returned`. */
  branches: Readonly<Record<string, string>> | null;
  /** Branches that came to their end when their group was last entered: what comes straight back does not ask them again. */
  joined: readonly { readonly group: StageId; readonly branch: string }[];
  /** Of the review definition that it follows. */
  definition: Hash;
  round: number;
  hash: Hash | null;
  filler: PersonId | null;
  meeting: string | null;
  outdated: boolean;
  /** Who stands aside, and why. */
  recused: readonly { readonly person: PersonId; readonly how: 'declared' | 'granted'; readonly reason: Hash }[];
  /** Who was asked to stand aside, by whom, and what became of it. */
  demands: readonly {
    readonly person: PersonId;
    readonly by: PersonId | null;
    /** `lapsed`: the pass ended before it was answered. Null while it waits. */
    readonly answer: 'granted' | 'refused' | 'lapsed' | null;
  }[];
}

/** 抄送: for reading only, whatever becomes of the review. */
export interface CopyView {
  step: StepId;
  person: PersonId;
  round: number;
  by: PersonId | null;
  reason: Hash | null;
  sentAt: Instant;
  readAt: Instant | null;
}

export interface AgendaEntryView {
  review: string;
  place: 'asked' | 'tabled' | 'off' | 'refused' | 'decided' | 'delivered' | 'undelivered';
  code: string | null;
  outcome: string | null;
  round: number | null;
  hash: Hash | null;
  /** Null before, and where of a secret vote only the result is said. */
  vote: { readonly for: number; readonly against: number; readonly abstained: number } | null;
  /** Who stands aside on this one. */
  aside: readonly PersonId[];
  /** Its own vote; null: that of the whole list. */
  own: RecordedVote | null;
}

export interface MeetingView {
  meeting: string;
  role: string;
  body: string;
  place: 'tabling' | 'sitting' | 'dispatching' | 'closed';
  agenda: AgendaEntryView[];
  entitled: readonly PersonId[];
  present: readonly PersonId[];
  recused: readonly { readonly person: PersonId; readonly review: string }[];
  chair: PersonId | null;
  vote: RecordedVote | null;
  minutes: Hash | null;
  convenedAt: Instant;
  closedAt: Instant | null;
}

export interface GradeView {
  subject: string;
  scale: string;
  source: string;
  /** Null: no row of the rule applied, a person must decide. */
  value: string | null;
  at: Instant;
}

export interface CommentView {
  step: StepId;
  comment: string;
  channel: string;
  from: string;
  about: readonly string[];
  text: Hash;
  disposition: string | null;
  reason: Hash | null;
  at: Instant;
}

export interface CaseView {
  case: NodeKey;
  procedure: string;
  facts: Facts;
  openedAt: Instant;
}

/** One node's rows, by their keys within the node. */
export interface NodeView {
  readonly tasks: Map<string, TaskView>;
  readonly steps: Map<string, StepView>;
  readonly reviews: Map<string, ReviewView>;
  readonly meetings: Map<string, MeetingView>;
  readonly grades: Map<string, GradeView>;
  readonly comments: Map<string, CommentView>;
  readonly cases: Map<string, CaseView>;
  readonly copies: Map<string, CopyView>;
}

export function emptyView(): NodeView {
  return {
    tasks: new Map(),
    steps: new Map(),
    reviews: new Map(),
    meetings: new Map(),
    grades: new Map(),
    comments: new Map(),
    cases: new Map(),
    copies: new Map(),
  };
}

/** A node, or an item as `<step>/<item>`: two steps may have items of one name. */
export const gradedSubject = ({
  subject,
  of,
}: {
  readonly subject: string;
  readonly of?: string | undefined;
}): string => (of === undefined ? subject : `${of}/${subject}`);

export const gradeKey = (one: { subject: string; scale: string; source: string }): string =>
  JSON.stringify([one.subject, one.scale, one.source]);
export const commentKey = (one: { step: string; comment: string }): string => JSON.stringify([one.step, one.comment]);
export const copyKey = (step: StepId, person: PersonId): string => JSON.stringify([step, person]);

/** Applies the node's next event, in place. The caller keeps the order; nothing is refused here. */
export function applyEvent(view: NodeView, event: RecordedEvent): void {
  applyToTasks(view, event);
  applyToSteps(view, event);
  applyToReviews(view, event);
  applyToMeetings(view, event);
  applyToCopies(view, event);
  applyToRest(view, event);
}

function applyToTasks(view: NodeView, event: RecordedEvent): void {
  if (event.kind === 'TaskOpened') {
    view.tasks.set(event.task, {
      task: event.task,
      step: event.step,
      stage: event.stage ?? null,
      round: event.round,
      role: event.role,
      seat: event.seat ?? null,
      owners: event.owners,
      delegatedBy: [],
      stuck: event.stuck,
      openedAt: event.at,
      due: event.due,
      overdue: false,
      reminders: 0,
      urged: 0,
      escalatedTo: [],
      level: 0,
      hash: event.hash ?? null,
      end: null,
      closedAt: null,
    });
    return;
  }
  const task = 'task' in event ? view.tasks.get(event.task) : undefined;
  if (task === undefined) return;
  switch (event.kind) {
    case 'TaskClosed':
      task.end = event.end;
      task.closedAt = event.at;
      return;
    case 'TaskHandedOver':
      Object.assign(task, { owners: event.to, stuck: event.stuck, delegatedBy: [] });
      return;
    case 'TaskReassigned':
    case 'TaskTransferred':
    case 'TaskHandedBack':
      Object.assign(task, { owners: event.to, stuck: false, delegatedBy: [] });
      return;
    case 'TaskDelegated':
      Object.assign(task, { owners: event.to, stuck: false, delegatedBy: event.from });
      return;
    case 'Urged':
      task.urged++;
      return;
    case 'Reminded':
      task.reminders++;
      return;
    case 'BecameOverdue':
      task.overdue = true;
      return;
    case 'Escalated':
      task.escalatedTo = [...new Set([...task.escalatedTo, ...event.to])];
      task.level = Math.max(task.level, event.level);
      return;
    case 'DueMoved':
      task.due = event.to;
      // The ladder is armed anew; it says again when the new due has passed.
      task.overdue = false;
      return;
    default:
  }
}

function stepOf(view: NodeView, event: { step: StepId; round: number }): StepView {
  const known = view.steps.get(event.step);
  if (known !== undefined) return known;
  const step: StepView = {
    step: event.step,
    round: event.round,
    place: 'open',
    due: null,
    openedAt: null,
    doneAt: null,
    late: false,
    version: null,
    filler: null,
    root: null,
    outdated: false,
  };
  view.steps.set(event.step, step);
  return step;
}

function applyToSteps(view: NodeView, event: RecordedEvent): void {
  switch (event.kind) {
    case 'StepOpened': {
      const step = stepOf(view, event);
      Object.assign(step, {
        round: event.round,
        place: 'open',
        due: event.due,
        openedAt: event.at,
        doneAt: null,
        late: false,
        ...(event.chosen === undefined
          ? {}
          : { chosen: Object.fromEntries(event.chosen.map((one) => [one.key, one.value])) }),
      });
      return;
    }
    case 'StepLeftOut':
      Object.assign(stepOf(view, event), { round: event.round, place: 'left-out' });
      return;
    case 'StepDone':
      Object.assign(stepOf(view, event), { round: event.round, place: 'done', doneAt: event.at, late: event.late });
      return;
    case 'StepHeld':
      Object.assign(stepOf(view, event), { round: event.round, place: 'held' });
      return;
    case 'StepClosed':
      Object.assign(stepOf(view, event), { round: event.round, place: 'closed' });
      return;
    case 'Submitted':
      Object.assign(stepOf(view, event), { version: event.version, filler: fillerOf(event.signer), outdated: false });
      return;
    case 'Amended':
      // Whose form it is does not change with who mends it.
      stepOf(view, event).version = event.version;
      return;
    case 'RolledUp':
      Object.assign(stepOf(view, event), { root: event.root, outdated: false });
      return;
    case 'Outdated':
      stepOf(view, event).outdated = true;
      return;
    case 'DueMoved': {
      // A step's own task is named like the step; a stage's due is its own.
      const step = view.steps.get(event.task);
      if (step !== undefined) step.due = event.to;
      return;
    }
    default:
  }
}

/** Whose form it is: of a substitute's act, the person acted for. */
function fillerOf(signer: Signer): PersonId | null {
  if (signer.kind === 'system') return null;
  return signer.kind === 'substitute' ? signer.for : signer.person;
}

function fillerOfVersion(view: NodeView, hash: Hash): PersonId | null {
  for (const step of view.steps.values()) if (step.version === hash) return step.filler;
  return null;
}

function applyToReviews(view: NodeView, event: RecordedEvent): void {
  if (event.kind === 'ReviewOpened') {
    view.reviews.set(event.step, {
      step: event.step,
      review: event.review,
      place: 'opened',
      branches: null,
      joined: [],
      definition: event.definition,
      round: event.round,
      hash: event.hash,
      filler: fillerOfVersion(view, event.hash),
      meeting: null,
      outdated: false,
      recused: [],
      demands: [],
    });
    return;
  }
  const review = 'step' in event ? view.reviews.get(event.step) : undefined;
  if (review === undefined || !('round' in event)) return;
  switch (event.kind) {
    case 'TaskClosed': {
      const { recusal } = splitTask(event.task);
      if (recusal !== null) answerDemand(review, recusal, 'lapsed');
      // What it rests on is done again: it waits for the next version.
      if (event.end === 'reopened') Object.assign(review, { place: 'returned', meeting: null, branches: null });
      return;
    }
    case 'StageEntered':
      if (event.branch === undefined)
        Object.assign(review, { place: event.stage, round: event.round, meeting: null, branches: null });
      else {
        const { branch, stage, round } = event;
        Object.assign(review, { round, branches: { ...review.branches, [branch]: stage } });
        review.joined = review.joined.filter((one) => one.group !== review.place || one.branch !== branch);
      }
      return;
    case 'BranchesEntered': {
      const { group, round } = event;
      const own = review.joined.filter((one) => one.group === group && !event.branches.includes(one.branch));
      review.joined = [...review.joined.filter((one) => one.group !== group), ...own];
      const branches = Object.fromEntries([
        ...own.map((one) => [one.branch, 'joined'] as const),
        ...event.branches.map((branch) => [branch, 'waiting'] as const),
      ]);
      Object.assign(review, { place: group, round, meeting: null, branches });
      return;
    }
    case 'BranchEnded': {
      const { group, branch, end } = event;
      review.branches = { ...review.branches, [branch]: end };
      if (end === 'joined') review.joined = [...review.joined, { group, branch }];
      return;
    }
    case 'Decided':
      if (event.meeting !== undefined) review.meeting = null;
      return;
    case 'ReviewMoved':
      review.definition = event.to;
      return;
    case 'Amended':
      review.hash = event.version;
      return;
    case 'Recused': {
      const { person, how, reason } = event;
      review.recused = [...review.recused.filter((one) => one.person !== person), { person, how, reason }];
      answerDemand(review, person, 'granted');
      return;
    }
    case 'RecusalDemanded':
      review.demands = [...review.demands, { person: event.person, by: fillerOf(event.signer), answer: null }];
      return;
    case 'RecusalRefused':
      answerDemand(review, event.person, 'refused');
      return;
    case 'Returned':
      Object.assign(review, { place: event.target ?? 'returned', meeting: null, branches: null });
      return;
    case 'Resubmitted': {
      const filler = fillerOfVersion(view, event.hash) ?? review.filler;
      Object.assign(review, {
        place: 'opened',
        branches: null,
        round: event.round,
        hash: event.hash,
        filler,
        outdated: false,
      });
      return;
    }
    case 'StepHeld':
      Object.assign(review, { place: 'held', meeting: null, branches: null });
      return;
    case 'Withdrawn':
      Object.assign(review, { place: 'withdrawn', meeting: null, branches: null });
      return;
    case 'Approved':
      Object.assign(review, {
        place: 'approved',
        round: event.round,
        hash: event.hash,
        meeting: null,
        branches: null,
        outdated: false,
      });
      return;
    case 'ReviewEnded':
      Object.assign(review, { place: 'ended', meeting: null, branches: null });
      return;
    case 'Outdated':
      review.outdated = true;
      if (event.then !== 'nothing' && event.then !== 'recompute') review.place = 'returned';
      return;
    case 'Tabled':
      review.meeting = event.meeting;
      return;
    case 'TakenOff':
      review.meeting = null;
      return;
    default:
  }
}

/** The latest demand of the person. An answer closes its task first; a pass that ends closes it without one. */
function answerDemand(review: ReviewView, person: PersonId, answer: 'granted' | 'refused' | 'lapsed'): void {
  const last = review.demands.findLastIndex((one) => one.person === person);
  const before = review.demands[last]?.answer;
  if (before !== null && before !== 'lapsed') return;
  review.demands = review.demands.map((one, index) => (index === last ? { ...one, answer } : one));
}

function applyToCopies(view: NodeView, event: RecordedEvent): void {
  if (event.kind === 'CopySent') {
    const { step, round, reason, at: sentAt } = event;
    const by = fillerOf(event.signer);
    for (const person of event.to)
      view.copies.set(copyKey(step, person), { step, person, round, by, reason, sentAt, readAt: null });
  }
  if (event.kind === 'CopyRead') {
    const copy = view.copies.get(copyKey(event.step, event.person));
    if (copy !== undefined) copy.readAt = event.at;
  }
}

function applyToMeetings(view: NodeView, event: RecordedEvent): void {
  if (event.kind === 'Convened') {
    view.meetings.set(event.meeting, {
      meeting: event.meeting,
      role: event.role,
      body: event.body,
      place: 'tabling',
      agenda: event.agenda.map((review) => ({
        review,
        place: 'asked',
        code: null,
        outcome: null,
        round: null,
        hash: null,
        vote: null,
        aside: [],
        own: null,
      })),
      entitled: [],
      present: [],
      recused: [],
      chair: null,
      vote: null,
      minutes: null,
      convenedAt: event.at,
      closedAt: null,
    });
    return;
  }
  if (
    event.kind !== 'AgendaSettled' &&
    event.kind !== 'EntryTakenOff' &&
    event.kind !== 'MeetingClosed' &&
    event.kind !== 'Dispatched'
  )
    return;
  const meeting = view.meetings.get(event.meeting);
  if (meeting === undefined) return;
  const rows = new Map(meeting.agenda.map((entry) => [entry.review, entry]));
  const set = (review: string, change: Partial<AgendaEntryView>): void => {
    const row = rows.get(review);
    if (row !== undefined) Object.assign(row, change);
  };
  switch (event.kind) {
    case 'AgendaSettled':
      meeting.place = 'sitting';
      for (const review of event.tabled) set(review, { place: 'tabled' });
      for (const { review, code } of event.refused) set(review, { place: 'refused', code });
      return;
    case 'EntryTakenOff':
      set(event.review, { place: 'off' });
      return;
    case 'MeetingClosed':
      Object.assign(meeting, {
        place: 'dispatching',
        entitled: event.entitled,
        present: event.present,
        recused: event.recused,
        chair: event.chair,
        vote: event.vote,
        minutes: event.minutes,
        closedAt: event.at,
      });
      for (const { review, round, hash, outcome, vote, aside, own = null } of event.verdicts)
        set(review, { place: 'decided', round, hash, outcome, vote, aside, own });
      return;
    case 'Dispatched':
      meeting.place = 'closed';
      for (const review of event.delivered) set(review, { place: 'delivered' });
      for (const { review, code } of event.refused) set(review, { place: 'undelivered', code });
      return;
  }
}

function applyToRest(view: NodeView, event: RecordedEvent): void {
  switch (event.kind) {
    case 'Regraded': {
      const { scale, source, to: value, at } = event;
      const subject = gradedSubject({ subject: event.item ?? event.node, of: event.of });
      view.grades.set(gradeKey({ subject, scale, source }), { subject, scale, source, value, at });
      return;
    }
    case 'Graded':
    case 'GradeMissing': {
      const { scale, source, at } = event;
      const subject = gradedSubject(event);
      const value = event.kind === 'Graded' ? event.value : null;
      view.grades.set(gradeKey({ subject, scale, source }), { subject, scale, source, value, at });
      return;
    }
    case 'Commented': {
      const { step, comment, channel, from, about, text, at } = event;
      view.comments.set(commentKey(event), {
        step,
        comment,
        channel,
        from,
        about,
        text,
        disposition: null,
        reason: null,
        at,
      });
      return;
    }
    case 'Disposed': {
      const comment = view.comments.get(commentKey(event));
      if (comment !== undefined) Object.assign(comment, { disposition: event.disposition, reason: event.reason });
      return;
    }
    case 'CaseOpened': {
      const { procedure, facts, at } = event;
      view.cases.set(event.case, { case: event.case, procedure, facts, openedAt: at });
      return;
    }
    default:
  }
}
