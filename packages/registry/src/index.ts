/**
 * The registry: campaigns, content, requests, the ledger with its projections, and the outbox, on PostgreSQL.
 */
export { openRegistry } from './open.ts';
export { RegistryFault } from './fault.ts';

export type { RegistryOptions } from './open.ts';
export type { RegistryFaultCode } from './fault.ts';
export type {
  AddedPlace,
  CampaignSummary,
  ClockSetting,
  CommentRow,
  GradeRow,
  InboxCopy,
  InboxTask,
  KnownEvents,
  KnownNode,
  LedgerQuery,
  LedgerRow,
  MeetingEntry,
  MeetingSheet,
  Missing,
  OpenedRequest,
  OpenRequests,
  OutboxMessage,
  PendingBatch,
  PersonName,
  PreparedText,
  PreparedVersion,
  Progress,
  Recorded,
  RecordInput,
  Registry,
  RequestRow,
  RequestStatus,
  ReviewRow,
  ReviewSheet,
  SaveCampaign,
  SinceBefore,
  StepCount,
  StepRow,
  StoredCampaign,
  StoredVersion,
  VersionInput,
  VersionUse,
} from './contract.ts';
