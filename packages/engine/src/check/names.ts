/** Names stand once in their list, and none hides a name that expressions read. */
import { REVIEW_PLACES } from '../machine/review-machine.ts';
import { isGroup, stagesOf } from '../plan/course.ts';
import { reservedNames } from '../plan/scope.ts';
import type { Problem } from '../problem.ts';
import { type Check, type Path, problem } from './context.ts';

/** Places that every review and branch has, the task of a demanded recusal, and what every object of the record has by itself. */
const placeNames: ReadonlySet<string> = new Set([
  ...REVIEW_PLACES,
  'joined',
  'recusal',
  ...Object.getOwnPropertyNames(Object.prototype),
]);

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
  const taken = (name: string, path: Path): void => {
    if (placeNames.has(name)) problems.push(problem('stage.name-taken', 'error', path, { name }));
  };
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
    const path = ['reviews', id];
    once(review.return.reasons, (index) => [...path, 'return', 'reasons', index]);
    // A review keeps places by these names, and stages of branches stand beside the others.
    const stages = stagesOf(review);
    const groups = review.stages.flatMap((entry, e) =>
      isGroup(entry) ? [{ entry, path: [...path, 'stages', e] }] : [],
    );
    const places = [
      ...stages.map(({ stage, path: at }) => ({ name: stage.id, path: [...path, ...at, 'id'] })),
      ...groups.map((group) => ({ name: group.entry.id, path: [...group.path, 'id'] })),
    ];
    once(
      places.map((place) => place.name),
      (index) => places[index]?.path ?? path,
    );
    for (const place of places) taken(place.name, place.path);
    for (const group of groups) {
      ids(group.entry.branches, [...group.path, 'branches']);
      group.entry.branches.forEach((branch, b) => {
        taken(branch.id, [...group.path, 'branches', b, 'id']);
      });
    }
    for (const { stage, path: at } of stages) ids(stage.outcomes, [...path, ...at, 'outcomes']);
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
