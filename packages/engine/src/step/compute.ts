/**
 * What the system derives by itself: a grade by rule, a roll-up's root. Where a rule finds no row a person decides.
 */
import type { ComputeStep } from '../campaign/definition.ts';
import { applyRule } from '../expression/rule.ts';
import { invariant } from '../invariant.ts';
import { branchRoot, reportOf } from '../kernel/snapshots.ts';
import type { NodeState } from '../kernel/state.ts';
import { valuesAt } from '../kernel/values.ts';
import type { Work } from '../kernel/work.ts';
import { completeStep } from './complete.ts';
import { recordGrade } from './grade.ts';
import { gradeItems, gradesItems } from './grade-items.ts';
import { openOwnTask } from './own-task.ts';
import { isRank, rank } from './rank.ts';
import { groundOf, scoreOf } from './rule-ground.ts';
import { compare, isCompare, isScore, score } from './score.ts';

export function compute(work: Work, node: NodeState, definition: ComputeStep): void {
  if (isScore(definition)) {
    score(work, node, definition);
    return;
  }
  if (isCompare(definition)) {
    compare(work, node, definition);
    return;
  }
  if (isRank(definition)) {
    rank(work, node, definition);
    completeStep(work, node, definition);
    return;
  }
  if (definition.compute.what === 'roll-up') {
    rollUp(work, node, definition);
    completeStep(work, node, definition);
    return;
  }
  if (gradesItems(definition)) {
    gradeItems(work, node, definition);
    return;
  }
  const grading = definition.compute;
  invariant(grading.what === 'grade', `step '${definition.id}' to grade its node`);
  const { rule: ruleId, scale, source } = grading;
  const rule = work.definition.rules[ruleId];
  invariant(rule, `rule '${ruleId}' to be defined`);
  const step = work.step(node, definition.id);
  const values = valuesAt(work, node);
  const result = applyRule(rule.rule, values);
  const inputs = groundOf(rule, result, values);
  if (result.kind !== 'value') {
    work.emit(node, {
      kind: 'GradeMissing',
      why: result.kind,
      subject: node.key,
      scale,
      source,
      rule: rule.hash,
      inputs,
      step: definition.id,
      round: step.round,
    });
    openOwnTask(work, node, definition);
    return;
  }
  recordGrade(work, node, {
    scale,
    source,
    value: String(result.value),
    rule: rule.hash,
    rows: [...result.rows],
    inputs,
    ...scoreOf(result),
    step: definition.id,
    round: step.round,
  });
  completeStep(work, node, definition);
}

/** What a person who grades a node was shown, recorded with the grade; nothing where the rule names no factors. */
export function factorsAt(work: Work, node: NodeState, definition: ComputeStep): Record<string, unknown> {
  const rule = definition.compute.what === 'grade' ? work.definition.rules[definition.compute.rule] : undefined;
  if (rule?.factors === undefined) return {};
  const values = valuesAt(work, node);
  return groundOf(rule, applyRule(rule.rule, values), values);
}

/** Asked again whenever the node settles: a roll-up over rows that were redone has another root. */
export function recompute(work: Work, node: NodeState, definition: ComputeStep): boolean {
  if (isRank(definition)) return rank(work, node, definition);
  if (definition.compute.what !== 'roll-up') return false;
  const { root } = rootOf(work, node, definition);
  if (root === work.step(node, definition.id).root) return false;
  rollUp(work, node, definition);
  return true;
}

function rollUp(work: Work, node: NodeState, definition: ComputeStep): void {
  const step = work.step(node, definition.id);
  const { root, rows } = rootOf(work, node, definition);
  step.root = root;
  work.emit(node, { kind: 'RolledUp', step: definition.id, round: step.round, root, rows });
}

function rootOf(work: Work, node: NodeState, definition: ComputeStep): { root: string; rows: number } {
  const of = definition.compute.what === 'roll-up' ? definition.compute.of : [];
  const reports = of.map((id) => reportOf(work, node, id));
  return {
    root: branchRoot(reports.map((report) => report.root)),
    rows: Math.max(0, ...reports.map((report) => report.done)),
  };
}
