/**
 * Asking: comments from a scope or recorded by the owner, each with a disposition before the asking can end.
 */
import type { AskStep } from '../campaign/definition.ts';
import type { CommandOf } from '../kernel/command.ts';
import { membersOf } from '../kernel/owners.ts';
import { refusalOfStep, refusalOfTask } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn } from '../kernel/signer.ts';
import { reportOf } from '../kernel/snapshots.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from './complete.ts';
import { adopted, refusalOfObjection } from './objection.ts';
import { refusalOfProof } from './proof.ts';
import { beginQuestions, countReplies, refusalOfTooFew } from './reply.ts';
import { standsUntil } from './stand.ts';

export function beginAsking(work: Work, node: NodeState, definition: AskStep): void {
  const step = work.step(node, definition.id);
  step.comments ??= {};
  delete step.proofs;
  // Where proof is asked for it stands from when that is there.
  step.until =
    definition.proof === undefined ? standsUntil(definition, work.at, work.calendar, work.definition.zone) : null;
  const shown = definition.of.map((id) => reportOf(work, node, id).root);
  const { id, redaction } = definition;
  const blanked = redaction === undefined ? {} : { redaction };
  work.emit(node, { kind: 'AskingOpened', step: id, round: step.round, shown, until: step.until, ...blanked });
  beginQuestions(work, node, definition);
}

/** A length that has run out ends the asking, if every comment has its disposition; that is not a decision. */
export function endAtItsTime(work: Work, node: NodeState, definition: AskStep): boolean {
  const step = work.step(node, definition.id);
  if (step.place !== 'open' || step.until === null || step.until === undefined || step.until > work.at) return false;
  if (openComments(step.comments).length > 0 || refusalOfTooFew(node, definition) !== undefined) return false;
  if (refusalOfProof(work, node, definition) !== undefined) return false;
  end(work, node, definition);
  return true;
}

function end(work: Work, node: NodeState, definition: AskStep, signer?: Parameters<Work['emit']>[2]): void {
  const step = work.step(node, definition.id);
  const comments = Object.keys(step.comments ?? {}).length;
  countReplies(work, node, definition);
  work.emit(node, { kind: 'AskingEnded', step: definition.id, round: step.round, comments }, signer);
  // What was adopted may have things done again, here too.
  const isActedOn = definition.upheld !== undefined && adopted(step.comments).length > 0;
  if (isActedOn) work.orders.push({ node: node.key, step: definition.id, ...(signer !== undefined && { signer }) });
  else completeStep(work, node, definition);
}

function openComments(comments: NodeState['steps'][string]['comments']): string[] {
  return Object.entries(comments ?? {}).flatMap(([id, comment]) => (comment.disposition === null ? [id] : []));
}

function askStepOf(work: Work, node: NodeState, id: string): AskStep | undefined {
  const definition = work.stepAt(node, id);
  return definition?.kind === 'ask' ? definition : undefined;
}

export const comment = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Comment'>): Rejection | undefined {
    const refusal = refusalOfStep(work, node, command.step, 'ask');
    if (refusal) return refusal;
    const definition = askStepOf(work, node, command.step);
    if (definition === undefined) return { code: 'step.unknown', step: command.step };
    const step = node.steps[command.step];
    if (step?.comments?.[command.comment] !== undefined) return { code: 'comment.exists', comment: command.comment };
    if (!definition.channels.includes(command.channel)) {
      return { code: 'comment.unknown-channel', channel: command.channel, possible: definition.channels };
    }
    const objection = refusalOfObjection(work, node, definition, command);
    if (objection !== undefined) return objection;
    const person = actorIn(command.signer);
    // Words that come on paper or by word of mouth are recorded by whoever owns the asking.
    if (command.from === 'recorded') return refusalOfTask(work, node, command.step, command.signer);
    if (
      command.signer.kind !== 'person' ||
      person === null ||
      !membersOf(work, node.key, definition.scope).includes(person)
    ) {
      return { code: 'comment.out-of-scope', role: definition.scope, step: command.step };
    }
    return undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Comment'>): void {
    const step = work.step(node, command.step);
    // Who spoke anonymously is not kept with what was said.
    const named = command.from === 'named' ? actorIn(command.signer) : null;
    const upheld = askStepOf(work, node, command.step)?.upheld;
    const about = upheld === undefined ? {} : { about: command.about };
    const said = { text: command.text, disposition: null, by: named, ...about };
    step.comments = { ...step.comments, [command.comment]: said };
    work.emit(
      node,
      {
        kind: 'Commented',
        step: command.step,
        round: step.round,
        comment: command.comment,
        channel: command.channel,
        from: command.from,
        about: command.about,
        text: command.text,
      },
      command.from === 'anonymous' ? undefined : command.signer,
    );
  },
};

export const dispose = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Dispose'>): Rejection | undefined {
    const refusal =
      refusalOfStep(work, node, command.step, 'ask') ?? refusalOfTask(work, node, command.step, command.signer);
    if (refusal) return refusal;
    const known = node.steps[command.step]?.comments ?? {};
    if (known[command.comment] === undefined) {
      return { code: 'comment.unknown', comment: command.comment, possible: openComments(known) };
    }
    const answered = known[command.comment]?.disposition;
    const isFinal = askStepOf(work, node, command.step)?.upheld?.final === true;
    return isFinal && answered !== null && answered !== undefined
      ? { code: 'comment.answered', comment: command.comment, disposition: answered }
      : undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Dispose'>): void {
    const step = work.step(node, command.step);
    const said = step.comments?.[command.comment];
    if (said !== undefined) {
      step.comments = { ...step.comments, [command.comment]: { ...said, disposition: command.disposition } };
    }
    work.emit(
      node,
      {
        kind: 'Disposed',
        step: command.step,
        round: step.round,
        comment: command.comment,
        disposition: command.disposition,
        reason: command.reason,
      },
      command.signer,
    );
  },
};

export const endAsking = {
  refuse(work: Work, node: NodeState, command: CommandOf<'EndAsking'>): Rejection | undefined {
    const refusal =
      refusalOfStep(work, node, command.step, 'ask') ?? refusalOfTask(work, node, command.step, command.signer);
    if (refusal) return refusal;
    const step = node.steps[command.step];
    const open = openComments(step?.comments);
    if (open.length > 0) return { code: 'asking.comments-open', comments: open };
    const until = step?.until;
    if (until !== null && until !== undefined && until > work.at) return { code: 'asking.not-yet', until };
    const definition = askStepOf(work, node, command.step);
    if (definition === undefined) return undefined;
    return refusalOfTooFew(node, definition) ?? refusalOfProof(work, node, definition);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'EndAsking'>): void {
    const definition = askStepOf(work, node, command.step);
    if (definition !== undefined) end(work, node, definition, command.signer);
  },
};
