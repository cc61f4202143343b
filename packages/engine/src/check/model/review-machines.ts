/**
 * The machines of one review: the review's own, one for each branch, and the branches of a group side by side, as far as their product can
 * be walked.
 */
import type { GroupDefinition, ReviewDefinition } from '../../campaign/definition.ts';
import type { RoleId } from '../../campaign/keys.ts';
import { type BranchMove, branchMachine, entryId, reviewMachine } from '../../machine/review-machine.ts';
import { leadingTo, type Walk, walkMachine, walkSideBySide } from '../../machine/walk.ts';
import type { Problem } from '../../problem.ts';
import { type Path, problem } from '../context.ts';
import { flawsOf, isOpenEnded, placeName } from './flaws.ts';
import { branchMoves, REVIEW_ENDS, reviewMoves, stagesAt } from './review-moves.ts';

/** So many places of branches side by side are gone through; with more, each branch is walked alone and the plan is told. */
export const mostTogether = 5000;

export interface Counted {
  machines: number;
  states: number;
  transitions: number;
  tooLarge: number;
}

export function reviewProblems(
  definition: ReviewDefinition,
  total: Counted,
  pathOf: (place?: string) => Path,
  hasRole: (role: RoleId) => boolean,
): { readonly problems: readonly Problem[]; readonly approvable: boolean } {
  const problems: Problem[] = [];
  const count = (walk: Walk): Walk => {
    total.machines += 1;
    total.states += walk.places.length;
    total.transitions += walk.transitions.length;
    return walk;
  };
  const entries = definition.course.map(entryId);
  const names = new Map([
    ...definition.stages.map((stage) => [stage.id, stage.name] as const),
    ...definition.course.flatMap((entry) =>
      entry.kind === 'group' ? [[entry.group.id, entry.group.name] as const] : [],
    ),
  ]);
  const nameOf = (place: string): string => names.get(place) ?? placeName(place);
  const { machine } = reviewMachine(definition);
  const reached = walkMachine(machine, reviewMoves(definition, [])).places.filter((place) => entries.includes(place));
  const walk = count(walkMachine(machine, reviewMoves(definition, reached)));
  problems.push(
    ...flawsOf({
      name: definition.name,
      walk,
      ends: REVIEW_ENDS,
      goals: ['approved'],
      expected: entries,
      aside: ['Withdraw'],
      pathOf: (place) => pathOf(names.has(place) ? place : undefined),
      nameOf,
    }),
  );
  for (const entry of definition.course) {
    if (entry.kind !== 'group' || !walk.places.includes(entry.group.id)) continue;
    problems.push(...groupProblems(definition, entry.group, total, count, pathOf, nameOf));
  }
  for (const place of walk.places) {
    for (const id of stagesAt(definition, place)) {
      const stage = definition.stages.find((one) => one.id === id);
      if (stage === undefined) continue;
      const fields = { machine: definition.name, place: stage.name };
      for (const role of new Set([stage.by, ...(stage.choices?.by?.values ?? [])]))
        if (!hasRole(role))
          problems.push(problem('machine.no-owner', 'error', [...pathOf(id), 'by'], { ...fields, role }));
      if ([stage.due, ...(stage.choices?.due?.values ?? [])].some(isOpenEnded))
        problems.push(problem('machine.no-limit', 'error', pathOf(id), fields));
    }
  }
  return { problems, approvable: leadingTo(walk, ['approved']).has('waiting') };
}

function groupProblems(
  definition: ReviewDefinition,
  group: GroupDefinition,
  total: Counted,
  count: (walk: Walk) => Walk,
  pathOf: (place?: string) => Path,
  nameOf: (place: string) => string,
): Problem[] {
  const walks = group.branches.map((branch) => {
    const machine = branchMachine(definition, branch);
    const moves = branchMoves(definition, branch);
    return { branch, machine, moves, walk: count(walkMachine(machine.machine, moves)) };
  });
  const problems = walks.flatMap(
    ({ branch, walk }) =>
      flawsOf({
        name: `${definition.name} · ${branch.name}`,
        walk,
        ends: ['joined', 'returned'],
        goals: ['joined'],
        expected: branch.stages,
        pathOf: (place) => pathOf(branch.stages.includes(place) ? place : group.id),
        nameOf,
      }).filter(({ code }) => code !== 'machine.never-approved'), // after a return the review begins its branches anew
  );
  const size = walks.reduce((product, { walk }) => product * walk.places.length, 1);
  if (size > mostTogether) {
    total.tooLarge += 1;
    const largest = Math.max(...walks.map(({ walk }) => walk.places.length));
    const fields = { machine: definition.name, place: group.name, size, most: mostTogether };
    return [
      ...problems,
      problem('machine.too-large', 'advice', pathOf(group.id), { ...fields, branches: walks.length, each: largest }),
    ];
  }
  const isOver = (at: readonly string[]): boolean => {
    if (group.join === 'any' && at.includes('joined')) return true;
    if (group.onReturn === 'stop' && at.includes('returned')) return true;
    return at.every((place) => place === 'joined' || place === 'returned');
  };
  const together = count(
    walkSideBySide<BranchMove>(
      walks.map(({ machine, moves }) => ({ first: 'waiting', step: machine.step, movesAt: moves })),
      isOver,
    ),
  );
  return [
    ...problems,
    ...flawsOf({
      name: `${definition.name} · ${group.name}`,
      walk: together,
      ends: together.places.filter((place) => isOver(JSON.parse(place) as string[])),
      goals: together.places.filter((place) => (JSON.parse(place) as string[]).includes('joined')),
      expected: [],
      pathOf: () => pathOf(group.id),
      nameOf: (place) => (JSON.parse(place) as string[]).map(nameOf).join('+'),
    }).filter(({ code }) => code !== 'machine.never-approved'),
  ];
}
