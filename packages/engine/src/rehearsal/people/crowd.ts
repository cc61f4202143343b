/** What all simulated people share: the campaign, who holds what, the seed, their habits; and names for what they do. */
import type {
  Definitions,
  NodeDefinition,
  ReviewDefinition,
  StageDefinition,
  StepDefinition,
} from '../../campaign/definition.ts';
import type { NodeKey, PersonId, RoleId, StageId, StepId } from '../../campaign/keys.ts';
import { sha256Hex } from '../../json/canonical.ts';
import type { Form } from '../../plan/form.ts';
import type { CalendarSlice } from '../../time/calendar.ts';
import type { Instant } from '../../time/civil-date.ts';
import { type Habits, usualHabits } from '../habits.ts';
import type { OpenTask, OpenVote } from './acts.ts';

/** Who holds what, by the roster; asked at the instant of the act. */
export interface Directory {
  readonly members: (node: NodeKey, role: RoleId, at: Instant) => readonly PersonId[];
  readonly body: (
    node: NodeKey,
    role: RoleId,
    at: Instant,
  ) =>
    | {
        readonly id: string;
        readonly node: NodeKey;
        readonly members: readonly PersonId[];
        readonly conveners: readonly PersonId[];
      }
    | undefined;
}

export interface PeopleSetting {
  readonly campaign: Definitions & {
    readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
    readonly calendar: CalendarSlice;
  };
  /** The plan's forms, by id. */
  readonly forms: Readonly<Record<string, Form>>;
  readonly directory: Directory;
  readonly seed: number;
  readonly habits?: Habits;
  readonly knownGrade?: (node: NodeKey, scale: string) => string | undefined;
  /** Who stands aside in a review, beside those who may have filled in what it is about. */
  readonly knownAside?: (node: NodeKey, step: StepId) => readonly PersonId[];
  /** A vote that is open at a stage, with its seats; without this nobody issues or casts secret ballots. */
  readonly knownVote?: (node: NodeKey, step: StepId, stage: StageId) => OpenVote | undefined;
}

export interface Crowd extends Required<PeopleSetting> {
  readonly steps: ReadonlyMap<StepId, StepDefinition>;
}

export function crowdOf(setting: PeopleSetting): Crowd {
  const { campaign } = setting;
  const steps = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  return {
    knownGrade: () => undefined,
    knownAside: () => [],
    knownVote: () => undefined,
    habits: usualHabits,
    ...setting,
    steps: new Map(steps.map((step) => [step.id, step])),
  };
}

export function reviewOf({ campaign, steps }: Crowd, id: StepId): ReviewDefinition | undefined {
  const step = steps.get(id);
  return step?.kind === 'decide' ? campaign.reviews[step.review] : undefined;
}

export function stageOf(crowd: Crowd, task: OpenTask): StageDefinition | undefined {
  return reviewOf(crowd, task.step)?.stages.find((stage) => stage.id === task.stage);
}

/** Who may have filled in what a review is about, and judges it no more. */
export function fillersOf({ steps, directory }: Crowd, node: NodeKey, id: StepId, at: Instant): readonly PersonId[] {
  const step = steps.get(id);
  const of = step?.kind === 'decide' ? steps.get(step.of) : undefined;
  return of === undefined ? [] : directory.members(node, of.by, at);
}

/** Who has no part in judging it any more. */
export function asideOf(crowd: Crowd, node: NodeKey, step: StepId, at: Instant): readonly PersonId[] {
  return [...fillersOf(crowd, node, step, at), ...crowd.knownAside(node, step)];
}

export function requestOf({ seed }: Crowd, task: OpenTask, person: PersonId, what: string): string {
  const words = `${task.node}/${task.task}/${task.round}/${task.openedAt}/${person}/${what}`;
  return `sim-${seed}-${sha256Hex(words).slice(0, 32)}`;
}
