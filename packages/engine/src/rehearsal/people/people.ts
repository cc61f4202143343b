/**
 * Simulated people: what somebody does with a task, and when. A pure function of the task, the campaign and a seed; it keeps no
 * memory, so people played by another process, or after a crash, do the same under the same request ids. It gives the commands
 * a user would give, in the words of the client's list; it must not know the kernel's state or one plan.
 */
import { type NodeKey, type PersonId, REPLY, type StepId } from '../../campaign/keys.ts';
import type { Instant } from '../../time/civil-date.ts';
import { drawnOf } from '../draw.ts';
import * as phrases from '../phrases.ts';
import { byPerson, type OpenCopy, type OpenMeeting, type OpenTask, type PersonAct } from './acts.ts';
import { actOnRequest, readingOf } from './answering.ts';
import { actsOnAsking } from './asking.ts';
import { casesFrom, dutiesFrom } from './cases.ts';
import { firstHere, putOff } from './conduct.ts';
import { type Crowd, crowdOf, type PeopleSetting, requestOf, stageOf, stepAt } from './crowd.ts';
import { filledIn, gradeGiven } from './filling.ts';
import { actsAtStage } from './judging.ts';
import { type Finished, orderedIn, orderOn } from './ordering.ts';
import { answeredBy, answering, volunteers } from './replying.ts';
import { type Returns, returnsOf } from './returning.ts';
import { calledFor, closingOf, sittingsOver, waitsForMeeting } from './sitting.ts';
import { timingOf } from './timing.ts';

export interface People {
  /** In the order of their times; all under ids of their own, so that giving them again changes nothing. None for a meeting's task. */
  actsOn(task: OpenTask): readonly PersonAct[];
  /** The sittings to be called over the tasks that wait for a body. */
  sittingsOver(tasks: readonly OpenTask[]): readonly PersonAct[];
  /** The end of a sitting; none while its agenda is not settled. */
  closingOf(meeting: OpenMeeting): PersonAct | undefined;
  /** Cases that people open by themselves, from the campaign's beginning on. */
  dutiesFrom(from: Instant): readonly PersonAct[];
  /** Whoever got a copy marks it read. */
  readingOf(copy: OpenCopy): PersonAct;
  /** Does this task wait for a body's meeting? */
  waitsForMeeting(task: OpenTask): boolean;
  /** An order to do again what is done, from whom the plan lets order at any time; mostly none. */
  orderOn(done: Finished): PersonAct | undefined;
  /** How often a review will be sent back. */
  returnsOf(node: NodeKey, step: StepId): number;
  /** Will the task be done late? */
  isLate(task: OpenTask): boolean;
}

export function simulatedPeople(setting: PeopleSetting): People {
  const crowd = crowdOf(setting);
  const returns = returnsOf(crowd);
  const timing = timingOf(crowd, returns);
  const ordered = orderedIn(crowd);
  return {
    actsOn: (task) => {
      const at = timing.instantOf(task);
      const owner = firstHere(crowd, task, at);
      return owner === undefined
        ? []
        : putOff(crowd, task, recorded(crowd, task, actsOn(crowd, returns, task, owner, at)));
    },
    sittingsOver: (tasks) => sittingsOver(crowd, timing, tasks),
    closingOf: (meeting) => closingOf(crowd, returns, meeting),
    dutiesFrom: (from) => [...dutiesFrom(crowd, from), ...casesFrom(crowd, from)],
    readingOf: (copy) => readingOf(crowd, copy),
    waitsForMeeting: (task) => waitsForMeeting(crowd, task),
    orderOn: (done) => orderOn(crowd, ordered, done),
    returnsOf: (node, step) => returns.times.get(`${node}/${step}`) ?? 0,
    isLate: timing.isLate,
  };
}

/** What somebody outside says is signed as theirs by whoever records it. */
function recorded(crowd: Crowd, task: OpenTask, acts: readonly PersonAct[]): readonly PersonAct[] {
  const of = task.stuck ? undefined : crowd.directory.recordsFor?.(task.node, task.role, task.openedAt);
  if (of === undefined) return acts;
  return acts.map((act) =>
    act.signer.kind === 'person' && task.owners.includes(act.signer.person)
      ? { ...act, signer: { kind: 'recorder', person: act.signer.person, of } }
      : act,
  );
}

function actsOn(crowd: Crowd, returns: Returns, task: OpenTask, owner: PersonId, at: Instant): readonly PersonAct[] {
  const stage = stageOf(crowd, task);
  const requested = actOnRequest(crowd, task, stage, owner, at);
  if (requested !== undefined) return [requested];
  const step = stepAt(crowd, task.node, task.step);
  if (step === undefined) return [];
  const head = { request: requestOf(crowd, task, owner, 'act'), node: task.node, step: step.id };
  const act = (command: PersonAct['command']): PersonAct => ({ at, signer: byPerson(owner), command });
  switch (step.kind) {
    case 'do':
    case 'compute': {
      const content = step.kind === 'do' ? filledIn(crowd, task, step) : gradeGiven(crowd, task, step);
      if (content === undefined) return [];
      return [act({ name: 'submit', input: { ...head, round: task.round, content } })];
    }
    case 'decide':
      return stage === undefined ? [] : actsAtStage(crowd, returns, task, stage, owner, at);
    case 'ask': {
      if (task.stage === REPLY) return [answering(crowd, task, step, owner)].flatMap((one) => one ?? []);
      const end = step.questions === undefined ? at : Math.max(at, answeredBy(task));
      return [...volunteers(crowd, task, step), ...actsOnAsking(crowd, task, step, owner, end)];
    }
    case 'send': {
      if (task.task !== step.id) return [act({ name: 'receive', input: head })];
      return [act({ name: 'send', input: { ...head, package: drawnOf(phrases.parcels, crowd.seed, task.node) } })];
    }
    case 'open':
    case 'reopen':
      return [
        act({ name: 'issue', input: { ...head, opinion: drawnOf(phrases.orders, crowd.seed, task.node, step.id) } }),
      ];
    case 'sit':
      return calledFor(crowd, task, step.body, at);
    case 'wait':
      return [];
  }
}
