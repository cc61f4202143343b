/** Names stand once in their list, and none hides a name that expressions read. */
import { reservedNames } from '../plan/scope.ts';
import type { Problem } from '../problem.ts';
import { type Check, type Path, problem } from './context.ts';

export const checkNames: Check = ({ plan }) => {
  const problems: Problem[] = [];
  const once = (names: readonly string[], at: (index: number) => Path): void => {
    names.forEach((name, index) => {
      if (names.indexOf(name) < index) problems.push(problem('plan.duplicate-id', 'error', at(index), { name }));
    });
  };
  const ids = (parts: readonly { readonly id: string }[] | undefined, path: Path): void =>
    once(
      (parts ?? []).map((part) => part.id),
      (index) => [...path, index, 'id'],
    );
  const parts = [...plan.phases.map((phase) => phase.id), ...(plan.procedures ?? []).map((procedure) => procedure.id)];
  const partPath = (index: number): Path =>
    index < plan.phases.length ? ['phases', index, 'id'] : ['procedures', index - plan.phases.length, 'id'];

  ids(plan.layers, ['layers']);
  once(parts, partPath);
  // Expressions name layers and parts side by side with the language's own names.
  const layers = plan.layers.map((layer) => layer.id);
  layers.forEach((layer, index) => {
    if (reservedNames.includes(layer))
      problems.push(problem('plan.name-taken', 'error', ['layers', index, 'id'], { name: layer }));
  });
  parts.forEach((part, index) => {
    if (reservedNames.includes(part) || layers.includes(part))
      problems.push(problem('plan.name-taken', 'error', partPath(index), { name: part }));
  });
  plan.phases.forEach((phase, p) => {
    ids(phase.steps, ['phases', p, 'steps']);
  });
  plan.procedures?.forEach((procedure, p) => {
    ids(procedure.steps, ['procedures', p, 'steps']);
  });
  for (const [id, scale] of Object.entries(plan.scales)) once(scale.grades, (index) => ['scales', id, 'grades', index]);
  for (const [id, review] of Object.entries(plan.reviews ?? {})) {
    ids(review.stages, ['reviews', id, 'stages']);
    once(review.return.reasons, (index) => ['reviews', id, 'return', 'reasons', index]);
    review.stages.forEach((stage, s) => {
      ids(stage.outcomes, ['reviews', id, 'stages', s, 'outcomes']);
    });
  }
  for (const [id, form] of Object.entries(plan.forms)) {
    const path = ['forms', id];
    ids(form.fields, [...path, 'fields']);
    ids(form.items?.fields, [...path, 'items', 'fields']);
    ids(form.rows?.fields, [...path, 'rows', 'fields']);
    ids(form.boxes, [...path, 'boxes']);
    ids(form.signatures, [...path, 'signatures']);
  }
  return problems;
};
