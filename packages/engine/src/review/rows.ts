/** A verdict on a row of a form is a verdict on the row's node: what was approved is told to each. */
import type { DecideStep } from '../campaign/definition.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';

export function settleRows(work: Work, node: NodeState, step: DecideStep, review: ReviewState): void {
  const grades = step.rowGrades;
  const output = node.steps[step.of]?.output;
  if (grades === undefined || output === undefined) return;
  for (const row of output.items) {
    const declared = row.facts?.[grades.fact];
    if (typeof declared !== 'string') continue;
    const changes = review.decisions
      .flatMap((decision) => decision.verdicts)
      .filter((verdict) => verdict.item === row.item);
    const approved =
      changes.flatMap((verdict) => (verdict.value === undefined ? [] : [verdict.value])).at(-1) ?? declared;
    work.tell(node, row.item, {
      kind: 'order',
      order: {
        kind: 'row-settled',
        step: step.id,
        round: review.round,
        scale: grades.scale,
        declared: { source: grades.declared, value: declared },
        approved: { source: grades.approved, value: approved },
      },
    });
  }
}
