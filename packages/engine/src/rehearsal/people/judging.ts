/** People at a stage of a review: they decide, vote, draw and cast ballots; some have it prepared by another, or are asked to stand aside. */
import type { Decide, StageDefinition } from '../../campaign/definition.ts';
import type { PersonId } from '../../campaign/keys.ts';
import { sha256Hex } from '../../json/canonical.ts';
import type { Choice } from '../../kernel/command.ts';
import { type Signer, SYSTEM } from '../../kernel/signer.ts';
import { DAY, type Instant } from '../../time/civil-date.ts';
import { count } from '../../vote/count.ts';
import { drawn } from '../draw.ts';
import * as phrases from '../phrases.ts';
import { byPerson, type InputOf, type OpenTask, type OpenVote, type PersonAct } from './acts.ts';
import { asideOf, type Crowd, fillersOf, requestOf, reviewOf } from './crowd.ts';
import { judgementOf, type Returns } from './returning.ts';

type VoteRule = Decide & { readonly mode: 'vote' };

/** None at a stage where a body sits: its meeting decides. */
export function actsAtStage(
  crowd: Crowd,
  returns: Returns,
  task: OpenTask,
  stage: StageDefinition,
  owner: PersonId,
  at: Instant,
): PersonAct[] {
  const { node, step, round } = task;
  const { decide } = stage;
  if (decide.mode === 'meeting') return [];
  const head = (what: string) => ({ request: requestOf(crowd, task, owner, what), node, step, stage: stage.id, round });
  const signer = byPerson(owner);
  if (decide.mode === 'vote' && task.seat === null) {
    const open = crowd.knownVote(node, step, stage.id);
    if (open !== undefined) return onVote(crowd, returns, task, stage, decide, owner, at, open);
    // Otherwise nobody held the role, and the office has found somebody, who decides alone.
    if (decide.ballot === 'secret' && convenes(crowd, task, owner)) return [];
  }
  const before = [...demands(crowd, task, owner, at), ...delegations(crowd, task, stage, owner, at)];
  if (decide.mode === 'vote' && task.seat !== null) {
    const act: PersonAct =
      decide.ballot === 'secret'
        ? { at, signer, command: { name: 'takeBallot', input: head('draw') } }
        : {
            at,
            signer,
            command: { name: 'vote', input: { ...head('vote'), ...said(crowd, returns, task, stage, decide) } },
          };
    return [...before, act];
  }
  const { back: _, ...judgement } = judgementOf(crowd, returns, node, step, stage, round);
  return [...before, { at, signer, command: { name: 'decide', input: { ...head('act'), ...judgement } } }];
}

/** Whoever convenes issues the ballots; when all are drawn, those who drew one cast it, without a name. */
function onVote(
  crowd: Crowd,
  returns: Returns,
  task: OpenTask,
  stage: StageDefinition,
  rule: VoteRule,
  owner: PersonId,
  at: Instant,
  { seats, ballot }: OpenVote,
): PersonAct[] {
  const { node, step, round } = task;
  if (ballot === null) return []; // all have voted and it has no result: nothing that they do brings one
  const place = { node, step, stage: stage.id, round };
  const token = (number: number) => sha256Hex(`${crowd.seed}/${node}/${task.task}/${round}/ballot/${number}`);
  if (ballot.place === 'issuing') {
    const ballots = Array.from({ length: seats }, (_, number) => sha256Hex(token(number)));
    const input = { request: requestOf(crowd, task, owner, 'ballots'), ...place, ballots };
    // Where its convener stands aside the office does it.
    const signer: Signer = convenes(crowd, task, owner) ? byPerson(owner) : { kind: 'administrator', person: owner };
    return [{ at, signer, command: { name: 'issueBallots', input } }];
  }
  if (ballot.place === 'drawing') return [];
  const { back } = judgementOf(crowd, returns, node, step, stage, round, returning(stage, rule));
  const dissenter = back ? -1 : dissenterAmong(crowd, task, rule, ballot.drawn);
  return Array.from({ length: ballot.drawn }, (_, number): PersonAct => {
    const choice: Choice = back || number === dissenter ? 'against' : 'for';
    const request = requestOf(crowd, task, '', `cast-${number}`);
    const input: InputOf<'castBallot'> = { request, ...place, token: token(number), choice };
    return { at: at + number, signer: SYSTEM, command: { name: 'castBallot', input } };
  });
}

function convenes({ directory }: Crowd, { node, role, openedAt }: OpenTask, person: PersonId): boolean {
  return directory.body(node, role, openedAt)?.conveners.includes(person) === true;
}

/** What a member says in an open vote: with all the others for or against, now and then alone against it. */
function said(
  crowd: Crowd,
  returns: Returns,
  task: OpenTask,
  stage: StageDefinition,
  rule: VoteRule,
): Pick<InputOf<'vote'>, 'choice' | 'reasons' | 'opinion' | 'verdicts'> {
  const { node, step, round } = task;
  const failing = returning(stage, rule);
  const { back, reasons, opinion, verdicts } = judgementOf(crowd, returns, node, step, stage, round, failing);
  if (back) return { choice: 'against', reasons, opinion, verdicts };
  const members = crowd.directory.members(node, task.role, task.openedAt);
  const alone = members.indexOf(task.seat ?? '') === dissenterAmong(crowd, task, rule, members.length);
  if (!alone) return { choice: 'for', reasons: [], opinion, verdicts: [] };
  // Whoever is against says why, in the plan's words, if a failed vote sends back.
  const [reason] = reviewOf(crowd, node, step)?.return.reasons ?? [];
  const named = failing === undefined || reason === undefined ? [] : [reason];
  return { choice: 'against', reasons: named, opinion: phrases.objection, verdicts: [] };
}

/** The outcome of a failed vote, if that sends back. */
function returning(stage: StageDefinition, rule: VoteRule): string | undefined {
  return stage.outcomes.find((outcome) => outcome.id === rule.failed && outcome.leads === 'return')?.id;
}

/** Who is against what the others pass, by number; -1 for nobody, or where one voice, with another away, could change the result. */
function dissenterAmong(
  { seed }: Crowd,
  { node, step, stage, round }: OpenTask,
  rule: VoteRule,
  heads: number,
): number {
  if (heads < 3 || drawn(seed, node, step, stage ?? '', round, 'dissent') >= 0.4) return -1;
  const people = Array.from({ length: heads }, (_, number) => String(number));
  const [first = '', second = '', ...rest] = people;
  const vote = { for: rest, against: [first], abstained: [second] };
  const heavy = Object.keys(rule.weights).length > 0;
  const passes = count(rule, { entitled: people, aside: [], weights: {}, chair: null, vote }).result === 'passed';
  return passes && !heavy ? Math.floor(drawn(seed, node, step, stage ?? '', round, 'dissenter') * heads) : -1;
}

/** 委派: a colleague from the office, who has no part in the review, prepares it first. */
function delegations(crowd: Crowd, task: OpenTask, stage: StageDefinition, owner: PersonId, at: Instant): PersonAct[] {
  const { campaign, directory, habits, seed } = crowd;
  const { node, step, round } = task;
  if (drawn(seed, node, task.task, round, 'delegate') >= habits.delegated) return [];
  const party = [
    ...task.owners,
    ...directory.members(node, stage.by, task.openedAt),
    ...asideOf(crowd, node, step, task.openedAt),
  ];
  const to = directory.members(campaign.root, campaign.office, task.openedAt).find((person) => !party.includes(person));
  if (to === undefined) return [];
  const input = {
    request: requestOf(crowd, task, owner, 'delegate'),
    node,
    task: task.task,
    to,
    reason: phrases.delegation,
  };
  return [{ at: earlier(task, at, 0.5), signer: byPerson(owner), command: { name: 'delegate', input } }];
}

/** 要求回避: the filler asks that a reviewer stand aside, once, in the first round. */
function demands(crowd: Crowd, task: OpenTask, owner: PersonId, at: Instant): PersonAct[] {
  const { directory, habits, seed } = crowd;
  const { node, step, round } = task;
  // Whom the office found in another's place is left alone: it would run out of people.
  if (!directory.members(node, task.role, task.openedAt).includes(owner)) return [];
  const [filler] = fillersOf(crowd, node, step, task.openedAt);
  if (round > 1 || filler === undefined || filler === owner) return [];
  if (drawn(seed, node, task.task, 'demand') >= habits.demands) return [];
  const request = requestOf(crowd, task, filler, 'demand');
  const input = { request, node, step, round, person: owner, reason: phrases.partiality };
  return [{ at: earlier(task, at, 0.2), signer: byPerson(filler), command: { name: 'demandRecusal', input } }];
}

function earlier(task: OpenTask, at: Instant, share: number): Instant {
  return Math.floor(task.openedAt + Math.max(0, Math.min(at - task.openedAt, DAY)) * share);
}
