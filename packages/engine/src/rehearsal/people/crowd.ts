/** What all simulated people share: the campaign, who holds what, the seed, their habits; and names for what they do. */
import type {
  Definitions,
  NodeDefinition,
  ReviewDefinition,
  StageDefinition,
  StepDefinition,
} from '../../campaign/definition.ts';
import type { NodeKey, PersonId, RoleId, StageId, StepId } from '../../campaign/keys.ts';
import type { Scope } from '../../expression/fact-type.ts';
import { sha256Hex } from '../../json/canonical.ts';
import type { Form } from '../../plan/form.ts';
import type { CalendarSlice } from '../../time/calendar.ts';
import type { Instant } from '../../time/civil-date.ts';
import { type Habits, usualHabits } from '../habits.ts';
import type { OpenTask, OpenVote } from './acts.ts';

/** Who holds what, by the roster; asked at the instant of the act. */
export interface Directory {
  /** The organization outside that the people in the role record for; undefined where they act themselves. */
  readonly recordsFor?: (node: NodeKey, role: RoleId, at: Instant) => string | undefined;
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
  /** The items of what was handed in last; without this those that the seed would give. */
  readonly knownItems?: (node: NodeKey, step: StepId) => readonly string[] | undefined;
  /** The rows that a step waits for, where its filler does not choose them; without this nobody fills such a form. */
  readonly knownRows?: (node: NodeKey, step: StepId) => readonly string[] | undefined;
  /** Who stands aside in a review, beside those who may have filled in what it is about. */
  readonly knownAside?: (node: NodeKey, step: StepId) => readonly PersonId[];
  /** A step as it runs at a node, with what was chosen there by rule. */
  readonly knownStep?: (node: NodeKey, step: StepDefinition) => StepDefinition;
  /** A vote that is open at a stage, with its seats; without this nobody issues or casts secret ballots. */
  /** What an asking at a node asks, where the run made its yardstick. */
  readonly knownQuestions?: (node: NodeKey, step: StepId) => Scope | undefined;
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
    knownItems: () => undefined,
    knownRows: () => undefined,
    knownVote: () => undefined,
    knownQuestions: () => undefined,
    knownStep: (_node, step) => step,
    habits: usualHabits,
    ...setting,
    steps: new Map(steps.map((step) => [step.id, step])),
  };
}

/** A step as it runs at a node. */
export function stepAt({ steps, knownStep }: Crowd, node: NodeKey, id: StepId): StepDefinition | undefined {
  const step = steps.get(id);
  return step?.choices === undefined ? step : knownStep(node, step);
}

export function reviewOf(crowd: Crowd, node: NodeKey, id: StepId): ReviewDefinition | undefined {
  const step = stepAt(crowd, node, id);
  return step?.kind === 'decide' ? crowd.campaign.reviews[step.review] : undefined;
}

export function stageOf(crowd: Crowd, task: OpenTask): StageDefinition | undefined {
  const found = reviewOf(crowd, task.node, task.step)?.stages.find((stage) => stage.id === task.stage);
  return found?.choices?.by === undefined ? found : { ...found, by: task.role };
}

/** Who may have filled in what a review is about, and judges it no more. */
export function fillersOf(crowd: Crowd, node: NodeKey, id: StepId, at: Instant): readonly PersonId[] {
  const step = crowd.steps.get(id);
  const of = step?.kind === 'decide' ? stepAt(crowd, node, step.of) : undefined;
  return of === undefined ? [] : crowd.directory.members(node, of.by, at);
}

/** Who has no part in judging it any more. */
export function asideOf(crowd: Crowd, node: NodeKey, step: StepId, at: Instant): readonly PersonId[] {
  return [...fillersOf(crowd, node, step, at), ...crowd.knownAside(node, step)];
}

export function requestOf({ seed }: Crowd, task: OpenTask, person: PersonId, what: string): string {
  const words = `${task.node}/${task.task}/${task.round}/${task.openedAt}/${person}/${what}`;
  return `sim-${seed}-${sha256Hex(words).slice(0, 32)}`;
}
