/** People who do what another asked of them: give stuck work to somebody, hand back what they prepared, answer, confirm, read. */
import type { StageDefinition } from '../../campaign/definition.ts';
import type { PersonId } from '../../campaign/keys.ts';
import { sha256Hex } from '../../json/canonical.ts';
import { isActTask } from '../../office/second-person.ts';
import { isRecusalTask } from '../../review/recusal.ts';
import type { Instant } from '../../time/civil-date.ts';
import { drawn } from '../draw.ts';
import * as phrases from '../phrases.ts';
import { byPerson, type OpenCopy, type OpenTask, type PersonAct } from './acts.ts';
import { asideOf, type Crowd, requestOf } from './crowd.ts';
import { instantFor } from './timing.ts';

/** What is no task of a step or stage, or is so only by detour; undefined for every other. */
export function actOnRequest(
  crowd: Crowd,
  task: OpenTask,
  stage: StageDefinition | undefined,
  owner: PersonId,
  at: Instant,
): PersonAct | undefined {
  if (isActTask(task.task)) return secondPerson(crowd, task, owner, at);
  if (isRecusalTask(task.task)) return recusalAnswer(crowd, task, owner, at);
  if (task.stuck) return reassignment(crowd, task, stage, owner, at);
  return task.delegatedBy.length > 0 ? handedBack(crowd, task, owner, at) : undefined;
}

/** The office confirms; where nobody else of it could, it drops the act. */
function secondPerson(crowd: Crowd, task: OpenTask, owner: PersonId, at: Instant): PersonAct {
  const act = task.task.slice(task.task.indexOf('@') + 1);
  const head = { request: requestOf(crowd, task, owner, 'act'), node: task.node, act };
  const signer = { kind: 'administrator' as const, person: owner };
  return task.stuck
    ? { at, signer, command: { name: 'decline', input: { ...head, reason: phrases.nobodyElse } } }
    : { at, signer, command: { name: 'confirm', input: head } };
}

function recusalAnswer(crowd: Crowd, task: OpenTask, owner: PersonId, at: Instant): PersonAct {
  const { campaign, seed } = crowd;
  const { node, step, round } = task;
  const person = task.task.slice(task.task.indexOf('@') + 1);
  const granted = drawn(seed, node, task.task, round, 'granted') < 0.5;
  if (person === owner) {
    // Nobody else is there to answer: whoever is asked goes of their own accord.
    const input = {
      request: requestOf(crowd, task, owner, 'recuse'),
      node,
      step,
      round,
      reason: phrases.recusalGranted,
    };
    return { at, signer: byPerson(owner), command: { name: 'recuse', input } };
  }
  const byOffice = task.stuck || task.role === campaign.office;
  return {
    at,
    signer: byOffice ? { kind: 'administrator', person: owner } : byPerson(owner),
    command: {
      name: 'answerRecusal',
      input: {
        request: requestOf(crowd, task, owner, 'answer'),
        node,
        step,
        round,
        person,
        granted,
        reason: granted ? phrases.recusalGranted : phrases.recusalRefused,
      },
    },
  };
}

/** To whoever of the office neither filled it in nor is asked at the stage already; the office's own first, when nobody is. */
function reassignment(
  crowd: Crowd,
  task: OpenTask,
  stage: StageDefinition | undefined,
  owner: PersonId,
  at: Instant,
): PersonAct {
  const { directory } = crowd;
  const { node, step, openedAt } = task;
  const holders = stage === undefined ? [] : directory.members(node, stage.by, openedAt);
  const party = stage === undefined ? [] : [...asideOf(crowd, node, step, openedAt), ...holders];
  const to = task.owners.find((person) => !party.includes(person)) ?? owner;
  const input = {
    request: requestOf(crowd, task, owner, 'assign'),
    node,
    task: task.task,
    to,
    reason: phrases.vacancy,
  };
  return { at, signer: { kind: 'administrator', person: owner }, command: { name: 'reassign', input } };
}

function handedBack(crowd: Crowd, task: OpenTask, owner: PersonId, at: Instant): PersonAct {
  const request = requestOf(crowd, task, owner, 'back');
  const input = { request, node: task.node, task: task.task, opinion: phrases.prepared };
  return { at, signer: byPerson(owner), command: { name: 'handBack', input } };
}

/** 已阅. */
export function readingOf(crowd: Crowd, { node, step, person, round, sentAt }: OpenCopy): PersonAct {
  const words = `${node}/${step}/${round}/${sentAt}/${person}/read`;
  const request = `sim-${crowd.seed}-${sha256Hex(words).slice(0, 32)}`;
  const at = instantFor(crowd, sentAt, null, node, step, person, 'read');
  return { at, signer: byPerson(person), command: { name: 'markRead', input: { request, node, step } } };
}
