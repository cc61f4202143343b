/** Reviews: where each stands, and the sheet (审批单) that shows all rounds of one side by side, as the ledger has them. */
import type { Hash, NodeKey, StepId } from '@lianfang/engine/kernel';
import { differenceOf, type Entry, type RecordedEvent, splitReview, type Unsealed } from '@lianfang/engine/record';
import { and, asc, eq } from 'drizzle-orm';
import { campaignOf } from '../campaigns.ts';
import { readTexts, version } from '../content.ts';
import type { ReviewRow, ReviewSheet, SheetAct, SheetDecision, SheetRound, SinceBefore } from '../contract.ts';
import type { Context, Db } from '../database.ts';
import { reviews } from '../schema.ts';
import { entriesAt } from '../seal.ts';
import { versionBefore } from './approved.ts';

export async function reviewRows(db: Db, campaign: string): Promise<readonly ReviewRow[]> {
  const rows = await db
    .select()
    .from(reviews)
    .where(eq(reviews.campaign, campaign))
    .orderBy(asc(reviews.node), asc(reviews.key));
  return rows.map((row) => ({ node: row.node, ...row.view }));
}

export async function reviewSheet(context: Context, id: string, key: string): Promise<ReviewSheet | null> {
  const { node, step } = splitReview(key);
  const [row] = await context.db
    .select()
    .from(reviews)
    .where(and(eq(reviews.campaign, id), eq(reviews.node, node), eq(reviews.key, step)));
  if (row === undefined) return null;
  const campaign = await campaignOf(context, id);
  const all = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const definition = all.find((one) => one.id === step);
  const of = definition?.kind === 'decide' ? definition.of : step;
  const entries = await entriesAt(context.db, id, node);
  const opinions = entries.flatMap(({ event }) =>
    event.kind === 'Decided' && event.opinion !== null ? [event.opinion] : [],
  );
  const texts = await readTexts(context.db, opinions);
  const place = campaign.nodes[node.split('#')[0] ?? node];
  return {
    key,
    node,
    ...row.view,
    nodeName: place?.name ?? node,
    stepName: definition?.name ?? step,
    of,
    rounds: roundsOf(entries, step, of, texts),
    sinceBefore: row.view.hash === null ? null : await sinceBefore(context, id, node, of, row.view.hash),
  };
}

async function sinceBefore(
  context: Context,
  campaign: string,
  node: NodeKey,
  step: StepId,
  hash: Hash,
): Promise<SinceBefore | null> {
  const before = await versionBefore(context, campaign, node, step);
  const now = before === null ? null : await version(context.db, hash);
  if (before === null || now === null) return null;
  return {
    campaign: before.campaign,
    version: before.hash,
    ...differenceOf(before.manifest.items, now.manifest.items),
  };
}

/** A round begins where the review says so; what happens to the review's tasks in between belongs to the round. */
function roundsOf(
  entries: readonly (Entry | Unsealed)[],
  step: StepId,
  of: StepId,
  texts: Readonly<Record<Hash, string>>,
): readonly SheetRound[] {
  const rounds = new Map<
    number,
    { -readonly [K in keyof SheetRound]: SheetRound[K] } & { decisions: SheetDecision[]; acts: SheetAct[] }
  >();
  const submissions = new Map<Hash, SheetAct>();
  let current = 1;
  const roundOf = (number: number) => {
    const known = rounds.get(number);
    if (known !== undefined) return known;
    const made = {
      round: number,
      version: null,
      submission: null,
      changed: [],
      added: [],
      removed: [],
      decisions: [],
      returned: null,
      acts: [],
    };
    rounds.set(number, made);
    return made;
  };

  for (const entry of entries) {
    const { event } = entry;
    const act = actOf(entry);
    if (event.kind === 'Submitted' && event.step === of) submissions.set(event.version, act);
    if (!concerns(event, step)) continue;
    if ('round' in event && 'step' in event && event.kind !== 'StepOpened') current = event.round;
    const round = roundOf(current);
    round.acts.push(act);
    switch (event.kind) {
      case 'ReviewOpened':
      case 'Resubmitted':
        round.version = event.hash;
        round.submission = submissions.get(event.hash) ?? null;
        if (event.kind === 'Resubmitted')
          Object.assign(round, { changed: event.changed, added: event.added, removed: event.removed });
        break;
      case 'Decided': {
        const { stage, outcome, reasons, verdicts, hash, meeting = null } = event;
        const opinion = event.opinion === null ? null : (texts[event.opinion] ?? null);
        round.version ??= hash;
        round.decisions.push({ ...act, stage, outcome, reasons, verdicts, opinion, meeting, hash });
        break;
      }
      case 'Returned':
        round.returned = { ...act, due: event.due, locked: event.locked };
        break;
      default:
    }
  }
  return [...rounds.values()].sort((one, other) => one.round - other.round);
}

function concerns(event: RecordedEvent, step: StepId): boolean {
  if ('step' in event) return event.step === step;
  return 'task' in event && (event.task === step || event.task.startsWith(`${step}/`));
}

function actOf({ event, recordedAt, names }: Entry | Unsealed): SheetAct {
  return { seq: event.seq, kind: event.kind, at: event.at, recordedAt, signer: event.signer, names, event };
}
