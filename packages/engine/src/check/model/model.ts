/**
 * The model check: every machine of a compiled campaign is walked, one by one. No place is a dead end, whatever waits has an owner, an
 * exit, and a limit or the reason for none, the end can be reached from everywhere, the approval after every return. A machine that is too
 * large to walk says so. Runs at compile time only.
 */
import { type Campaign, type ReviewDefinition, reviewsOf, type StepDefinition } from '../../campaign/definition.ts';
import type { RoleId } from '../../campaign/keys.ts';
import { type MeetingMove, meetingMachine } from '../../machine/meeting-machine.ts';
import { type StepMove, stepMachine } from '../../machine/step-machine.ts';
import { type MovesAt, type Walk, walkMachine } from '../../machine/walk.ts';
import type { Problem } from '../../problem.ts';
import { stateableIn } from '../../step/grade.ts';
import { problem } from '../context.ts';
import { flawsOf, isOpenEnded, placeName } from './flaws.ts';
import type { PlacesInPlan } from './places-in-plan.ts';
import { type Counted, reviewProblems } from './review-machines.ts';

/** What was walked, for whoever reads the check. */
export interface Walked {
  readonly machines: number;
  readonly states: number;
  readonly transitions: number;
  /** Machines that are too large; each is a problem of its own. */
  readonly tooLarge: number;
}

export function checkModel(
  campaign: Campaign,
  where: PlacesInPlan,
): { readonly problems: readonly Problem[]; readonly walked: Walked } {
  const problems: Problem[] = [];
  const total: Counted = { machines: 0, states: 0, transitions: 0, tooLarge: 0 };
  const count = (walk: Walk): void => {
    total.machines += 1;
    total.states += walk.places.length;
    total.transitions += walk.transitions.length;
  };
  const hasRole = (role: RoleId): boolean => campaign.roles[role] !== undefined;

  const approvable = new Set<string>();
  for (const review of Object.values(campaign.reviews)) {
    const found = reviewProblems(review, total, (place) => where.review(review.id, place), hasRole);
    problems.push(...found.problems);
    if (found.approvable) approvable.add(review.id);
  }
  const lists = [campaign.steps, ...campaign.procedures.map((procedure) => procedure.steps)];
  const reopened = new Set(Object.values(campaign.reviews).flatMap(reopens));
  for (const steps of lists) {
    const finishing = finishingOf(steps, approvable);
    for (const step of steps) {
      const moves = stepMoves(step, finishing, reopened);
      const walk = walkMachine(stepMachine.machine, moves);
      count(walk);
      const path = where.step(step.id);
      problems.push(
        ...flawsOf({
          name: step.name,
          walk,
          ends: ['done', 'left-out', 'closed'],
          goals: ['done', 'left-out'],
          expected: [],
          pathOf: () => path,
          nameOf: placeName,
        }),
      );
      const fields = { machine: step.name, place: placeName('open') };
      for (const role of new Set([step.by, ...(step.choices?.by?.values ?? [])]))
        if (!hasRole(role)) problems.push(problem('machine.no-owner', 'error', [...path, 'by'], { ...fields, role }));
      if (waitsForSomebody(step) && [step.due, ...(step.choices?.due?.values ?? [])].some(isOpenEnded))
        problems.push(problem('machine.no-limit', 'error', path, fields));
    }
  }
  if (hasMeetings(campaign)) {
    const walk = walkMachine<MeetingMove>(meetingMachine.machine, meetingMoves);
    count(walk);
    const flaws = flawsOf({
      name: '会议 meeting',
      walk,
      ends: ['closed'],
      goals: ['closed'],
      expected: meetingMachine.places,
      pathOf: () => ['reviews'],
      nameOf: placeName,
    });
    problems.push(...flaws);
  }
  return { problems, walked: total };
}

/** A point in time, and what the system does at once, are nobody's. */
function waitsForSomebody(step: StepDefinition): boolean {
  switch (step.kind) {
    case 'wait':
      return false;
    case 'compute':
      return stateableIn(step) !== undefined || step.compute.what === 'grade-items';
    case 'open':
    case 'reopen':
      return step.who === 'owner';
    default:
      return true;
  }
}

/** Steps that can be done or left out: those whose whole order can be, and whose own work can come to its end. */
function finishingOf(steps: readonly StepDefinition[], approvable: ReadonlySet<string>): ReadonlySet<string> {
  const finishing = new Set<string>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const step of steps) {
      const { same, above, below } = step.waits;
      const canEnd =
        step.when !== undefined || step.kind !== 'decide' || reviewsOf(step).every((id) => approvable.has(id));
      if (finishing.has(step.id) || !canEnd || ![...same, ...above, ...below].every((id) => finishing.has(id)))
        continue;
      finishing.add(step.id);
      grown = true;
    }
  }
  return finishing;
}

function stepMoves(
  step: StepDefinition,
  finishing: ReadonlySet<string>,
  reopened: ReadonlySet<string>,
): MovesAt<StepMove> {
  const { same, above, below } = step.waits;
  const opens = [...same, ...above, ...below].every((id) => finishing.has(id));
  const conditional = step.when !== undefined || step.kind === 'decide';
  const held = step.onReopen === 'hold' && same.length + above.length + below.length > 0;
  const again: readonly StepMove[] = [
    ...(reopened.has(step.id) || step.onReopen === 'redo' ? [{ type: 'Reopen' } as const] : []),
    ...(held ? [{ type: 'Hold' } as const] : []),
  ];
  const hold = again.filter(({ type }) => type === 'Hold');
  return (place): readonly StepMove[] => {
    switch (place) {
      case 'waiting':
        return opens ? [{ type: 'Open' }, ...(conditional ? [{ type: 'LeaveOut' } as const] : [])] : [];
      case 'open':
        return finishing.has(step.id)
          ? [{ type: 'Complete' }, ...again]
          : again.filter(({ type }) => type === 'Reopen');
      case 'done':
        return again;
      case 'left-out':
        return hold;
      default:
        return [];
    }
  };
}

function reopens(review: ReviewDefinition): readonly string[] {
  return [
    ...review.return.to,
    ...review.stages.flatMap((stage) => stage.outcomes.flatMap((outcome) => outcome.steps ?? [])),
  ];
}

function hasMeetings(campaign: Campaign): boolean {
  const stages = Object.values(campaign.reviews).flatMap((review) => review.stages);
  const steps = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  return stages.some((stage) => stage.decide.mode === 'meeting') || steps.some((step) => step.kind === 'sit');
}

/** Whoever convenes it settles, takes off and closes; the system delivers. */
const meetingMoves: MovesAt<MeetingMove> = (place) => {
  if (place === 'tabling') return [{ type: 'Settle' }];
  if (place === 'sitting') return [{ type: 'TakeOff' }, { type: 'Close' }];
  return place === 'dispatching' ? [{ type: 'Dispatched' }] : [];
};
