/**
 * launch.yaml: what a person fills in before a launch, by slot. Read like a plan, so that hostile text gives problems; written into the
 * plan's own text, so that the plan that is kept stands for itself.
 */
import { isMap, parseDocument, stringify } from 'yaml';
import type { Problem } from '../problem.ts';
import type { Roster } from '../roster/roster.ts';
import { readDocument } from './document.ts';
import { isData } from './expand.ts';
import type { Plan } from './plan.ts';

export interface Launch {
  readonly values: Readonly<Record<string, unknown>>;
  /** Of its text and shape, `in: 'launch'`. */
  readonly problems: readonly Problem[];
  readonly lineOf: (path: Problem['path']) => number | undefined;
}

export function parseLaunch(text: string): Launch {
  const document = readDocument(text, { characters: 100_000, depth: 20, values: 5_000 });
  const { lineOf } = document;
  const wrong: Problem[] =
    document.problems.length > 0 || isData(document.value)
      ? []
      : [
          {
            code: 'plan.wrong-type',
            severity: 'error',
            path: [],
            key: 'launch.yaml',
            expected: 'slot: value',
            found: String(document.value),
          },
        ];
  const problems = [...document.problems, ...wrong].map((problem) => ({
    ...problem,
    in: 'launch',
    line: problem.line ?? lineOf(problem.path) ?? 1,
  }));
  return { values: isData(document.value) ? document.value : {}, problems, lineOf };
}

/** The plan's text with these values in its slots; as it stands otherwise, comments too. */
export function withFillings(planText: string, values: Readonly<Record<string, unknown>>): string {
  if (Object.keys(values).length === 0) return planText;
  const document = parseDocument(planText);
  for (const [id, value] of Object.entries(values)) {
    const isSlot = isMap(document.getIn(['slots', id]));
    document.setIn(isSlot ? ['slots', id, 'value'] : [id], document.createNode(value));
  }
  return document.toString({ lineWidth: 0 });
}

/** A plan or roster that was put together, as one text. */
export function documentOf(value: Plan | Roster): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
