/**
 * The table of commands: each kind with what refuses it and what it does. A command is answered in full or refused; a refusal changes
 * nothing. The validator, the command line and the list of what is possible all ask here.
 */

import { receiptTask, type TaskId } from '../campaign/keys.ts';
import { changeCalendarCommand } from '../change/calendar.ts';
import { changeReviewCommand } from '../change/review.ts';
import { closeMeeting, takeOff } from '../meeting/close.ts';
import { convene } from '../meeting/convene.ts';
import { confirm, decline, force, jump, regrade } from '../office/acts.ts';
import { addReviewer } from '../review/add-reviewer.ts';
import { castBallot, issueBallots, takeBallot } from '../review/ballots.ts';
import { copy, markRead } from '../review/copies.ts';
import { decide } from '../review/decide.ts';
import { recusalTask } from '../review/recusal.ts';
import { answerRecusal, demandRecusal, recuse } from '../review/recuse.ts';
import { taskOfSigner } from '../review/seats.ts';
import { takeBack } from '../review/take-back.ts';
import { closeVote, vote } from '../review/vote.ts';
import { withdraw } from '../review/withdraw.ts';
import { amend } from '../step/amend.ts';
import { comment, dispose, endAsking } from '../step/ask.ts';
import { openCase } from '../step/case.ts';
import { goOn } from '../step/go-on.ts';
import { issue } from '../step/ordered.ts';
import { recordProof } from '../step/proof.ts';
import { reopen } from '../step/reopen.ts';
import { reply } from '../step/reply.ts';
import { receive, send } from '../step/send.ts';
import { submit } from '../step/submit.ts';
import { delegate, handBack } from '../task/delegate.ts';
import { extend, reassign } from '../task/office-acts.ts';
import { transfer } from '../task/transfer.ts';
import { urge } from '../task/urge.ts';
import { closeCampaign } from './close-node.ts';
import type { Command, CommandKind, CommandOf } from './command.ts';
import type { Answer } from './message.ts';
import { refusalOfNode, trueSigner } from './refusals.ts';
import type { Rejection } from './rejection.ts';
import { changeRosterCommand } from './roster-change.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

interface Handler<K extends CommandKind> {
  readonly refuse: (work: Work, node: NodeState, command: CommandOf<K>) => Rejection | undefined;
  readonly apply: (work: Work, node: NodeState, command: CommandOf<K>) => void;
}

const handlers: { readonly [K in CommandKind]: Handler<K> } = {
  Submit: submit,
  Withdraw: withdraw,
  Decide: decide,
  Vote: vote,
  CloseVote: closeVote,
  IssueBallots: issueBallots,
  TakeBallot: takeBallot,
  CastBallot: castBallot,
  TakeBack: takeBack,
  AddReviewer: addReviewer,
  Comment: comment,
  Dispose: dispose,
  EndAsking: endAsking,
  Reply: reply,
  Send: send,
  Receive: receive,
  GoOn: goOn,
  Convene: convene,
  TakeOff: takeOff,
  CloseMeeting: closeMeeting,
  Issue: issue,
  RecordProof: recordProof,
  OpenCase: openCase,
  Reopen: reopen,
  Recuse: recuse,
  DemandRecusal: demandRecusal,
  AnswerRecusal: answerRecusal,
  Copy: copy,
  MarkRead: markRead,
  Transfer: transfer,
  Delegate: delegate,
  HandBack: handBack,
  Urge: urge,
  Jump: jump,
  Force: force,
  Regrade: regrade,
  Confirm: confirm,
  Decline: decline,
  Reassign: reassign,
  Extend: extend,
  ChangeRoster: changeRosterCommand,
  ChangeReview: changeReviewCommand,
  ChangeCalendar: changeCalendarCommand,
  Amend: amend,
  CloseCampaign: closeCampaign,
};

/** Why the command would be refused now; undefined when it would be accepted. Changes nothing. */
export function refusalOf(work: Work, command: Command): Rejection | undefined {
  const refusal = refusalOfNode(work, command.node);
  const node = work.peek(command.node);
  if (refusal !== undefined || node === undefined) return refusal ?? { code: 'node.unknown', node: command.node };
  const handler = handlers[command.kind] as Handler<CommandKind>;
  return handler.refuse(work, node, command);
}

/** The task that a command is an act on: who owns it in another's place signs for that other. */
function taskOf(node: NodeState, command: Command): TaskId | undefined {
  switch (command.kind) {
    case 'Submit':
    case 'Dispose':
    case 'EndAsking':
    case 'Send':
    case 'Issue':
    case 'RecordProof':
      return command.step;
    case 'Receive':
      return receiptTask(command.step);
    case 'Decide':
    case 'Vote':
    case 'TakeBallot':
    case 'AddReviewer':
      return taskOfSigner(node, command.step, command.stage, command.signer);
    case 'Transfer':
    case 'Delegate':
      return command.task;
    case 'AnswerRecusal':
      return recusalTask(command.step, command.person);
    default:
      return undefined;
  }
}

/** Does the command, or answers why not. The caller lets the actor come to rest afterwards. */
export function carryOut(work: Work, command: Command): Answer {
  const rejection = refusalOf(work, command);
  if (rejection !== undefined) return { request: command.request, ok: false, rejection };
  const node = work.node(command.node);
  const handler = handlers[command.kind] as Handler<CommandKind>;
  const task = taskOf(node, command);
  const signer = task === undefined ? command.signer : trueSigner(work, node, task, command.signer);
  handler.apply(work, node, { ...command, signer });
  return { request: command.request, ok: true, node: node.key, seq: node.seq };
}
