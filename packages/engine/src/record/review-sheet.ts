/**
 * 审批单: the whole course of one review, its rounds side by side, as the ledger has it. Made of entries only: whoever has the ledger
 * has the sheet. Nothing is judged here and nothing is left out; the words are elsewhere.
 */
import type { Hash, NodeKey, RoleId, StageId, StepId } from '../campaign/keys.ts';
import type { Verdict } from '../kernel/command.ts';
import type { Instant } from '../time/civil-date.ts';
import type { Names, RecordedEvent } from './entry.ts';
import { applyEvent, type CopyView, emptyView, type ReviewView, type TaskView } from './node-view.ts';
import { actTaskOf, splitReview, splitTask } from './phrases.ts';

/** What a sheet needs of an entry, sealed or not yet. */
export interface SheetEntry {
  readonly event: RecordedEvent;
  readonly names: Names;
  /** Wall time; `event.at` is when it happened. */
  readonly recordedAt: number;
}

export interface SheetAct {
  readonly node: NodeKey;
  readonly seq: number;
  readonly kind: RecordedEvent['kind'];
  readonly at: Instant;
  readonly recordedAt: number;
  /** As sealed: ids, and the names as they were. */
  readonly signer: RecordedEvent['signer'];
  readonly names: Names;
  readonly event: RecordedEvent;
  /** Where it belongs: to the filling, to a stage, to the review as a whole, or to the office. */
  readonly part: 'filling' | 'stage' | 'review' | 'office';
  readonly stage: StageId | null;
  /** Whose task it was at that stage: another's than the plan's where it was rerouted. */
  readonly role: RoleId | null;
}

export interface SheetDecision extends SheetAct {
  readonly stage: StageId;
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** The written opinion; null when none was given, or when it may not be read. */
  readonly opinion: string | null;
  readonly meeting: string | null;
  /** Of the version that was decided on. */
  readonly hash: Hash;
}

export interface SheetRound {
  readonly round: number;
  /** The version under review in this round, and the act that handed it in; none where the version before goes round again. */
  readonly version: Hash | null;
  readonly submission: SheetAct | null;
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly decisions: readonly SheetDecision[];
  readonly returned: (SheetAct & { readonly due: Instant | null; readonly locked: readonly string[] }) | null;
  /** Everything of the round in order: also reminders and escalations, recusals, copies, and what a meeting did with it. */
  readonly acts: readonly SheetAct[];
}

export interface SheetStage {
  readonly stage: StageId;
  /** The group and branch it was in. */
  readonly branch: { readonly group: StageId; readonly branch: string } | null;
}

export interface ReviewSheet {
  readonly key: string;
  readonly node: NodeKey;
  readonly step: StepId;
  /** The step that hands in what is reviewed. */
  readonly of: StepId;
  /** Where it stands. */
  readonly now: ReviewView;
  /** Versions of the review definition that it followed, in that order. */
  readonly definitions: readonly Hash[];
  /** That it came to, in the plan's order. */
  readonly stages: readonly SheetStage[];
  readonly rounds: readonly SheetRound[];
  /** What waits for somebody now. */
  readonly open: readonly TaskView[];
  readonly copies: readonly CopyView[];
  /** The latest in the entries. */
  readonly names: Names;
  readonly texts: Readonly<Record<Hash, string>>;
  /** The node's last entry that it is made of. */
  readonly through: { readonly seq: number; readonly at: Instant };
}

export interface SheetSource {
  /** `node/step` of the review. */
  readonly key: string;
  readonly of: StepId;
  /** All of the review's node, in order. */
  readonly entries: readonly SheetEntry[];
  /** Those of the meetings it was put before, in order, also of other nodes. */
  readonly meetings?: readonly SheetEntry[];
  /** By hash, as far as they may be read. */
  readonly texts: Readonly<Record<Hash, string>>;
  /** The plan's order of stages. */
  readonly order: readonly StageId[];
}

/** Undefined where the entries know of no such review. */
export function reviewSheet(source: SheetSource): ReviewSheet | undefined {
  const { key, of, entries, texts } = source;
  const { node, step } = splitReview(key);
  const view = emptyView();
  for (const { event } of entries) applyEvent(view, event);
  const now = view.reviews.get(step);
  if (now === undefined) return undefined;

  const acts = actsOf(source, step);
  const definitions = acts.flatMap(({ event }) =>
    event.kind === 'ReviewOpened' ? [event.definition] : event.kind === 'ReviewMoved' ? [event.to] : [],
  );
  const proposals = acts.flatMap(({ event }) => (event.kind === 'ActProposed' ? [actTaskOf(event.act)] : []));
  const last = entries.at(-1)?.event;
  return {
    key,
    node,
    step,
    of,
    now,
    definitions: [...new Set(definitions)],
    stages: stagesOf(acts, source.order),
    rounds: roundsOf(acts, of, texts),
    open: [...view.tasks.values()].filter(
      (task) => task.end === null && (task.step === step || task.step === of || proposals.includes(task.task)),
    ),
    copies: [...view.copies.values()].filter((copy) => copy.step === step || copy.step === of),
    names: Object.assign({}, ...entries.map((entry) => entry.names)),
    texts,
    through: { seq: last?.seq ?? 0, at: last?.at ?? 0 },
  };
}

/** Hashes of what was written for an act: opinions and reasons. */
export function textsIn(event: RecordedEvent): readonly Hash[] {
  const { opinion, reason } = event as { readonly opinion?: Hash | null; readonly reason?: Hash | null };
  // Why a step is closed is a word of the kernel, not a text.
  return [opinion, event.kind === 'StepClosed' ? null : reason].filter((hash) => hash !== null && hash !== undefined);
}

type Numbered = SheetAct & { readonly round: number };

function actsOf({ key, of, entries, meetings = [] }: SheetSource, step: StepId): readonly Numbered[] {
  const acts: Numbered[] = [];
  const tasks = new Map<string, number>();
  const roles = new Map<StageId, RoleId>();
  const proposed = new Set<string>();
  const sat = new Map<string, { round: number; stage: StageId }>();
  let current = 1;

  for (const entry of entries) {
    const { event } = entry;
    const add = (round: number, part: SheetAct['part'], stage: StageId | null = null): void => {
      const role = stage === null ? null : (roles.get(stage) ?? null);
      acts.push({ ...actOf(entry), part, stage, role, round });
    };
    if (event.kind === 'Reopened') {
      // Several steps may be done again by one order; the review's own filling is among them or not.
      if (event.steps.includes(of) || event.steps.includes(step)) add(current, 'review');
    } else if ('step' in event && (event.step === step || event.step === of)) {
      const { round } = event;
      if (event.step === step && event.kind !== 'StepOpened') current = round;
      if ('task' in event) tasks.set(event.task, round);
      if (event.kind === 'TaskOpened' && event.stage !== undefined) roles.set(event.stage, event.role);
      if (event.kind === 'Tabled') sat.set(event.meeting, { round, stage: event.stage });
      if (event.step === of) {
        if (isOfFilling(event)) add(round, 'filling');
      } else if (isOfOffice(event)) add(round, 'office');
      else if (event.kind === 'ReviewOpened' || event.kind === 'Resubmitted') add(round, 'filling');
      else {
        const stage = 'stage' in event ? (event.stage ?? null) : 'task' in event ? splitTask(event.task).stage : null;
        add(round, stage === null ? 'review' : 'stage', stage);
      }
    } else if ('task' in event) {
      const task = splitTask(event.task);
      if (task.step !== step && task.step !== of) continue;
      const round = tasks.get(event.task) ?? current;
      const isOffice = event.kind === 'TaskReassigned' || (event.kind === 'DueMoved' && event.cause === 'extended');
      const part = task.step === of ? 'filling' : task.stage === null ? 'review' : 'stage';
      add(round, isOffice ? 'office' : part, task.stage);
    } else if (event.kind === 'ActProposed') {
      if (event.subject !== key && event.what !== 'Regrade') continue;
      proposed.add(event.act);
      add(current, 'office');
    } else if (event.kind === 'ActConfirmed' || event.kind === 'ActDeclined') {
      if (proposed.has(event.act)) add(current, 'office');
    } else if (event.kind === 'Regraded') add(current, 'office');
  }

  const held = meetings.flatMap((entry): Numbered[] => {
    const { event } = entry;
    if (!('meeting' in event) || event.meeting === undefined) return [];
    const place = sat.get(event.meeting);
    return place !== undefined && concerns(event, key)
      ? [{ ...actOf(entry), part: 'stage', role: null, ...place }]
      : [];
  });
  return inOrder(acts, held);
}

/** The meetings' entries between the node's own, by when they happened; the node's own order stays. */
function inOrder(acts: readonly Numbered[], held: readonly Numbered[]): readonly Numbered[] {
  const merged: Numbered[] = [];
  let next = 0;
  for (const act of acts) {
    // At one instant, what a meeting does comes before what that did to the review.
    const after = act.kind !== 'Decided' && act.kind !== 'Tabled' && act.kind !== 'TakenOff';
    for (let one = held[next]; one !== undefined && (after ? one.at < act.at : one.at <= act.at); one = held[++next])
      merged.push(one);
    merged.push(act);
  }
  return [...merged, ...held.slice(next)];
}

function concerns(event: RecordedEvent, key: string): boolean {
  switch (event.kind) {
    case 'Convened':
      return event.agenda.includes(key);
    case 'AgendaSettled':
    case 'Dispatched':
      return event.refused.some((one) => one.review === key);
    case 'EntryTakenOff':
      return event.review === key;
    case 'MeetingClosed':
      return event.verdicts.some((one) => one.review === key);
    default:
      return false;
  }
}

/** Of the filling step, what a reader of the review wants to see; its opening and end are said by the submission. */
function isOfFilling(event: RecordedEvent): boolean {
  return event.kind !== 'StepOpened' && event.kind !== 'StepDone' && event.kind !== 'TaskClosed';
}

function isOfOffice(event: RecordedEvent): boolean {
  return (
    event.kind === 'Jumped' || event.kind === 'Forced' || event.kind === 'ReviewMoved' || event.kind === 'ReviewKept'
  );
}

function actOf({ event, recordedAt, names }: SheetEntry): Omit<SheetAct, 'part' | 'stage' | 'role'> {
  const { node, seq, kind, at, signer } = event;
  return { node, seq, kind, at, recordedAt, signer, names, event };
}

function stagesOf(acts: readonly Numbered[], order: readonly StageId[]): readonly SheetStage[] {
  const seen = new Map<StageId, SheetStage['branch']>();
  const groups = new Map<string, StageId>();
  for (const { event, stage } of acts) {
    if (event.kind === 'BranchesEntered') for (const branch of event.branches) groups.set(branch, event.group);
    if (stage === null) continue;
    const branch = event.kind === 'StageEntered' ? event.branch : undefined;
    const group = branch === undefined ? undefined : groups.get(branch);
    if (branch !== undefined && group !== undefined) seen.set(stage, { group, branch });
    else if (!seen.has(stage)) seen.set(stage, null);
  }
  const place = (stage: StageId): number => (order.includes(stage) ? order.indexOf(stage) : order.length);
  return [...seen]
    .map(([stage, branch]) => ({ stage, branch }))
    .sort((one, other) => place(one.stage) - place(other.stage));
}

interface Growing extends SheetRound {
  version: Hash | null;
  submission: SheetAct | null;
  changed: readonly string[];
  added: readonly string[];
  removed: readonly string[];
  decisions: SheetDecision[];
  returned: SheetRound['returned'];
  acts: SheetAct[];
}

function roundsOf(acts: readonly Numbered[], of: StepId, texts: Readonly<Record<Hash, string>>): readonly SheetRound[] {
  const rounds = new Map<number, Growing>();
  const submissions = new Map<Hash, SheetAct>();
  for (const { round: number, ...act } of acts) {
    const { event } = act;
    if (event.kind === 'Submitted' && event.step === of) submissions.set(event.version, act);
    const round = rounds.get(number) ?? emptyRound(number);
    rounds.set(number, round);
    round.acts.push(act);
    switch (event.kind) {
      case 'ReviewOpened':
      case 'Resubmitted':
        round.version = event.hash;
        round.submission = submissions.get(event.hash) ?? null;
        if (event.kind === 'Resubmitted')
          Object.assign(round, { changed: event.changed, added: event.added, removed: event.removed });
        break;
      case 'Decided': {
        const { stage, outcome, reasons, verdicts, hash, meeting = null } = event;
        const opinion = event.opinion === null ? null : (texts[event.opinion] ?? null);
        round.version ??= hash;
        round.decisions.push({ ...act, stage, outcome, reasons, verdicts, opinion, meeting, hash });
        break;
      }
      case 'Voted':
      case 'Approved':
        round.version ??= event.hash;
        break;
      case 'Returned':
        round.returned = { ...act, due: event.due, locked: event.locked };
        break;
      default:
    }
  }
  return [...rounds.values()].sort((one, other) => one.round - other.round);
}

function emptyRound(round: number): Growing {
  return {
    round,
    version: null,
    submission: null,
    changed: [],
    added: [],
    removed: [],
    decisions: [],
    returned: null,
    acts: [],
  };
}

/** Everybody who handed in a version, in that order, each in whose right. */
export function fillersOf(sheet: ReviewSheet): readonly { readonly round: number; readonly act: SheetAct }[] {
  return sheet.rounds.flatMap(({ round, submission }) => (submission === null ? [] : [{ round, act: submission }]));
}
