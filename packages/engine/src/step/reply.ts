/**
 * Questions that everybody of a scope answers once. Who answered is known; who gave which answer only where it is asked by name: otherwise
 * answers are kept sorted, apart from the people, and told together when the asking ends.
 */
import type { AskedQuestions, AskStep } from '../campaign/definition.ts';
import { REPLY, replyTask, type StepId } from '../campaign/keys.ts';
import { formatDecimal } from '../expression/decimal.ts';
import type { Scope } from '../expression/fact-type.ts';
import { quotientOf } from '../expression/rounding.ts';
import { type Assessment, decimalOf, MEAN_PLACES, meanOf } from '../expression/score.ts';
import type { Value } from '../expression/tree.ts';
import { canonicalJson } from '../json/canonical.ts';
import type { CommandOf } from '../kernel/command.ts';
import { membersOf } from '../kernel/owners.ts';
import { refusalOfStep } from '../kernel/refusals.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn } from '../kernel/signer.ts';
import type { NodeState, StepState } from '../kernel/state.ts';
import { closeTask, openTask } from '../kernel/tasks.ts';
import type { Work } from '../kernel/work.ts';
import { askedScope } from './questions.ts';
import { refusalOfScope } from './refusal-of-scope.ts';
import { yardstickAt } from './yardstick.ts';

/** What is asked at this node: the plan's questions, or the criteria of the yardstick it is bound to, each from 0 to its maximum. */
export function questionsAt(work: Work, node: NodeState, definition: AskStep): Scope {
  const of = definition.questions?.of;
  if (of === undefined) return {};
  if ('scope' in of) return of.scope;
  const yardstick = yardstickAt(work, node, of.score, node.steps[definition.id]?.yardstick);
  return yardstick === undefined ? {} : askedScope(yardstick.rule);
}

/** Begins a round of questions: nobody has answered, the yardstick is bound, those who are asked one by one get their tasks. */
export function beginQuestions(work: Work, node: NodeState, definition: AskStep): void {
  const { questions } = definition;
  if (questions === undefined) return;
  const step = work.step(node, definition.id);
  const { round } = step;
  const bound = 'score' in questions.of ? yardstickAt(work, node, questions.of.score)?.version : undefined;
  // Held in the middle of its round it goes on with what was answered, unless something else is asked by now.
  if (step.replies?.round !== round || bound !== step.yardstick) step.replies = { round, people: [], given: [] };
  delete step.results;
  if (bound !== undefined) step.yardstick = bound;
  if (!questions.invites) return;
  const left = membersOf(work, node.key, definition.scope).filter((one) => step.replies?.people.includes(one) !== true);
  for (const person of left) {
    openTask(work, node, {
      task: replyTask(definition.id, person),
      step: definition.id,
      stage: REPLY,
      round: step.round,
      role: definition.scope,
      due: step.dueAt ?? null,
      ladder: definition.ladder,
      seat: person,
      owners: [person],
    });
  }
}

/** Why the asking cannot end yet for want of answers. */
export function refusalOfTooFew(node: NodeState, definition: AskStep): Rejection | undefined {
  const { questions } = definition;
  if (questions === undefined) return undefined;
  const replies = node.steps[definition.id]?.replies?.people.length ?? 0;
  const { least } = questions;
  return replies >= least ? undefined : { code: 'asking.too-few-replies', step: definition.id, replies, least };
}

/** Says what was answered, taken together. */
export function countReplies(work: Work, node: NodeState, definition: AskStep): void {
  const { questions } = definition;
  const step = work.step(node, definition.id);
  if (questions === undefined || step.replies === undefined) return;
  const { given } = step.replies;
  const hidden = given.length < questions.hideBelow;
  const results = resultsOf(
    questionsAt(work, node, definition),
    given.map(({ facts }) => facts),
    hidden,
  );
  step.results = { ...results, replies: count(given.length) };
  const invited = questions.invites ? membersOf(work, node.key, definition.scope).length : null;
  work.emit(node, {
    kind: 'RepliesCounted',
    step: definition.id,
    round: step.round,
    replies: given.length,
    invited,
    hidden,
    version: step.yardstick ?? null,
    results: shown(results),
  });
}

/** The answers that a yardstick combines; none where they are too few to be told. */
export function answersOf(work: Work, node: NodeState, id: StepId): readonly Assessment[] {
  const definition = work.stepAt(node, id);
  const given = node.steps[id]?.replies?.given ?? [];
  if (definition?.kind !== 'ask' || definition.questions === undefined) return [];
  return given.length < definition.questions.hideBelow ? [] : given;
}

function resultsOf(
  scope: Scope,
  given: readonly Readonly<Record<string, unknown>>[],
  hidden: boolean,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(scope).map(([id, type]): [string, Value] => {
      const values = given.flatMap((facts) => (facts[id] === undefined || facts[id] === null ? [] : [facts[id]]));
      const told = !hidden && values.length > 0;
      const shareOf = (holds: (value: unknown) => boolean): Value =>
        told ? quotientOf(count(values.filter(holds).length), count(values.length), MEAN_PLACES, 'half-up') : null;
      const head = { count: count(values.length) };
      switch (type.kind) {
        case 'number':
          return [id, { ...head, mean: told ? meanOf(values.map((value) => decimalOf(value as Value))) : null }];
        case 'boolean':
          return [id, { ...head, share: shareOf((value) => value === true) }];
        case 'enumeration':
          return [id, { ...head, share: shares(type.values, (one) => shareOf((value) => value === one)) }];
        case 'list': {
          const possible = type.of.kind === 'enumeration' ? type.of.values : [];
          const has = (one: string) => shareOf((value) => Array.isArray(value) && value.includes(one));
          return [id, { ...head, share: shares(possible, has) }];
        }
        default:
          return [id, head];
      }
    }),
  );
}

function shares(values: readonly string[], shareOf: (value: string) => Value): Value {
  return Object.fromEntries(values.map((value) => [value, shareOf(value)]));
}

function count(number: number): { n: number; scale: number } {
  return { n: number, scale: 0 };
}

/** Decimals as texts, for the record. */
function shown(value: Value): Record<string, unknown> {
  const visit = (part: Value): unknown => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    if ('n' in part && 'scale' in part) return formatDecimal(decimalOf(part));
    return Object.fromEntries(
      Object.entries(part as Readonly<Record<string, Value>>).map(([key, one]) => [key, visit(one)]),
    );
  };
  return visit(value) as Record<string, unknown>;
}

function groupOf(work: Work, node: NodeState, definition: AskStep, questions: AskedQuestions, person: string): string {
  const own = questions.groups.find((role) => membersOf(work, node.key, role).includes(person));
  return own ?? definition.scope;
}

function askedAt(work: Work, node: NodeState, id: StepId): AskStep | undefined {
  const definition = work.stepAt(node, id);
  return definition?.kind === 'ask' && definition.questions !== undefined ? definition : undefined;
}

type Given = NonNullable<StepState['replies']>['given'][number];

export const reply = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Reply'>): Rejection | undefined {
    const refusal = refusalOfStep(work, node, command.step, 'ask');
    if (refusal) return refusal;
    const definition = askedAt(work, node, command.step);
    if (definition === undefined) {
      const possible = work.stepsAt(node.key).flatMap((one) => (askedAt(work, node, one.id) ? [one.id] : []));
      return { code: 'asking.no-questions', step: command.step, possible };
    }
    const person = actorIn(command.signer);
    const invited = person !== null && node.tasks[replyTask(definition.id, person)] !== undefined;
    const replied = node.steps[command.step]?.replies?.people ?? [];
    if (command.signer.kind !== 'person' || person === null)
      return { code: 'task.wrong-signer', task: command.step, signer: command.signer.kind };
    if (replied.includes(person)) return { code: 'asking.replied-already', step: command.step, person };
    if (!invited && !membersOf(work, node.key, definition.scope).includes(person))
      return { code: 'comment.out-of-scope', role: definition.scope, step: command.step };
    const scope = questionsAt(work, node, definition);
    const unknown = Object.keys(command.facts).filter((fact) => scope[fact] === undefined);
    if (unknown.length > 0) return { code: 'declaration.unknown-facts', facts: unknown, possible: Object.keys(scope) };
    return refusalOfScope(scope, command.facts);
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Reply'>): void {
    const definition = askedAt(work, node, command.step);
    const person = actorIn(command.signer);
    if (definition?.questions === undefined || person === null) return;
    const { questions } = definition;
    const step = work.step(node, definition.id);
    const named = questions.replies === 'named';
    const group = groupOf(work, node, definition, questions, person);
    const { round } = step;
    const { people, given } = step.replies ?? { people: [], given: [] };
    const answer: Given = { group, facts: command.facts, by: named ? person : null };
    // Sorted by what was said, so that the order does not say who said it.
    const byWords = (one: Given, other: Given) => (canonicalJson(one) < canonicalJson(other) ? -1 : 1);
    step.replies = {
      round,
      people: [...people, person].sort(),
      given: named ? [...given, answer] : [...given, answer].sort(byWords),
    };
    const facts = named ? command.facts : null;
    work.emit(node, { kind: 'Replied', step: definition.id, round: step.round, group, facts }, command.signer);
    closeTask(work, node, replyTask(definition.id, person), 'done');
  },
};
