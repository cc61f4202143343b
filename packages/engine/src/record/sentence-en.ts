/** The record in English: one sentence per kind of event. Names of nodes, steps and outcomes stay in the plan's language. */
import type { Verdict } from '../kernel/command.ts';
import type { Signer } from '../kernel/signer.ts';
import { lastDay, nameOf, reasonsOf, type Sentences, splitReview, splitTask, type Told } from './phrases.ts';
import type { Vocabulary } from './vocabulary.ts';

type Words = Vocabulary;

const list = (parts: readonly string[]): string => parts.join(', ');
const people = (told: Told, ids: readonly string[]): string =>
  ids.length === 0 ? 'nobody' : list(ids.map((id) => nameOf(told, id)));

function who(told: Told, words: Words, position: string | null = null): string {
  const signer: Signer = told.event.signer;
  if (signer.kind === 'system') return 'The system';
  const name = nameOf(told, signer.person);
  const at = position === null ? '' : ` (${position})`;
  switch (signer.kind) {
    case 'person':
      return `${name}${at}`;
    case 'substitute':
      return `${name} for ${nameOf(told, signer.for)}${at}`;
    case 'recorder':
      return `${words.body(signer.of)} (recorded by ${name})`;
    case 'administrator':
      return `${name} (the office, by an administrative act)`;
  }
}

function date(instant: number, words: Words): string {
  const { year, month, day } = lastDay(instant, words.zone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
const limit = (due: number | null, words: Words): string =>
  due === null ? 'without a due' : `due ${date(due, words)}`;
const by = (due: number | null, words: Words): string => (due === null ? '' : ` by ${date(due, words)}`);
const round = (number: number): string => `round ${number}`;
const matter = (told: Told, step: string, words: Words): string =>
  `'${words.step(step)}' of ${words.node(told.event.node)}`;
const subject = (told: Told, step: string, words: Words): string =>
  `'${words.subject(step)}' of ${words.node(told.event.node)}`;
const items = (told: Told, step: string, ids: readonly string[], words: Words): string =>
  list(ids.map((id) => words.item(told.event.node, step, id)));

function taskName(told: Told, task: string, words: Words): string {
  const { step, stage } = splitTask(task);
  return stage === null ? matter(told, step, words) : `${words.stage(step, stage)} on ${subject(told, step, words)}`;
}
function reviewName(key: string, words: Words): string {
  const { node, step } = splitReview(key);
  return `'${words.subject(step)}' of ${words.node(node)}`;
}
function reasons(
  told: Told,
  step: string,
  given: readonly string[],
  verdicts: readonly Verdict[],
  words: Words,
): string {
  const all = reasonsOf(given, verdicts).map(({ reason, items: ids }) =>
    ids.length === 0 ? reason : `${reason} (${items(told, step, ids, words)})`,
  );
  return all.length === 0 ? '' : `, because: ${list(all)}`;
}
function verdictList(told: Told, step: string, stage: string, verdicts: readonly Verdict[], words: Words): string {
  if (verdicts.length === 0) return '';
  const groups = new Map<string, string[]>();
  for (const one of verdicts) {
    const label = `${words.outcome(step, stage, one.outcome)}${one.value === undefined ? '' : ` (set to ${one.value})`}`;
    groups.set(label, [...(groups.get(label) ?? []), one.item]);
  }
  return `; item by item: ${[...groups].map(([label, ids]) => `${label} ${items(told, step, ids, words)}`).join('; ')}`;
}
const reviewCodes = (refused: readonly { review: string; code: string }[], words: Words): string =>
  list(refused.map((one) => `${reviewName(one.review, words)} (${one.code})`));
const facts = (given: Readonly<Record<string, unknown>>): string => {
  const pairs = Object.entries(given).map(
    ([name, value]) => `${name}=${Array.isArray(value) ? value.join('+') : String(value)}`,
  );
  return pairs.length === 0 ? '' : ` (${list(pairs)})`;
};
const sheets = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const taskEnds = {
  done: 'done',
  returned: 'closed by a return',
  withdrawn: 'closed by a withdrawal',
  reopened: 'closed by a reopening',
  superseded: 'superseded',
  tabled: 'put before a meeting',
  closed: 'closed with the campaign',
} as const;
const causes = { extended: 'an extension', calendar: 'a change of the calendar', return: 'a return' } as const;

export const englishSentences: Sentences = {
  NodeOpened: (e, _, w) => `${w.node(e.node)} takes part in the campaign.`,
  StepOpened: (e, told, w) =>
    `${matter(told, e.step, w)} opens, ${round(e.round)}, ${limit(e.due, w)}${
      e.missing === undefined || e.missing.length === 0
        ? ''
        : `; still missing: ${list(e.missing.map((one) => w.node(one)))}`
    }.`,
  StepLeftOut: (e, told, w) => `${matter(told, e.step, w)} does not apply by rule and is left out.`,
  StepDone: (e, told, w) => `${matter(told, e.step, w)} is done, ${round(e.round)}${e.late ? ', late' : ''}.`,
  StepHeld: (e, told, w) =>
    `${matter(told, e.step, w)}, ${round(e.round)}, waits again, since what it rests on was reopened${e.redo ? '; it will be done anew' : ''}.`,
  StepClosed: (e, told, w) => `${matter(told, e.step, w)} is closed unfinished, ${round(e.round)}: ${e.reason}.`,
  TaskOpened: (e, told, w) =>
    e.stuck
      ? `Nobody holds '${w.role(e.role, e.node)}' for ${taskName(told, e.task, w)}, ${round(e.round)}: it goes to the office (${people(told, e.owners)}).`
      : `${taskName(told, e.task, w)}, ${round(e.round)}, waits for ${people(told, e.owners)} (${w.role(e.role, e.node)}), ${limit(e.due, w)}.`,
  TaskClosed: (e, told, w) => `The task ${taskName(told, e.task, w)}, ${round(e.round)}, is ${taskEnds[e.end]}.`,
  TaskHandedOver: (e, told, w) =>
    `The task ${taskName(told, e.task, w)} passes from ${people(told, e.from)} to ${people(told, e.to)} with the post${e.stuck ? ', which nobody holds: to the office' : ''}.`,
  TaskReassigned: (e, told, w) =>
    `${who(told, w)} reassigns the task ${taskName(told, e.task, w)} from ${people(told, e.from)} to ${people(told, e.to)}.`,
  Reminded: (e, told, w) =>
    `The system reminds ${people(told, e.to)} of ${taskName(told, e.task, w)}, reminder ${e.number}, ${limit(e.due, w)}.`,
  BecameOverdue: (e, told, w) =>
    `${taskName(told, e.task, w)} is overdue (${people(told, e.owners)}, ${limit(e.due, w)}).`,
  Escalated: (e, told, w) =>
    `The system reports the overdue ${taskName(told, e.task, w)} to ${people(told, e.to)} (${w.role(e.role, e.node)}), level ${e.level}.`,
  DueMoved: (e, told, w) =>
    `${who(told, w)} moves the due of ${taskName(told, e.task, w)} from ${e.from === null ? 'none' : date(e.from, w)} to ${
      e.to === null ? 'none' : date(e.to, w)
    } because of ${causes[e.cause]}.`,
  Submitted: (e, told, w) =>
    `${who(told, w)} submits ${matter(told, e.step, w)}, ${round(e.round)}${e.late ? ', late' : ''}${
      e.items.length === 0 ? '' : `, with ${sheets(e.items.length, 'item')}`
    }, version ${e.version.slice(0, 8)}.`,
  Graded: (e, _, w) =>
    `The ${w.scale(e.scale)} of ${w.node(e.subject)} (${w.source(e.scale, e.source)}) is ${e.value}${
      e.rule === null ? '' : `, by row ${list(e.rows.map((row) => String(row + 1)))} of the rule`
    }${facts(e.inputs)}.`,
  GradeMissing: (e, _, w) =>
    `No rule gives the ${w.scale(e.scale)} of ${w.node(e.subject)} (${w.source(e.scale, e.source)}); a person must decide${facts(e.inputs)}.`,
  RolledUp: (e, told, w) =>
    `${matter(told, e.step, w)}, ${round(e.round)}, gathers ${sheets(e.rows, 'row')}, root ${e.root.slice(0, 8)}.`,
  ReviewOpened: (e, told, w) =>
    `The review of ${subject(told, e.step, w)} opens, ${round(e.round)}, version ${e.hash.slice(0, 8)}.`,
  StageEntered: (e, told, w) =>
    `${subject(told, e.step, w)}, ${round(e.round)}, reaches '${w.stage(e.step, e.stage)}'${
      e.skipped.length === 0 ? '' : `, leaving out ${list(e.skipped.map((one) => w.stage(e.step, one)))}`
    }${e.rerouted === 'self-review' ? ' (the reviewer is the filler: somebody else decides)' : e.rerouted === 'max-rounds' ? ' (rounds used up: decided higher up)' : ''}.`,
  Decided: (e, told, w) =>
    `${who(told, w, w.reviewer(e.step, e.stage, e.node))} decides '${w.outcome(e.step, e.stage, e.outcome)}' on ${subject(told, e.step, w)}, ${round(e.round)}${
      e.meeting === undefined ? '' : ` (in meeting ${e.meeting})`
    }${reasons(told, e.step, e.reasons, e.verdicts, w)}${verdictList(told, e.step, e.stage, e.verdicts, w)}, version ${e.hash.slice(0, 8)}.`,
  Returned: (e, told, w) =>
    `${who(told, w, w.reviewer(e.step, e.stage, e.node))} returns ${subject(told, e.step, w)}, ${round(e.round)}${reasons(told, e.step, e.reasons, e.verdicts, w)}; ${
      e.target === null
        ? `${list(e.to.map((one) => `'${w.step(one)}'`))} to be done again`
        : `back to '${w.stage(e.step, e.target)}'`
    }${by(e.due, w)}${e.locked.length === 0 ? '' : `; ${items(told, e.step, e.locked, w)} stay as accepted`}.`,
  Resubmitted: (e, told, w) => {
    const changes = [
      e.changed.length === 0 ? '' : `changed ${items(told, e.step, e.changed, w)}`,
      e.added.length === 0 ? '' : `added ${items(told, e.step, e.added, w)}`,
      e.removed.length === 0 ? '' : `removed ${items(told, e.step, e.removed, w)}`,
    ].filter((part) => part !== '');
    return `${subject(told, e.step, w)} is handed in again as ${round(e.round)}: ${changes.length === 0 ? 'no item changed' : changes.join('; ')}, version ${e.hash.slice(0, 8)}.`;
  },
  Withdrawn: (e, told, w) => `${who(told, w)} withdraws ${subject(told, e.step, w)}, ${round(e.round)}.`,
  Approved: (e, told, w) =>
    `${subject(told, e.step, w)}, ${round(e.round)}, is approved, version ${e.hash.slice(0, 8)}.`,
  ReviewEnded: (e, told, w) =>
    `The review of ${subject(told, e.step, w)}, ${round(e.round)}, ends: ${w.outcome(e.step, null, e.outcome)}.`,
  Reopened: (e, told, w) =>
    `${who(told, w)} orders ${w.node(e.node)} to do ${list(e.steps.map((one) => `'${w.step(one)}'`))} again${
      e.items.length === 0 ? '' : ` (${items(told, e.step, e.items, w)})`
    }${e.reasons.length === 0 ? '' : `, because: ${list(e.reasons)}`}${by(e.due, w)}${e.from === e.node ? '' : `, from ${w.node(e.from)}`}.`,
  Outdated: (e, told, w) =>
    `${matter(told, e.step, w)}, ${round(e.round)}, is outdated: '${w.step(e.of)}' changed materially.`,
  Tabled: (e, told, w) =>
    `${subject(told, e.step, w)}, ${round(e.round)}, is put before meeting ${e.meeting} (${w.stage(e.step, e.stage)}).`,
  TakenOff: (e, told, w) =>
    `${subject(told, e.step, w)}, ${round(e.round)}, leaves meeting ${e.meeting} and waits at '${w.stage(e.step, e.stage)}'.`,
  Convened: (e, told, w) =>
    `${who(told, w)} convenes meeting ${e.meeting} of ${w.role(e.role, e.node)} over ${sheets(e.agenda.length, 'review')}.`,
  AgendaSettled: (e, _, w) =>
    `The agenda of meeting ${e.meeting} holds ${sheets(e.tabled.length, 'review')}${e.refused.length === 0 ? '' : `; not taken: ${reviewCodes(e.refused, w)}`}.`,
  EntryTakenOff: (e, told, w) =>
    `${who(told, w)} takes ${reviewName(e.review, w)} off the agenda of meeting ${e.meeting}.`,
  MeetingClosed: (e, told, w) =>
    `${who(told, w)} closes meeting ${e.meeting}: ${e.present.length} of ${e.entitled.length} present (${people(told, e.present)}); ${e.vote.for.length} for, ${e.vote.against.length} against, ${e.vote.abstained.length} abstained; ${sheets(e.verdicts.filter((one) => one.outcome !== '').length, 'review')} decided${differing(e.verdicts, w)}${
      e.recused.length === 0
        ? ''
        : `; recused: ${list(e.recused.map((one) => `${nameOf(told, one.person)} (${reviewName(one.review, w)})`))}`
    }.`,
  Dispatched: (e, _, w) =>
    `The verdicts of meeting ${e.meeting} reached ${sheets(e.delivered.length, 'review')}${e.refused.length === 0 ? '' : `; refused by ${reviewCodes(e.refused, w)}`}.`,
  Commented: (e, told, w) =>
    `${e.from === 'anonymous' ? 'Somebody anonymous' : who(told, w)} comments on ${matter(told, e.step, w)} (${e.comment}, ${e.from}, ${e.channel})${
      e.about.length === 0 ? '' : `, about ${items(told, e.step, e.about, w)}`
    }.`,
  Disposed: (e, told, w) =>
    `${who(told, w)} settles comment ${e.comment} on ${matter(told, e.step, w)}: ${e.disposition}.`,
  AskingOpened: (e, told, w) =>
    `Comments are asked on ${matter(told, e.step, w)}${e.until === null ? ', without an end date' : ` until ${date(e.until, w)}`}; ${sheets(e.shown.length, 'text')} shown.`,
  AskingEnded: (e, told, w) =>
    `Asking for comments on ${matter(told, e.step, w)} ends with ${sheets(e.comments, 'comment')}.`,
  Sent: (e, told, w) =>
    `${who(told, w)} sends ${matter(told, e.step, w)} to ${people(told, e.to)}, package ${e.package.slice(0, 8)}.`,
  Received: (e, told, w) => `${who(told, w)} acknowledges receipt of ${matter(told, e.step, w)}.`,
  WentOn: (e, told, w) =>
    `${who(told, w)} goes on with ${matter(told, e.step, w)} without ${list(e.missing.map((one) => w.node(one)))}, who follow later.`,
  CaseOpened: (e, told, w) =>
    `${who(told, w)} opens '${w.procedure(e.procedure)}' at ${w.node(e.node)} (${w.node(e.case)})${facts(e.facts)}.`,
  RosterChanged: (e, told, w) =>
    `${who(told, w)} makes ${sheets(e.changes.length, 'change')} to the roster, now ${e.rosterHash.slice(0, 8)}.`,
  CampaignClosed: (_, told, w) => `${who(told, w)} closes the campaign.`,
  Ignored: (e, _, w) => `A message to ${w.node(e.node)} (${e.message}) no longer applies and is ignored: ${e.code}.`,
  Incident: (e, _, w) => `A message to ${w.node(e.node)} (${e.message}) met a fault of the program and is parked.`,
};

/** The verdicts that are not the commonest one, named. */
function differing(verdicts: readonly { review: string; outcome: string }[], words: Words): string {
  const counts = new Map<string, number>();
  for (const one of verdicts) counts.set(one.outcome, (counts.get(one.outcome) ?? 0) + 1);
  const common = [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
  const others = verdicts.filter((one) => one.outcome !== common);
  if (others.length === 0) return '';
  return `, among them ${list(
    others.map((one) => {
      const { step } = splitReview(one.review);
      return `${reviewName(one.review, words)}: ${one.outcome === '' ? 'left for the next sitting' : words.outcome(step, null, one.outcome)}`;
    }),
  )}`;
}
