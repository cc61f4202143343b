/**
 * What hangs on what: nothing waits for steps that may never be opened, and no form shows what is filled only after it. Cycles are found
 * where the order is (order.ts), reads before writes of expressions where they are typed (expressions.ts).
 */
import { possibleIn } from '../plan/choose.ts';
import type { Field } from '../plan/form.ts';
import { type PlacedStep, partOf } from '../plan/plan-index.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, type CheckContext, type Path, problem } from './context.ts';

export const checkDependencies: Check = (context) => [...outsideWaits(context), ...shownLater(context)];

/** A phase's step cannot wait for a case, nor a case for anything but its own steps. */
function outsideWaits({ index }: CheckContext): Problem[] {
  const problems: Problem[] = [];
  for (const placed of [...index.steps, ...index.caseSteps]) {
    for (const key of ['after', 'with'] as const) {
      listOf(placed.step[key]).forEach((reference, at) => {
        const other = index.find(reference, partOf(placed));
        if (other === undefined || other.procedure === placed.procedure) return; // unknown ones are reported as such
        problems.push(
          problem('order.of-a-case', 'error', [...placed.path, key, at], {
            step: placed.step.name,
            name: other.step.name,
          }),
        );
      });
    }
  }
  return once(problems);
}

function shownLater(context: CheckContext): Problem[] {
  const { plan, index } = context;
  return Object.entries(plan.forms).flatMap(([id, form]) => {
    // A case is opened at any time: what it shows may be there.
    const users = index.steps.filter((placed) => formsOf(placed).includes(id));
    const opened = index.caseSteps.some((placed) => formsOf(placed).includes(id));
    if (users.length === 0 || opened) return [];
    return (['fields', 'items', 'rows'] as const).flatMap(
      (part) =>
        (part === 'fields' ? form.fields : form[part]?.fields)?.flatMap((field, at): Problem[] => {
          const shown = listOf(field.show);
          const fillers = shown.map((path) => fillersOf(context, path, id));
          // Names and facts of the roster are always there.
          if (shown.length === 0 || fillers.some((list) => list === undefined || list.length === 0)) return [];
          const all = fillers.flatMap((list) => list ?? []);
          const isThere = users.some((user) =>
            all.some((one) => one.procedure !== undefined || one.id === user.id || index.isBefore(one.id, user.id)),
          );
          if (isThere) return [];
          const path: Path = part === 'fields' ? ['forms', id, 'fields', at] : ['forms', id, part, 'fields', at];
          return [
            problem('form.shows-later', 'advice', [...path, 'show'], {
              form: form.name,
              name: field.name,
              shown,
              steps: [...new Set(all.map((one) => one.step.name))],
            }),
          ];
        }) ?? [],
    );
  });
}

/** Who fills what a column shows; undefined for what the roster knows. */
function fillersOf({ index, plan, filled }: CheckContext, path: string, form: string): PlacedStep[] | undefined {
  const parts = path.split('.');
  const [head = '', ...rest] = parts;
  if (index.layers.includes(head)) return undefined;
  const all = [...index.steps, ...index.caseSteps];
  if (head === 'grade')
    return filled
      .filter((one) => one.path[0] === 'grade' && one.path.slice(1).join('.') === rest.join('.'))
      .map((one) => one.step);
  const holds = (placed: PlacedStep, list: readonly Field[] | undefined, name: string | undefined): boolean =>
    list?.some((field) => field.id === name) === true && !formsOf(placed).includes(form);
  if (head === 'items')
    return all.filter((placed) =>
      formsOf(placed).some((one) => holds(placed, plan.forms[one]?.items?.fields, rest[0])),
    );
  const step = parts.slice(0, -1).join('.');
  return all.filter(
    (placed) =>
      (placed.id === step || placed.step.id === step) &&
      formsOf(placed).some((one) => plan.forms[one]?.fields?.some((field) => field.id === parts.at(-1)) === true),
  );
}

function formsOf({ step }: PlacedStep): readonly string[] {
  return [...possibleIn(step.declaration), ...(step.compute?.rollUp === undefined ? [] : [step.compute.rollUp])];
}

/** Each time of a step that repeats says the same. */
function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((one) => [JSON.stringify(one.path), one])).values()];
}
