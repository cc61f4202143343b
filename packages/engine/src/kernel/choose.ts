/**
 * Values by rule: what a step or stage chose when it opened is asked once, kept in its state, and said in its event with rule, row and
 * inputs. `withChosen` puts it where the definition has the usual value, so that nobody else knows of rules. Must not know what for.
 */
import type { Choice, Due, StageChoices, StepChoices, StepDefinition } from '../campaign/definition.ts';
import { applyRule } from '../expression/rule.ts';
import { groundOf } from '../step/rule-ground.ts';
import type { Chosen } from './event.ts';
import type { NodeState } from './state.ts';
import { valuesAt } from './values.ts';
import type { Work } from './work.ts';

/** Key → index of what was chosen among the values of its choice. */
export type ChosenIndexes = Readonly<Record<string, number>>;

type Choices = { readonly [key: string]: Choice<unknown> | undefined };

/** What the rules give here now. A rule that gives nothing, which no checked plan has, leaves the usual value. */
export function choose(
  work: Work,
  node: NodeState,
  choices: StepChoices | StageChoices,
): { readonly indexes: ChosenIndexes; readonly chosen: Chosen[] } {
  const values = valuesAt(work, node);
  const indexes: Record<string, number> = {};
  const chosen: Chosen[] = [];
  // By name: a definition that came out of storage has its keys in another order.
  for (const key of Object.keys(choices).toSorted()) {
    const choice = (choices as Choices)[key];
    if (choice === undefined) continue;
    const result = applyRule(choice.rule, values);
    const index = result.kind === 'value' ? Number(result.value) : -1;
    const value = choice.values[index];
    if (value === undefined) continue;
    indexes[key] = index;
    const inputs = groundOf({ rule: choice.rule }, result, values);
    chosen.push({ key, value: wordOf(value), rule: choice.hash, row: result.rows[0] ?? null, inputs });
  }
  return { indexes, chosen };
}

/** The definition as it would be if it opened now. */
export function asOpenedNow<T extends { readonly choices?: StepChoices | StageChoices }>(
  work: Work,
  node: NodeState,
  definition: T,
): T {
  const { choices } = definition;
  return choices === undefined ? definition : withChosen(definition, choose(work, node, choices).indexes);
}

/** An id stands for itself; a limit is said as the plan has it. */
function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const due = value as Due;
  if (due.kind === 'at') return due.words;
  if (due.kind === 'step') return due.kind;
  return due.kind === 'none' ? due.reason : 'on' in due.limit ? due.limit.on : `${due.limit.count} ${due.limit.unit}`;
}

/** The step as it runs at the node. */
export function chosenIn<T extends StepDefinition>(node: Pick<NodeState, 'steps'>, step: T): T {
  const chosen = step.choices === undefined ? undefined : node.steps[step.id]?.chosen;
  return chosen === undefined ? step : withChosen(step, chosen);
}

const known = new WeakMap<object, Map<string, object>>();

/** The definition with what was chosen in place of the usual values; the same one for the same choices. */
export function withChosen<T extends { readonly choices?: StepChoices | StageChoices }>(
  definition: T,
  indexes: ChosenIndexes,
): T {
  const key = JSON.stringify(indexes);
  let made = known.get(definition);
  if (made === undefined) {
    made = new Map();
    known.set(definition, made);
  }
  const before = made.get(key);
  if (before !== undefined) return before as T;
  const entries = Object.entries((definition.choices ?? {}) as Choices).flatMap(([name, choice]) => {
    const value = choice?.values[indexes[name] ?? -1];
    return value === undefined ? [] : [[name, value] as const];
  });
  const result = { ...definition, ...Object.fromEntries(entries) };
  made.set(key, result);
  return result;
}
