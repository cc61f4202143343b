/** A form agrees with its printed heads, its columns have a source, its boxes and stages belong together. */

import { isChoose, possibleIn } from '../plan/choose.ts';
import { stagesOf } from '../plan/course.ts';
import type { Field, Form } from '../plan/form.ts';
import { ofSteps, type PlanIndex } from '../plan/plan-index.ts';
import type { CaseStep } from '../plan/step.ts';
import { listOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, type Path, problem } from './context.ts';

export const checkForms: Check = ({ plan, index }) => {
  const problems: Problem[] = [];
  for (const [id, form] of Object.entries(plan.forms)) {
    const path: Path = ['forms', id];
    if (form.fields === undefined && form.items === undefined && form.rows === undefined) {
      problems.push(problem('form.nothing-to-fill', 'error', path, { form: form.name }));
    }
    // The rows of one kind are judged one by one; of two kinds nobody could say which.
    if (form.items !== undefined && form.rows !== undefined) {
      problems.push(problem('form.items-and-rows', 'error', [...path, 'rows'], { form: form.name }));
    }
    const heads = headsOf(form);
    form.printed?.forEach((head, at) => {
      if (!heads.has(head))
        problems.push(problem('form.printed', 'error', [...path, 'printed', at], { form: form.name, name: head }));
    });
    if (form.copies !== undefined && form.copies.count !== form.copies.holders.length) {
      problems.push(
        problem('form.copies', 'error', [...path, 'copies', 'holders'], {
          form: form.name,
          count: form.copies.count,
          holders: form.copies.holders.length,
        }),
      );
    }
    const shown = pathsOf(index, id, form);
    for (const [where, fields] of [
      ['fields', form.fields],
      ['items', form.items?.fields],
      ['rows', form.rows?.fields],
    ] as const) {
      fields?.forEach((field, at) => {
        const here = where === 'fields' ? [...path, 'fields', at] : [...path, where, 'fields', at];
        problems.push(...showProblems(field, here, shown));
      });
    }
    problems.push(...boxProblems(index, id, form, path));
  }
  return problems;
};

/** Every name that stands on the form. */
function headsOf(form: Form): ReadonlySet<string> {
  const parts = [
    ...(form.fields ?? []),
    ...(form.items?.fields ?? []),
    ...(form.rows?.fields ?? []),
    ...(form.boxes ?? []),
    ...(form.signatures ?? []),
  ];
  return new Set([...parts.map((part) => part.name), ...(form.dated === true ? ['年月日'] : [])]);
}

/** What a column of the form may show. */
function pathsOf(index: PlanIndex, id: string, form: Form): ReadonlySet<string> {
  const { plan } = index;
  const users = [...index.steps, ...index.caseSteps].filter(
    (placed) => possibleIn(placed.step.declaration).includes(id) || placed.step.compute?.rollUp === id,
  );
  const layers = new Set([...users.map((user) => user.layer), ...(form.rows === undefined ? [] : [form.rows.of])]);
  const lowest = Math.max(-1, ...[...layers].map((layer) => index.layers.indexOf(layer)));
  const paths = new Set<string>();
  for (const layer of plan.layers.slice(0, lowest + 1)) {
    for (const name of ['name', 'holders', ...Object.keys(layer.facts ?? {})]) paths.add(`${layer.id}.${name}`);
  }
  for (const [scale, one] of Object.entries(plan.scales))
    for (const source of Object.keys(one.sources)) paths.add(`grade.${scale}.${source}`);
  // Columns and items of other declarations at the same place, by step or simply as items.
  for (const placed of index.steps) {
    for (const one of possibleIn(placed.step.declaration)) {
      const other = plan.forms[one];
      if (other === undefined || one === id || !layers.has(placed.layer)) continue;
      for (const field of other.fields ?? [])
        paths.add(`${placed.step.id}.${field.id}`).add(`${placed.id}.${field.id}`);
      for (const field of other.items?.fields ?? []) paths.add(`items.${field.id}`);
    }
  }
  return paths;
}

function showProblems(field: Field, path: Path, possible: ReadonlySet<string>): Problem[] {
  return listOf(field.show).flatMap((one, at) => {
    if (possible.has(one)) return [];
    const where = [...path, 'show', ...(Array.isArray(field.show) ? [at] : [])];
    return [problem('reference.path', 'error', where, { name: one, possible: [...possible] })];
  });
}

/** The reviews that a form may come to; chosen by the same rows, each form has its own. */
function pairedWith(declaration: CaseStep['declaration'], form: string, review: CaseStep['review']): readonly string[] {
  if (!possibleIn(declaration).includes(form)) return [];
  const rows = (written: CaseStep['review']) =>
    isChoose(written) ? written.choose.map((row) => row.if).join('\n') : '';
  if (!isChoose(declaration) || !isChoose(review) || rows(declaration) !== rows(review)) return possibleIn(review);
  const own = review.choose.flatMap((row, i) => (declaration.choose[i]?.then === form ? [row.then] : []));
  return declaration.otherwise === form && review.otherwise !== undefined ? [...own, review.otherwise] : own;
}

function boxProblems(index: PlanIndex, id: string, form: Form, path: Path): Problem[] {
  const problems: Problem[] = [];
  const reviews = new Set(
    [...index.steps, ...index.caseSteps].flatMap((placed) =>
      ofSteps(index, placed).flatMap((of) => pairedWith(of.step.declaration, id, placed.step.review)),
    ),
  );
  const boxes = form.boxes ?? [];
  boxes.forEach((box, at) => {
    const [review = ''] = box.stage.split('.');
    if (index.plan.reviews?.[review] === undefined || reviews.has(review)) return;
    problems.push(
      problem('form.box-without-stage', 'advice', [...path, 'boxes', at, 'stage'], { form: form.name, name: box.name }),
    );
  });
  if (form.printed === undefined) return problems; // what is not printed has no boxes to miss
  for (const review of reviews) {
    for (const { stage, path: at } of stagesOf(index.plan.reviews?.[review])) {
      if (boxes.some((box) => box.stage === `${review}.${stage.id}`)) continue;
      problems.push(
        problem('form.stage-without-box', 'advice', ['reviews', review, ...at], {
          form: form.name,
          name: stage.name,
        }),
      );
    }
  }
  return problems;
}
