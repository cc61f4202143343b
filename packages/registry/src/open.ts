/** Opens the registry: one pool, and every function of the contract bound to it. */

import { addedPlaces } from './added-places.ts';
import * as ballots from './ballots.ts';
import * as campaigns from './campaigns.ts';
import * as content from './content.ts';
import type { Registry } from './contract.ts';
import { type Context, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import * as outbox from './outbox.ts';
import * as approved from './queries/approved.ts';
import * as inbox from './queries/inbox.ts';
import * as meetings from './queries/meeting.ts';
import * as progress from './queries/progress.ts';
import * as reviews from './queries/review.ts';
import * as recording from './record.ts';
import * as requests from './requests.ts';
import * as sealing from './seal.ts';

export interface RegistryOptions {
  /** Connection URL of the database; it must exist. */
  readonly url: string;
  /** Connections at most. Default: 10. */
  readonly connections?: number;
  /** Wall clock, epoch milliseconds. Default: `Date.now`. Leases use the database's own clock. */
  readonly now?: () => number;
  /** Where notices go. Default: `['mail']`. */
  readonly channels?: readonly string[];
  /** For tests: called inside the transaction of every recording, before its commit. */
  readonly insideRecording?: () => void | Promise<void>;
}

/** Connects lazily: a server that is away shows at the first call. */
export function openRegistry(options: RegistryOptions): Registry {
  const { db, close } = openDatabase(options.url, options.connections ?? 10);
  const context: Context = {
    db,
    now: options.now ?? Date.now,
    channels: options.channels ?? ['mail'],
    definitions: new Map(),
    insideRecording: options.insideRecording,
  };
  return {
    migrate: () => migrate(db),
    close,

    saveCampaign: (input) => campaigns.saveCampaign(context, input),
    getCampaign: (id) => campaigns.getCampaign(context, id),
    listCampaigns: () => campaigns.listCampaigns(db),
    closeCampaign: (id) => campaigns.closeCampaign(context, id),
    savePeople: (campaign, people) => campaigns.savePeople(db, campaign, people),
    peopleOf: (campaign) => campaigns.peopleOf(db, campaign),

    prepareVersion: (input) => content.prepareVersion(context, input),
    prepareText: content.prepareText,
    storeVersion: (input) => content.storeVersion(context, input),
    storeText: (text) => content.storeText(context, text),
    readText: async (hash) => (await content.textProof(db, hash))?.text ?? null,
    readTexts: (hashes) => content.readTexts(db, hashes),
    textProof: (hash) => content.textProof(db, hash),
    version: (hash) => content.version(db, hash),
    versionsOf: (campaign, node, step) => content.versionsOf(db, campaign, node, step),
    approvedVersion: (campaign, node, step) => approved.approvedVersion(context, campaign, node, step),
    versionBefore: (campaign, node, step) => approved.versionBefore(context, campaign, node, step),

    openRequests: (input) => requests.openRequests(context, input),
    takeLease: (campaign, ids, holder, seconds) => requests.takeLease(context, campaign, ids, holder, seconds),
    pendingRequests: (input) => requests.pendingRequests(context, input),
    pendingAmong: (campaign, ids) => requests.pendingAmong(context, campaign, ids),
    request: (campaign, id) => requests.request(db, campaign, id),
    requestsOf: (campaign) => requests.requestsOf(db, campaign),
    recordRefusals: (input) => requests.recordRefusals(context, input),

    prepareBallots: (campaign, issue, count) => ballots.prepareBallots(context, campaign, issue, count),
    dropBallots: (campaign, issue) => ballots.dropBallots(context, campaign, issue),
    drawBallot: (campaign, request) => ballots.drawBallot(context, campaign, request),

    record: (input) => recording.record(context, input),
    recordedThrough: (campaign, actor) => recording.recordedThrough(db, campaign, actor),
    eventsKnown: (campaign, actor) => recording.eventsKnown(db, campaign, actor),

    seal: (campaign) => sealing.seal(context, campaign),
    checkpoint: (campaign) => sealing.checkpoint(context, campaign),
    exportLedger: (campaign) => sealing.exportLedger(context, campaign),
    ledger: (campaign, query) => sealing.ledger(db, campaign, query),
    refusals: (campaign) => sealing.refusalsOf(db, campaign),

    inboxOf: (campaign, person) => inbox.inboxOf(db, campaign, person),
    copiesFor: (campaign, person) => inbox.copiesFor(db, campaign, person),
    openTasks: (campaign, node) => inbox.openTasks(db, campaign, node),
    stuck: (campaign) => inbox.stuckTasks(db, campaign),
    progress: (campaign, layer) => progress.progress(context, campaign, layer),
    stepsAt: (campaign, node) => progress.stepsAt(db, campaign, node),
    gradesAt: (campaign, node) => progress.gradesAt(db, campaign, node),
    commentsAt: (campaign, node, step) => progress.commentsAt(db, campaign, node, step),
    reviews: (campaign) => reviews.reviewRows(db, campaign),
    review: (campaign, key) => reviews.reviewSheet(context, campaign, key),
    meetings: (campaign) => meetings.meetingSheets(db, campaign),
    meeting: (campaign, node, meeting) => meetings.meetingSheet(db, campaign, node, meeting),
    cases: (campaign) => meetings.caseRows(db, campaign),
    addedPlaces: (campaign) => addedPlaces(db, campaign),
    missingBelow: (campaign, node, step) => progress.missingBelow(context, campaign, node, step),

    outbox: {
      claim: (limit) => outbox.claim(db, limit),
      markSent: (ids) => outbox.mark(db, ids, 'sent'),
      markUnknown: (ids) => outbox.mark(db, ids, 'unknown'),
      expireClaims: (seconds) => outbox.expireClaims(db, seconds),
      list: (campaign) => outbox.list(db, campaign),
    },
  };
}
