/** Every name that stands for another part names one that is declared. */
import { type ByRule, choicesIn } from '../plan/choose.ts';
import { isGroup, stagesOf } from '../plan/course.ts';
import { partOf } from '../plan/plan-index.ts';
import { writtenOutcomes } from '../plan/presets.ts';
import { isSimple, layersOfRole, rolesIn } from '../plan/role.ts';
import { decideObject } from '../plan/stage.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, type Path, problem } from './context.ts';

export const checkReferences: Check = ({ plan, index }) => {
  const problems: Problem[] = [];
  const must = (code: string, name: string | undefined, possible: readonly string[], path: Path): void => {
    if (name !== undefined && !possible.includes(name)) problems.push(problem(code, 'error', path, { name, possible }));
  };
  const roles = Object.keys(plan.roles);
  const forms = Object.keys(plan.forms);
  const reviews = Object.keys(plan.reviews ?? {});
  const rules = Object.keys(plan.rules ?? {});
  const scales = Object.keys(plan.scales);
  const scores = Object.keys(plan.scores ?? {});
  const steps = index.steps.map((placed) => placed.id);
  const phases = plan.phases.map((phase) => phase.id);
  const stages = Object.entries(plan.reviews ?? {}).flatMap(([id, review]) =>
    stagesOf(review).map(({ stage }) => `${id}.${stage.id}`),
  );
  const each = (code: string, written: ByRule<string> | undefined, possible: readonly string[], path: Path): void => {
    for (const { value, at } of choicesIn(written)) must(code, value, possible, [...path, ...at]);
  };
  const role = (written: ByRule<string> | undefined, path: Path): void => each('reference.role', written, roles, path);
  const layer = (name: string, path: Path): void => must('reference.layer', name, index.layers, path);
  const gradeSource = (scale: string, sources: Readonly<Record<string, string>>, path: Path): void => {
    must('reference.scale', scale, scales, [...path, 'scale']);
    const possible = Object.keys(plan.scales[scale]?.sources ?? {});
    if (scales.includes(scale))
      for (const [key, name] of Object.entries(sources)) must('reference.grade-source', name, possible, [...path, key]);
  };
  const step = (references: string | readonly string[] | undefined, path: Path, part?: string): void => {
    const several = Array.isArray(references);
    listOf(references).forEach((reference, at) => {
      if (index.find(reference, part) !== undefined) return;
      const local = part === undefined ? [] : [...index.byId.keys()].filter((id) => id.startsWith(`${part}.`));
      problems.push(
        problem('reference.step', 'error', several ? [...path, at] : path, {
          name: reference,
          possible: local.length > 0 && !reference.includes('.') ? local : steps,
        }),
      );
    });
  };

  role(plan.office, ['office']);
  plan.defaults.ladder.escalations.forEach((rung, at) => {
    role(rung.to, ['defaults', 'ladder', 'escalations', at, 'to']);
  });
  plan.orders?.by.forEach((name, at) => {
    role(name, ['orders', 'by', at]);
  });
  step(plan.continues?.steps, ['continues', 'steps']);
  for (const [id, one] of Object.entries(plan.roles)) {
    const of = layersOfRole(one);
    const several = Array.isArray(of);
    listOf(of).forEach((name, at) => {
      layer(name, ['roles', id, 'of', ...(several ? [at] : [])]);
    });
    rolesIn(one).forEach((name, at) => {
      const here: Path = ['roles', id, ...(one.relation === 'joint' ? ['roles', at] : ['recordedBy'])];
      role(name, here);
      if (plan.roles[name] !== undefined && !isSimple(plan.roles[name]))
        problems.push(problem('role.nested', 'error', here, { role: one.name, name: plan.roles[name]?.name }));
    });
  }

  for (const [id, form] of Object.entries(plan.forms)) {
    const path: Path = ['forms', id];
    const fields = { fields: form.fields, items: form.items?.fields, rows: form.rows?.fields };
    for (const [where, list] of Object.entries(fields)) {
      list?.forEach((field, at) => {
        const here = where === 'fields' ? [...path, 'fields', at] : [...path, where, 'fields', at];
        if (field.grade !== undefined)
          gradeSource(field.grade.scale, { source: field.grade.source }, [...here, 'grade']);
      });
    }
    if (form.rows !== undefined) {
      layer(form.rows.of, [...path, 'rows', 'of']);
      step(form.rows.from, [...path, 'rows', 'from']);
    }
    form.boxes?.forEach((box, at) => {
      must('reference.stage', box.stage, stages, [...path, 'boxes', at, 'stage']);
    });
    form.signatures?.forEach((signature, at) => {
      role(signature.by, [...path, 'signatures', at, 'by']);
    });
  }
  for (const [id, rule] of Object.entries(plan.rules ?? {})) {
    must('reference.scale', rule.scale, scales, ['rules', id, 'scale']);
    if (rule.of !== 'item') layer(rule.of, ['rules', id, 'of']);
  }
  for (const [id, score] of Object.entries(plan.scores ?? {})) {
    const path: Path = ['scores', id];
    layer(score.of, [...path, 'of']);
    must('reference.scale', score.scale, scales, [...path, 'scale']);
    for (const name of Object.keys(score.assessors?.groups ?? {})) role(name, [...path, 'assessors', 'groups', name]);
    for (const [key, part] of Object.entries({ criteria: score.criteria, bands: score.bands }))
      if (part !== undefined && !Array.isArray(part)) step(part.from, [...path, key, 'from']);
  }
  for (const [id, review] of Object.entries(plan.reviews ?? {})) {
    const path: Path = ['reviews', id];
    for (const { stage, path: at } of stagesOf(review)) {
      const here = [...path, ...at];
      role(stage.by, [...here, 'by']);
      role(stage.selfReview, [...here, 'selfReview']);
      stage.copies?.forEach((name, c) => {
        role(name, [...here, 'copies', c]);
      });
      stage.ladder?.escalations.forEach((rung, r) => {
        role(rung.to, [...here, 'ladder', 'escalations', r, 'to']);
      });
      stage.outcomes?.forEach((outcome, o) => {
        step(outcome.steps, [...here, 'outcomes', o, 'steps']);
      });
      const decide = decideObject(stage.decide);
      if (decide.mode !== 'vote' && decide.mode !== 'meeting') continue;
      for (const name of Object.keys(decide.weights ?? {})) role(name, [...here, 'decide', 'weights', name]);
      if (decide.mode !== 'vote') continue;
      const outcomes = writtenOutcomes(stage).map((outcome) => outcome.id);
      must('reference.outcome', decide.passed, outcomes, [...here, 'decide', 'passed']);
      must('reference.outcome', decide.failed, outcomes, [...here, 'decide', 'failed']);
    }
    step(review.return.to, [...path, 'return', 'to']);
    role(review.return.past, [...path, 'return', 'past']);
    review.return.raise?.forEach((one, at) => {
      role(one.role, [...path, 'return', 'raise', at, 'role']);
    });
    const own = stagesOf(review).map(({ stage }) => stage.id);
    const places = [...own, ...review.stages.filter(isGroup).map((group) => group.id)];
    if (Array.isArray(review.return.stages)) {
      review.return.stages.forEach((name, at) => {
        must('reference.place', name, places, [...path, 'return', 'stages', at]);
      });
    }
    if (typeof review.onChange === 'object') {
      review.onChange.stages?.forEach((name, at) => {
        must('reference.place', name, own, [...path, 'onChange', 'stages', at]);
      });
    }
  }
  plan.phases.forEach((phase, p) => {
    phase.after?.forEach((name, at) => {
      must('reference.phase', name, phases, ['phases', p, 'after', at]);
    });
    phase.with?.forEach((name, at) => {
      must('reference.phase', name, phases, ['phases', p, 'with', at]);
    });
  });
  plan.procedures?.forEach((procedure, p) => {
    layer(procedure.of, ['procedures', p, 'of']);
    role(procedure.opens, ['procedures', p, 'opens']);
  });
  for (const placed of [...index.steps, ...index.caseSteps]) {
    const { path, step: one } = placed;
    const part = partOf(placed);
    role(one.by, [...path, 'by']);
    if ('each' in one) layer(one.each, [...path, 'each']);
    step(one.after, [...path, 'after'], part);
    step(one.with, [...path, 'with'], part);
    step(one.of, [...path, 'of'], part);
    one.ladder?.escalations.forEach((rung, at) => {
      role(rung.to, [...path, 'ladder', 'escalations', at, 'to']);
    });
    each('reference.form', one.declaration, forms, [...path, 'declaration']);
    each('reference.review', one.review, reviews, [...path, 'review']);
    role(one.ask?.scope, [...path, 'ask', 'scope']);
    must('reference.rule', one.compute?.grade, rules, [...path, 'compute', 'grade']);
    must('reference.score', one.compute?.score, scores, [...path, 'compute', 'score']);
    must('reference.score', one.compute?.rank, scores, [...path, 'compute', 'rank']);
    const judged = one.ask?.questions;
    if (judged !== undefined && !Array.isArray(judged))
      must('reference.score', judged.score, scores, [...path, 'ask', 'questions', 'score']);
    one.ask?.groups?.forEach((name, at) => {
      role(name, [...path, 'ask', 'groups', at]);
    });
    step(one.compute?.compare, [...path, 'compute', 'compare'], part);
    const graded = plan.scores?.[one.compute?.score ?? '']?.scale;
    if (graded !== undefined && one.compute?.source !== undefined)
      gradeSource(graded, { source: one.compute.source }, [...path, 'compute']);
    must('reference.form', one.compute?.rollUp, forms, [...path, 'compute', 'rollUp']);
    role(one.send?.to, [...path, 'send', 'to']);
    role(one.sitting?.of, [...path, 'sitting', 'of']);
    const scale = plan.rules?.[one.compute?.grade ?? '']?.scale;
    if (scale !== undefined && scales.includes(scale) && one.compute?.source !== undefined) {
      must('reference.grade-source', one.compute.source, Object.keys(plan.scales[scale]?.sources ?? {}), [
        ...path,
        'compute',
        'source',
      ]);
    }
    if (one.itemGrades !== undefined) {
      const { scale: id, source, approved } = one.itemGrades;
      gradeSource(id, { source, approved }, [...path, 'itemGrades']);
    }
    if (one.rowGrades !== undefined) {
      const { scale: id, declared, approved } = one.rowGrades;
      gradeSource(id, { declared, approved }, [...path, 'rowGrades']);
    }
  }
  return problems;
};
