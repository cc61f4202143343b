/**
 * A secret ballot at a stage that votes. First everybody draws: who votes is known, and nothing of tokens. Then, apart in time, ballots
 * are cast under tokens that nobody is named with. The actor holds hashes of tokens and running counts; neither the order of drawing
 * nor the time of casting joins a person to a choice.
 */
import { reviewKey } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import { sha256Hex } from '../json/canonical.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { SYSTEM } from '../kernel/signer.ts';
import type { NodeState, Sitting } from '../kernel/state.ts';
import { closeTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { isRejection } from './decide.ts';
import { arrange, stageTask } from './seats.ts';
import {
  castIn,
  emptyBallot,
  isAllCast,
  isStalled,
  refusalOfConvener,
  refusalOfVoter,
  seatOfSigner,
  setSitting,
  settleVote,
  type VoteAt,
  voteAt,
  voteOf,
} from './vote.ts';

type Place = NonNullable<Sitting['ballot']>['place'];

const possibleAt: Readonly<Record<Place, readonly string[]>> = {
  issuing: ['IssueBallots'],
  drawing: ['TakeBallot', 'CloseVote'],
  casting: ['CastBallot', 'CloseVote'],
};

export const issueBallots = {
  refuse(work: Work, node: NodeState, command: CommandOf<'IssueBallots'>): Rejection | undefined {
    const at = ballotAt(work, node, command);
    if (isRejection(at)) return at;
    const sitting = at.review.sittings?.[at.stage.id];
    invariant(sitting?.ballot, `a ballot at stage '${at.stage.id}'`);
    const refusal = refusalOfConvener(work, node, at, command.signer);
    if (refusal) return refusal;
    // Ballots that all were cast and gave no result are followed by new ones.
    const anew = sitting.ballot.place === 'casting' && isAllCast(sitting) && isStalled(work, node, at);
    if (sitting.ballot.place !== 'issuing' && !anew) return wrongPlace(at, sitting.ballot.place);
    const { ballots } = command;
    if (new Set(ballots).size < ballots.length) return { code: 'vote.repeated-ballot', stage: at.stage.id };
    const seats = sitting.seats.length;
    return ballots.length === seats
      ? undefined
      : { code: 'vote.ballot-number', stage: at.stage.id, ballots: ballots.length, seats };
  },
  apply(work: Work, node: NodeState, command: CommandOf<'IssueBallots'>): void {
    const { step, review, stage } = voteOf(work, node, command);
    const sitting = review.sittings?.[stage.id];
    invariant(sitting, `members at stage '${stage.id}'`);
    // Sorted: the order in which they were made says nothing.
    const ballots = [...command.ballots].sort();
    setSitting(review, stage.id, { ...sitting, ballot: emptyBallot('drawing', ballots) });
    const { round } = review;
    work.emit(node, { kind: 'BallotsIssued', step: step.id, round, stage: stage.id, ballots }, command.signer);
    arrange(work, node, step, review, stage);
  },
};

export const takeBallot = {
  refuse(work: Work, node: NodeState, command: CommandOf<'TakeBallot'>): Rejection | undefined {
    const at = ballotAt(work, node, command);
    if (isRejection(at)) return at;
    const place = at.review.sittings?.[at.stage.id]?.ballot?.place;
    if (place !== undefined && place !== 'drawing') return wrongPlace(at, place);
    return refusalOfVoter(work, node, at, command.signer);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'TakeBallot'>): void {
    const { step, review, stage } = voteOf(work, node, command);
    const sitting = review.sittings?.[stage.id];
    const person = seatOfSigner(node, step.id, stage.id, command.signer);
    invariant(sitting?.ballot !== undefined && person !== null, `a ballot at stage '${stage.id}' for a person`);
    const ballot = { ...sitting.ballot, drawn: [...sitting.ballot.drawn, person] };
    setSitting(review, stage.id, { ...sitting, ballot });
    const { round } = review;
    work.emit(node, { kind: 'BallotTaken', step: step.id, round, stage: stage.id, person }, command.signer);
    closeTask(work, node, stageTask(step.id, stage.id, person), 'done');
    settleVote(work, node, step, review, stage);
  },
};

export const castBallot = {
  refuse(work: Work, node: NodeState, command: CommandOf<'CastBallot'>): Rejection | undefined {
    const at = ballotAt(work, node, command);
    if (isRejection(at)) return at;
    const ballot = at.review.sittings?.[at.stage.id]?.ballot;
    if (command.signer.kind !== 'system') {
      return { code: 'vote.signed-ballot', stage: at.stage.id, signer: command.signer.kind };
    }
    if (ballot === undefined || ballot.place !== 'casting') return wrongPlace(at, ballot?.place ?? 'issuing');
    // No more are counted than were drawn: what was not drawn is nobody's.
    const holds = castIn(ballot) < ballot.drawn.length && ballot.open.includes(sha256Hex(command.token));
    return holds ? undefined : { code: 'vote.unknown-ballot', stage: at.stage.id };
  },
  apply(work: Work, node: NodeState, command: CommandOf<'CastBallot'>): void {
    const { step, review, stage } = voteOf(work, node, command);
    const sitting = review.sittings?.[stage.id];
    invariant(sitting?.ballot, `a ballot at stage '${stage.id}'`);
    const { open, cast } = sitting.ballot;
    const used = sha256Hex(command.token);
    const ballot = {
      ...sitting.ballot,
      open: open.filter((hash) => hash !== used),
      cast: { ...cast, [command.choice]: cast[command.choice] + 1 },
    };
    setSitting(review, stage.id, { ...sitting, ballot });
    work.emit(node, { kind: 'BallotCast', step: step.id, round: review.round, stage: stage.id }, SYSTEM);
    settleVote(work, node, step, review, stage);
  },
};

/** A stage that votes by secret ballot. */
function ballotAt(work: Work, node: NodeState, command: Parameters<typeof voteAt>[2]): VoteAt | Rejection {
  const at = voteAt(work, node, command);
  if (isRejection(at) || at.rule.ballot === 'secret') return at;
  const review = reviewKey(node.key, at.step.id);
  return { code: 'vote.open', review, stage: at.stage.id, possible: ['Vote', 'CloseVote'] };
}

function wrongPlace({ stage }: VoteAt, place: Place): Rejection {
  return { code: 'vote.wrong-place', stage: stage.id, place, possible: possibleAt[place] };
}
