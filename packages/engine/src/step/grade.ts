/** Grades of a node, kept apart by scale and source. */
import type { Facts, FormFacts, StepDefinition } from '../campaign/definition.ts';
import type { Signer } from '../kernel/signer.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';

export interface NewGrade {
  readonly scale: string;
  readonly source: string;
  readonly value: string;
  readonly rule: string | null;
  readonly rows: number[];
  readonly inputs: Record<string, unknown>;
  readonly score?: number;
  readonly bands?: number[];
  readonly step: string;
  readonly round: number;
}

export function recordGrade(work: Work, node: NodeState, grade: NewGrade, signer?: Signer): void {
  node.grades[grade.scale] = { ...node.grades[grade.scale], [grade.source]: grade.value };
  work.emit(node, { kind: 'Graded', subject: node.key, ...grade }, signer);
}

/** Grades that a submitted form states, as its author's own. */
export function recordStatedGrades(
  work: Work,
  node: NodeState,
  form: FormFacts,
  facts: Facts,
  at: { readonly step: string; readonly round: number },
  signer: Signer,
): void {
  for (const { fact, scale, source } of form.grades) {
    const value = facts[fact];
    if (typeof value !== 'string') continue;
    recordGrade(work, node, { scale, source, value, rule: null, rows: [], inputs: {}, ...at }, signer);
  }
}

/** The grade that a person states where a rule or the points say none. */
export function stateableIn(
  definition: StepDefinition,
): { readonly scale: string; readonly source: string } | undefined {
  if (definition.kind !== 'compute') return undefined;
  const { compute } = definition;
  if (compute.what === 'grade') return { scale: compute.scale, source: compute.source };
  return compute.what === 'score' && compute.scale !== null
    ? { scale: compute.scale, source: compute.source }
    : undefined;
}
