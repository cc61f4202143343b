/**
 * The kernel as its durable host sees it: four functions and the shapes they take and give. Nothing here may reach the plan's
 * parsers or the compiler of expressions: this entry is what the workflow bundle holds.
 */
export { advance, isClosed, LOOK_AGAIN, nextDue, openActor, refusalsOf } from './actor.ts';
export { possibleAt } from './possible.ts';
export { stateableIn } from '../step/grade.ts';
export { gradesItems, itemGradeForm } from '../step/grade-items.ts';
export { dryRunOf } from '../change/review.ts';
export { Command, ManifestItem, Verdict } from './command.ts';
export { Signer, SYSTEM } from './signer.ts';
export { placeOf, REPLY, reviewKey } from '../campaign/keys.ts';
export { formsOf, reviewsOf, stepAsChosen } from '../campaign/definition.ts';
export { campaignInstant, realInstant } from '../time/campaign-clock.ts';
export { invariant, InvariantFault } from '../invariant.ts';

export type {
  ActorDefinition,
  Campaign,
  DoStep,
  Placement,
  ReviewDefinition,
  StepDefinition,
} from '../campaign/definition.ts';
export type { FactType, Scope } from '../expression/fact-type.ts';
export type { ActorKey, Hash, NodeKey, PersonId, RoleId, StageId, StepId, TaskId } from '../campaign/keys.ts';
export type { ReviewDryRun } from '../change/review.ts';
export type { CalendarSlice } from '../time/calendar.ts';
export type { CampaignClock } from '../time/campaign-clock.ts';
export type { Instant } from '../time/civil-date.ts';
export type { CommandKind, CommandOf } from './command.ts';
export type { Event, EventKind, EventOf } from './event.ts';
export type { Answer, Batch, BatchAnswer, Effect, Message, NodeMessage, Told } from './message.ts';
export type { Possibility } from './possible.ts';
export type { Rejection } from './rejection.ts';
export type { ActorState, NodeState } from './state.ts';
export type { Turn } from './turn.ts';
