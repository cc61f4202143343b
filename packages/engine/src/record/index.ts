/**
 * The record: what an event becomes once it is recorded. Ledger entries and their verification, views for readers, notices,
 * sentences; and the hashes of what was written.
 */
export {
  checkpointGenesis,
  checkpointOf,
  chainOf,
  entryOf,
  genesisOf,
  isIntact,
  recordedEventOf,
  REFUSALS,
  refusalOf,
  rootOf,
} from './entry.ts';
export { personsOf, personsOfSigner } from './persons.ts';
export { createVerifier, verifyLedger } from './verify.ts';
export { applyEvent, commentKey, emptyView, gradeKey } from './node-view.ts';
export { noticesOf } from './notices.ts';
export { sentenceOf } from './sentence.ts';
export { civilTime, splitReview, splitTask } from './phrases.ts';
export { vocabularyOf } from './vocabulary.ts';
export { placeOf, reviewKey } from '../campaign/keys.ts';
export { differenceOf } from '../forms/difference.ts';
export { manifestOf } from '../forms/manifest.ts';
export { canonicalJson, hashOf, sha256Hex } from '../json/canonical.ts';

export type { Checkpoint, Entry, Head, Names, RecordedEvent, RefusalEntry, Unsealed } from './entry.ts';
export type { LedgerEnd, LedgerHead, LedgerLine, Verification } from './verify.ts';
export type {
  AgendaEntryView,
  CaseView,
  CommentView,
  GradeView,
  MeetingView,
  NodeView,
  ReviewView,
  StepView,
  TaskView,
} from './node-view.ts';
export type { Notice, NoticeTemplate } from './notices.ts';
export type { Told } from './phrases.ts';
export type { Vocabulary } from './vocabulary.ts';
export type { ItemDifference } from '../forms/difference.ts';
export type { Manifest, ManifestForm } from '../forms/manifest.ts';
