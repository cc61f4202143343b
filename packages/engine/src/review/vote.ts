/**
 * A stage that votes: members choose one by one, and when everybody has, or nobody can change it any more, or the convener closes it
 * with its quorum, it is counted and the stage has its outcome. A "no" is a vote, not a veto, unless the stage says so.
 *
 * Reading: a vote that all have given and that still has no result (its quorum is a number that recusals made impossible, or it neither
 * passes nor fails) stays open and waits for its convener, in sight; it is never decided by the lack of a result.
 */
import type { Counting, Decide, DecideStep, Outcome, StageDefinition } from '../campaign/definition.ts';
import { type PersonId, type RoleId, reviewKey, type StageId } from '../campaign/keys.ts';
import { invariant } from '../invariant.ts';
import type { CommandOf, Verdict, Vote } from '../kernel/command.ts';
import { bodyOf, conveners, rightsOf } from '../kernel/owners.ts';
import { refusalOfOffice } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn, rightIn, type Signer } from '../kernel/signer.ts';
import type { Judgement, NodeState, ReturnOrder, ReviewState, Sitting } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { type Ballots, certainResult, count, isOpen, recorded, thresholdWords, weightsOf } from '../vote/count.ts';
import { recordedRule } from '../vote/rule.ts';
import { conclude } from './conclude.ts';
import { convenersAt } from './conveners.ts';
import { definitionOf, standsAside } from './course.ts';
import {
  type AtStage,
  atStage,
  isRejection,
  judge,
  outcomeOf,
  refusalOfReturn,
  refusalOfReviewer,
  refusalOfVerdicts,
} from './decide.ts';
import { roleAt } from './role.ts';
import {
  arrange,
  closeStage,
  heard,
  openForConvener,
  rightOf,
  said,
  stageTask,
  taskOfSigner,
  unheard,
} from './seats.ts';

export type VoteRule = Decide & { readonly mode: 'vote' };

/** The vote that a command is about. */
export interface VoteAt extends AtStage {
  readonly rule: VoteRule;
}

/** What a command on a vote is about: a stage that is open on this version, votes, and has members; or why not. */
export function voteAt(work: Work, node: NodeState, command: Parameters<typeof atStage>[2]): VoteAt | Rejection {
  const at = atStage(work, node, command);
  if (isRejection(at)) return at;
  const { step, review, stage } = at;
  const name = reviewKey(node.key, step.id);
  if (stage.decide.mode !== 'vote') {
    const possible = stage.decide.mode === 'meeting' ? ['Convene'] : ['Decide'];
    return { code: 'vote.no-vote', review: name, stage: stage.id, possible };
  }
  if (review.sittings?.[stage.id] !== undefined) return { ...at, rule: stage.decide };
  // Nobody held the role when it was entered: the office finds somebody, who decides alone.
  const task = stageTask(step.id, stage.id);
  const possible = node.tasks[task]?.stuck === true ? ['Reassign'] : ['Decide'];
  return { code: 'vote.no-members', review: name, stage: stage.id, role: stage.by, possible };
}

/** The same, of a command that was not refused. */
export function voteOf(work: Work, node: NodeState, command: Parameters<typeof atStage>[2]): VoteAt {
  const at = voteAt(work, node, command);
  invariant(!isRejection(at), `a vote at stage '${command.stage}' of '${command.step}'`);
  return at;
}

export const vote = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Vote'>): Rejection | undefined {
    const at = voteAt(work, node, command);
    if (isRejection(at)) return at;
    if (at.rule.ballot === 'secret') {
      const possible = ['IssueBallots', 'TakeBallot', 'CastBallot'];
      return { code: 'vote.secret', review: reviewKey(node.key, at.step.id), stage: at.stage.id, possible };
    }
    return refusalOfVoter(work, node, at, command.signer) ?? refusalOfChoice(work, node, at, command);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Vote'>): void {
    const at = voteOf(work, node, command);
    const { step, review, definition, stage } = at;
    const { choice, reasons, opinion, verdicts, hash, signer } = command;
    const right = seatOfSigner(node, step.id, stage.id, signer);
    invariant(right !== null, 'a vote to be a person’s');
    judge(work, review, { ...command, outcome: choice }, right);
    work.emit(
      node,
      {
        kind: 'Voted',
        step: step.id,
        round: review.round,
        stage: stage.id,
        hash,
        definition: definition.hash,
        choice,
        reasons,
        opinion,
        verdicts,
        seat: right,
      },
      signer,
    );
    settleVote(work, node, step, review, stage);
  },
};

/** With an open vote: counted as it stands. With a secret ballot: the drawing ends, then the casting. */
export const closeVote = {
  refuse(work: Work, node: NodeState, command: CommandOf<'CloseVote'>): Rejection | undefined {
    const at = voteAt(work, node, command);
    if (isRejection(at)) return at;
    return refusalOfConvener(work, node, at, command.signer) ?? refusalOfClosing(work, node, at);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'CloseVote'>): void {
    const at = voteOf(work, node, command);
    const { step, review, stage } = at;
    if (review.sittings?.[stage.id]?.ballot?.place === 'drawing')
      closeDrawing(work, node, step, review, stage, command.signer);
    else finish(work, node, at, voteNow(review, stage), command.signer);
  },
};

/**
 * Looks whether the vote is complete now: after a vote, a ballot, or when somebody stands aside. A secret ballot that somebody has drawn
 * who stands aside now is drawn anew, because nobody can tell which one it is.
 */
export function settleVote(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
): void {
  const sitting = review.sittings?.[stage.id];
  if (stage.decide.mode !== 'vote' || sitting === undefined || sitting.seats.length === 0) return;
  const at: VoteAt = { step, review, definition: definitionOf(work, step, review), stage, rule: stage.decide };
  if (sitting.ballot === undefined) {
    const all = unheard(review, stage.id).length === 0;
    const ballots = ballotsOf(work, node, at, voteNow(review, stage));
    const { result } = count(at.rule, ballots);
    const over = all || (at.rule.ends === 'certain' && certainResult(at.rule, ballots) !== undefined);
    if (over && result !== 'undecided') finish(work, node, at, ballots.vote);
    else {
      arrange(work, node, step, review, stage);
      if (all) openForConvener(work, node, step, review, stage);
    }
    return;
  }
  const { drawn, place } = sitting.ballot;
  const left = drawn.filter((person) => !sitting.seats.some((seat) => seat.right === person));
  if (left.length > 0) {
    setSitting(review, stage.id, { ...sitting, ballot: emptyBallot('issuing', []) });
    closeStage(work, node, step, stage.id, 'superseded');
    arrange(work, node, step, review, stage);
  } else if (place === 'drawing' && unheard(review, stage.id).length === 0) {
    closeDrawing(work, node, step, review, stage);
  } else if (place === 'casting' && isAllCast(sitting)) {
    const given = voteNow(review, stage);
    if (count(at.rule, ballotsOf(work, node, at, given)).result !== 'undecided') finish(work, node, at, given);
  } else arrange(work, node, step, review, stage);
}

export function emptyBallot(place: 'issuing' | 'drawing', open: readonly string[]): NonNullable<Sitting['ballot']> {
  return { place, open: [...open], drawn: [], cast: { for: 0, against: 0, abstained: 0 } };
}

export function isAllCast({ ballot }: Sitting): boolean {
  return ballot !== undefined && castIn(ballot) >= ballot.drawn.length;
}

export function castIn({ cast }: NonNullable<Sitting['ballot']>): number {
  return cast.for + cast.against + cast.abstained;
}

export function setSitting(review: ReviewState, stage: StageId, sitting: Sitting): void {
  review.sittings = { ...review.sittings, [stage]: sitting };
}

/** Has it no result although everybody has voted? */
export function isStalled(work: Work, node: NodeState, at: VoteAt): boolean {
  return count(at.rule, ballotsOf(work, node, at, voteNow(at.review, at.stage))).result === 'undecided';
}

/** In whose right the signer acts at the stage: that of the seat whose task is theirs, also when it was given to them. */
export function seatOfSigner(node: NodeState, step: string, stage: StageId, signer: Signer): PersonId | null {
  return node.tasks[taskOfSigner(node, step, stage, signer)]?.seat ?? rightIn(signer);
}

/** The member whose seat it is may vote, once. */
export function refusalOfVoter(work: Work, node: NodeState, at: VoteAt, signer: Signer): Rejection | undefined {
  const { step, review, stage } = at;
  const right = rightIn(signer);
  const done = review.sittings?.[stage.id]?.ballot?.drawn ?? heard(review, stage.id);
  const refusal = refusalOfReviewer(work, node, at, signer);
  return refusal?.code === 'task.not-open' && right !== null && done.includes(right)
    ? { code: 'vote.already-voted', review: reviewKey(node.key, step.id), person: right, possible: ['TakeBack'] }
    : refusal;
}

/** The chair or the office of the body; where the role is no body, or they stand aside, the office of the campaign. */
export function refusalOfConvener(work: Work, node: NodeState, at: VoteAt, signer: Signer): Rejection | undefined {
  const { step, review, stage } = at;
  const { role } = roleAt(work, node, step, review, stage);
  const possible = convenersAt(work, node, review, role);
  const body = conveners(work, node.key, role).some((person) => possible.includes(person));
  const refusal = body ? undefined : refusalOfOffice(work, signer);
  if (refusal) return refusal;
  if (body && signer.kind !== 'person' && signer.kind !== 'recorder')
    return { code: 'task.wrong-signer', task: stageTask(step.id, stage.id), signer: signer.kind };
  const person = actorIn(signer) ?? '';
  return possible.includes(person) ? undefined : { code: 'vote.not-convener', person, role, owners: possible };
}

function refusalOfChoice(work: Work, node: NodeState, at: VoteAt, command: CommandOf<'Vote'>): Rejection | undefined {
  const { choice, reasons, opinion, verdicts } = command;
  if (choice !== 'against' && (reasons.length > 0 || verdicts.length > 0))
    return { code: 'vote.reasons-with-against', choice, possible: ['against'] };
  if (choice === 'abstained') return undefined;
  const outcome = resultOutcome(at.stage, choice === 'for' ? at.rule.passed : at.rule.failed);
  if (outcome.opinion === 'required' && opinion === null)
    return { code: 'review.opinion-missing', outcome: outcome.id };
  if (choice === 'for') return undefined;
  // A grade is set by an authority, not by one of several who vote.
  const valued = verdicts.filter((verdict) => verdict.value !== undefined).map((verdict) => verdict.item);
  if (valued.length > 0) return { code: 'review.no-values', items: valued };
  return (
    refusalOfVerdicts(work, node, at, outcome, { verdicts }) ??
    refusalOfReturn(work, node, at, outcome, { reasons, verdicts })
  );
}

function refusalOfClosing(work: Work, node: NodeState, at: VoteAt): Rejection | undefined {
  const { review, stage, rule } = at;
  const sitting = review.sittings?.[stage.id];
  invariant(sitting, `members at stage '${stage.id}'`);
  if (sitting.ballot?.place === 'issuing')
    return { code: 'vote.wrong-place', stage: stage.id, place: 'issuing', possible: ['IssueBallots'] };
  const drawing = sitting.ballot?.place === 'drawing';
  // Who has drawn is taken to be there; whether they cast is seen when the casting ends.
  const given = drawing ? asDrawn(sitting) : voteNow(review, stage);
  const counted = count(rule, ballotsOf(work, node, at, given));
  if (!counted.quorum) {
    const { present, entitled } = counted;
    return { code: 'vote.no-quorum', stage: stage.id, voted: present, entitled, quorum: thresholdWords(rule.quorum) };
  }
  return drawing || counted.result !== 'undecided'
    ? undefined
    : {
        code: 'vote.undecided',
        stage: stage.id,
        of: counted.of,
        pass: thresholdWords(rule.pass),
        fail: failWords(rule),
      };
}

function failWords({ fail }: Counting): string {
  return fail === null ? '' : thresholdWords(fail);
}

function closeDrawing(
  work: Work,
  node: NodeState,
  step: DecideStep,
  review: ReviewState,
  stage: StageDefinition,
  signer?: Signer,
): void {
  const sitting = review.sittings?.[stage.id];
  invariant(sitting?.ballot, `a ballot at stage '${stage.id}'`);
  setSitting(review, stage.id, { ...sitting, ballot: { ...sitting.ballot, place: 'casting' } });
  const drawn = sitting.ballot.drawn.length;
  work.emit(node, { kind: 'DrawingClosed', step: step.id, round: review.round, stage: stage.id, drawn }, signer);
  closeStage(work, node, step, stage.id, 'superseded');
  arrange(work, node, step, review, stage);
}

/** As if closed now. */
function voteNow(review: ReviewState, stage: StageDefinition): Vote {
  const sitting = review.sittings?.[stage.id];
  const ballot = sitting?.ballot;
  if (ballot !== undefined) return { voters: [...ballot.drawn].sort(), counts: { ...ballot.cast } };
  const who = (choice: string) => votesAt(review, stage.id, choice).flatMap((one) => rightOf(one) ?? []);
  return { for: who('for'), against: who('against'), abstained: who('abstained') };
}

function asDrawn({ ballot }: Sitting): Vote {
  const drawn = ballot?.drawn ?? [];
  return { voters: [...drawn], counts: { for: 0, against: 0, abstained: drawn.length } };
}

/** What those said who have a seat still. */
function votesAt(review: ReviewState, stage: StageId, choice: string): Judgement[] {
  const seats = review.sittings?.[stage]?.seats ?? [];
  return said(review, stage).filter(
    (one) => one.outcome === choice && seats.some((seat) => seat.right === rightOf(one)),
  );
}

function ballotsOf(work: Work, node: NodeState, at: VoteAt, given: Vote): Ballots {
  const { step, review, stage, rule } = at;
  const { role } = roleAt(work, node, step, review, stage);
  const entitled = review.sittings?.[stage.id]?.seats.map((seat) => seat.right) ?? [];
  return {
    entitled,
    aside: asideAt(work, node, review, role, entitled),
    weights: isOpen(given) ? weightsOf(rule.weights, entitled, (one) => rightsAt(work, node, one)) : {},
    chair: bodyOf(work, node.key, role)?.chair ?? null,
    vote: given,
  };
}

function rightsAt(work: Work, node: NodeState, role: RoleId): PersonId[] {
  return rightsOf(work, node.key, role).map(({ right }) => right);
}

/** Of those who hold the role, who stands aside: on record, and in no number. */
function asideAt(
  work: Work,
  node: NodeState,
  review: ReviewState,
  role: RoleId,
  seated: readonly PersonId[],
): PersonId[] {
  return rightsAt(work, node, role).filter((person) => standsAside(review, person) && !seated.includes(person));
}

/** Counts, says so with all that the result follows from, and gives the stage its outcome. */
function finish(work: Work, node: NodeState, at: VoteAt, given: Vote, signer?: Signer): void {
  const { step, review, stage, rule } = at;
  const { entitled, aside, weights, chair, vote: counted } = ballotsOf(work, node, at, given);
  const { result } = count(rule, { entitled, aside, weights, chair, vote: counted });
  invariant(result !== 'undecided', `the vote at stage '${stage.id}' to have a result`);
  const outcome = resultOutcome(stage, result === 'passed' ? rule.passed : rule.failed);
  work.emit(
    node,
    {
      kind: 'VoteCounted',
      step: step.id,
      round: review.round,
      stage: stage.id,
      entitled: [...entitled],
      recused: [...aside],
      vote: recorded(rule, counted),
      weights: { ...weights },
      chair,
      rule: recordedRule(rule),
      result,
      outcome: outcome.id,
    },
    signer,
  );
  const order = orderOf(stage, outcome, result === 'failed' ? votesAt(review, stage.id, 'against') : []);
  conclude(work, node, step, review, stage, outcome, order, signer);
}

/**
 * What those who were against said, together; a secret ballot gives no reasons. Somebody who objected to the whole, naming no item, has
 * all items opened.
 */
function orderOf(stage: StageDefinition, outcome: Outcome, against: readonly Judgement[]): ReturnOrder {
  const returns = ({ outcome: id }: Verdict) => outcomeOf(stage, id)?.leads === 'return';
  const whole = against.some((one) => !one.verdicts.some(returns));
  const verdicts = new Map<string, Verdict>();
  for (const verdict of against.flatMap((one) => one.verdicts.filter(returns))) {
    const known = verdicts.get(verdict.item);
    const reasons = [...new Set([...(known?.reasons ?? []), ...verdict.reasons])];
    verdicts.set(verdict.item, { ...verdict, reasons });
  }
  const ofItems = whole ? [...verdicts.values()].flatMap((verdict) => verdict.reasons) : [];
  return {
    outcome: outcome.id,
    reasons: [...new Set([...against.flatMap((one) => one.reasons ?? []), ...ofItems])],
    opinion: against.flatMap((one) => one.opinion ?? []).at(-1) ?? null,
    verdicts: whole ? [] : [...verdicts.values()],
  };
}

function resultOutcome(stage: StageDefinition, id: string): Outcome {
  const outcome = outcomeOf(stage, id);
  invariant(outcome, `outcome '${id}' of stage '${stage.id}'`);
  return outcome;
}
