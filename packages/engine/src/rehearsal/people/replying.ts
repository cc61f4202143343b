/** People who answer the questions of an asking: whoever has a task for it, and of an open questionnaire everybody of its scope. */
import type { AskStep } from '../../campaign/definition.ts';
import type { PersonId } from '../../campaign/keys.ts';
import { formatDecimal } from '../../expression/decimal.ts';
import type { FactType, Scope } from '../../expression/fact-type.ts';
import { askedScope } from '../../step/questions.ts';
import { standsUntil } from '../../step/stand.ts';
import { DAY, type Instant } from '../../time/civil-date.ts';
import { drawn } from '../draw.ts';
import { byPerson, type OpenTask, type PersonAct } from './acts.ts';
import { type Crowd, requestOf } from './crowd.ts';

/** As many of an open questionnaire's scope answer. */
const MOST = 30;

/** Everybody has answered by then; whoever asks does not end it before. */
export function answeredBy(task: OpenTask): Instant {
  const span = task.due === null || task.due <= task.openedAt ? 4 * DAY : task.due - task.openedAt;
  return Math.floor(task.openedAt + span / 2);
}

/** The answer of one person, at some time before that. */
export function answering(crowd: Crowd, task: OpenTask, step: AskStep, person: PersonId): PersonAct | undefined {
  const scope = questionsOf(crowd, task, step);
  if (scope === undefined) return undefined;
  const { seed } = crowd;
  const { node } = task;
  const request = requestOf(crowd, task, person, 'answer');
  const share = 0.1 + 0.8 * drawn(seed, node, step.id, person, 'answers');
  const { calendar, zone } = crowd.campaign;
  const ends = Math.min(answeredBy(task), standsUntil(step, task.openedAt, calendar, zone) ?? Number.POSITIVE_INFINITY);
  const at = Math.floor(task.openedAt + share * (ends - task.openedAt));
  const facts = Object.fromEntries(
    Object.entries(scope).flatMap(([name, type]) => {
      const value = answerTo(type, drawn(seed, node, step.id, task.round, person, name));
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return { at, signer: byPerson(person), command: { name: 'answer', input: { request, node, step: step.id, facts } } };
}

/** Those who answer without being asked one by one. */
export function volunteers(crowd: Crowd, task: OpenTask, step: AskStep): PersonAct[] {
  if (step.questions === undefined || step.questions.invites) return [];
  const people = crowd.directory.members(task.node, step.scope, task.openedAt).slice(0, MOST);
  return people.flatMap((person) => answering(crowd, task, step, person) ?? []);
}

function questionsOf(crowd: Crowd, task: OpenTask, step: AskStep): Scope | undefined {
  const of = step.questions?.of;
  if (of === undefined || 'scope' in of) return of?.scope;
  const definition = crowd.campaign.scores?.[of.score];
  return definition?.made === null ? askedScope(definition.rule) : crowd.knownQuestions(task.node, step.id);
}

/** Rather good than bad. */
function answerTo(type: FactType, draw: number): string | number | boolean | string[] | undefined {
  switch (type.kind) {
    case 'number': {
      const [min, max] = [type.min ?? { n: 0, scale: 0 }, type.max ?? { n: 100, scale: 0 }].map((one) =>
        Number(formatDecimal(one)),
      );
      return Math.round((min ?? 0) + (0.6 + 0.4 * draw) * ((max ?? 0) - (min ?? 0)));
    }
    case 'boolean':
      return draw < 0.8;
    case 'enumeration':
      return type.values[Math.floor(draw * draw * type.values.length)];
    case 'list':
      return type.of.kind === 'enumeration' ? type.of.values.slice(0, 1) : [];
    default:
      return undefined;
  }
}
