/** When people act: between the opening of a task and its due, but for those who are late. */
import type { StepDefinition } from '../../campaign/definition.ts';
import { DAY, type Instant } from '../../time/civil-date.ts';
import { rungsOf } from '../../time/ladder.ts';
import { drawn } from '../draw.ts';
import type { OpenTask } from './acts.ts';
import { lateness } from './conduct.ts';
import { type Crowd, stageOf } from './crowd.ts';
import type { Returns } from './returning.ts';

export interface Timing {
  readonly isLate: (task: OpenTask) => boolean;
  readonly instantOf: (task: OpenTask) => Instant;
}

export function timingOf(crowd: Crowd, returns: Returns): Timing {
  const late = chosenLate(crowd, returns);
  const isChosen = (task: OpenTask) => task.round === 1 && task.stage === null && late.has(`${task.node}/${task.step}`);
  const isLate = (task: OpenTask) => isChosen(task) || lateness(crowd, task) !== undefined;
  return {
    isLate,
    instantOf: (task) => {
      if (isLate(task) && task.due !== null) {
        const days = lateness(crowd, task) ?? null;
        return days === null
          ? afterEscalation(crowd, task, task.due)
          : Math.max(task.due, task.openedAt) + Math.floor((days + 0.25) * DAY);
      }
      return instantFor(crowd, task.openedAt, task.due, task.node, task.task, task.round, task.openedAt);
    },
  };
}

/** Between the opening and the due; soon, when that has passed. */
export function instantFor(
  { seed, habits }: Crowd,
  opened: Instant,
  due: Instant | null,
  ...keys: readonly (string | number)[]
): Instant {
  const draw = drawn(seed, ...keys, 'when');
  const between = ([from, to]: readonly [number, number]) => from + draw * (to - from);
  if (due === null || due <= opened) return Math.floor(opened + between(habits.days) * DAY);
  return Math.floor(opened + between(habits.within) * (due - opened));
}

function afterEscalation(crowd: Crowd, task: OpenTask, due: Instant): Instant {
  const { campaign, steps } = crowd;
  const ladder = stageOf(crowd, task)?.ladder ?? steps.get(task.step)?.ladder;
  const rungs =
    ladder === undefined ? [] : rungsOf(ladder, Math.max(due, task.openedAt), campaign.calendar, campaign.zone);
  const first = rungs.find((rung) => rung.what === 'escalate');
  return Math.floor((first?.at ?? due) + DAY / 4);
}

/** Of the last declaration that most holders hand in, so that nobody else waits for the late one longer than need be. */
function chosenLate({ campaign, seed, habits }: Crowd, returns: Returns): ReadonlySet<string> {
  const count = (layer: string) => Object.values(campaign.nodes).filter((node) => node.layer === layer).length;
  const dated = campaign.steps.filter(
    (step: StepDefinition) => step.kind === 'do' && step.due.kind !== 'none' && step.when === undefined,
  );
  const own = dated.filter((step) => campaign.roles[step.by]?.relation === 'holders');
  const among = own.length > 0 ? own : dated;
  const most = Math.max(0, ...among.map((step) => count(step.layer)));
  const step = among.findLast((one) => count(one.layer) === most);
  if (step === undefined) return new Set();
  const nodes = Object.values(campaign.nodes).filter(
    (node) => node.layer === step.layer && !returns.nodes.has(node.key),
  );
  const keys = nodes.map((node) => `${node.key}/${step.id}`);
  return new Set(
    keys.sort((one, other) => drawn(seed, one, 'late') - drawn(seed, other, 'late')).slice(0, habits.late.count),
  );
}
