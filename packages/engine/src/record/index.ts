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
export { applyEvent, commentKey, copyKey, emptyView, gradeKey } from './node-view.ts';
export { recount } from '../vote/recount.ts';
export { noticesOf } from './notices.ts';
export { sentenceOf } from './sentence.ts';
export { reviewSheet, textsIn } from './review-sheet.ts';
export { writeSheet } from './written-sheet.ts';
export { sheetHtml } from './sheet-html.ts';
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
  CopyView,
  GradeView,
  MeetingView,
  NodeView,
  ReviewView,
  StepView,
  TaskView,
} from './node-view.ts';
export type { Disagreement, Recount, VoteEvent } from '../vote/recount.ts';
export type { Notice, NoticeTemplate } from './notices.ts';
export type {
  ReviewSheet,
  SheetAct,
  SheetDecision,
  SheetEntry,
  SheetRound,
  SheetSource,
  SheetStage,
} from './review-sheet.ts';
export type { SheetLine, SheetMoment, Tone, WrittenSheet } from './written-sheet.ts';
export type { SheetAppendix } from './sheet-html.ts';
export type { Told } from './phrases.ts';
export type { ReviewNames, Vocabulary } from './vocabulary.ts';
export type { ItemDifference } from '../forms/difference.ts';
export type { Manifest, ManifestForm } from '../forms/manifest.ts';
