/**
 * A verdict on a row of a form is a verdict on the row's node: what was approved is told to each. Of an item its grade is approved, or
 * set by whoever was asked; both stay.
 */
import type { DecideStep } from '../campaign/definition.ts';
import { gradeOfItem, setItemGrade } from '../kernel/items.ts';
import type { NodeState, ReviewState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';

export function settleItems(work: Work, node: NodeState, step: DecideStep, review: ReviewState): void {
  const source = work.stepAt(node, step.of);
  if (step.itemGrades === undefined || source?.kind !== 'do') return;
  const { scale, source: from, approved } = step.itemGrades;
  const fact = source.itemsRead?.grades.find((one) => one.scale === scale && one.source === from)?.fact;
  for (const item of node.steps[step.of]?.output?.items ?? []) {
    const before =
      fact === undefined ? gradeOfItem(node, step.of, item.item, scale, from) : (item.facts?.[fact] ?? undefined);
    const set = review.decisions
      .flatMap((decision) => decision.verdicts)
      .findLast((one) => one.item === item.item && one.value !== undefined);
    const value = set?.value ?? before;
    if (typeof value !== 'string') continue;
    setItemGrade(node, step.of, item, { scale, source: approved, value });
    const inputs = { [`item.grade.${scale}.${from}`]: before ?? null };
    const at = { step: step.id, round: review.round };
    work.emit(node, {
      kind: 'Graded',
      subject: item.item,
      of: step.of,
      scale,
      source: approved,
      value,
      rule: null,
      rows: [],
      inputs,
      ...at,
    });
  }
}

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
