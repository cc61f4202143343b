/** What others may use of the durable host: its messages, contracts and failures. The workflow itself runs in the bundle only. */
export {
  ACTOR_WORKFLOW,
  calendarQuery,
  clockSignal,
  commandUpdate,
  dryRunReviewQuery,
  possibleQuery,
  retrySignal,
  stateQuery,
  statusQuery,
  toldSignal,
  workflowIdOf,
} from './messages.ts';
export { activityOptions } from './activities.ts';
export {
  answersOfFailure,
  FAULT,
  faultOf,
  isKernelFault,
  lastingFailure,
  REFUSED,
  UNANSWERED,
  unansweredFailure,
} from './failures.ts';
export { patches } from './versions.ts';

export type { ActorEnd, ActorInput, ActorOptions, ActorStatus, Carried, ParkedMessage } from './messages.ts';
export type { HostClock } from './host-clock.ts';
export type { ActorActivities, DeliverInput, RecordInput, StartInput, TellInput } from './activities.ts';
