/**
 * What is asked of running actors before the office changes a campaign: what a newer review would move, which working days count now.
 * Changes nothing.
 */
import type { CalendarSlice, ReviewDefinition } from '@lianfang/engine/kernel';
import { calendarQuery, dryRunReviewQuery, workflowIdOf } from '@lianfang/workflows';
import type { Client } from '@temporalio/client';
import type { Hosting } from './hosting.ts';

/** Over all actors of a campaign. */
export interface DryRun {
  /** Hash of the newest definition until now. */
  readonly from: string;
  /** Keys of the reviews in flight that `move` would take along. */
  readonly moves: readonly string[];
  /** Those in flight that would finish on their own, each with its place, which the new definition does not have. */
  readonly keeps: readonly { readonly review: string; readonly place: string }[];
  /** Reviews that nothing is to be done about. */
  readonly done: number;
}

/** As many actors are asked at once. */
const AT_ONCE = 20;
const DEADLINE = 30_000;

export async function dryRunReview(temporal: Client, hosting: Hosting, review: ReviewDefinition): Promise<DryRun> {
  const { actors, root, stored } = hosting;
  const total = { from: '', moves: [] as string[], keeps: [] as DryRun['keeps'][number][], done: 0 };
  for (let first = 0; first < actors.length; first += AT_ONCE) {
    const some = actors.slice(first, first + AT_ONCE);
    const answers = await temporal.withDeadline(Date.now() + DEADLINE, () =>
      Promise.all(
        some.map((actor) =>
          temporal.workflow.getHandle(workflowIdOf(stored.id, actor)).query(dryRunReviewQuery, review),
        ),
      ),
    );
    for (const [i, { from, moves, keeps, done }] of answers.entries()) {
      // Changes are made at the root: what it has is the newest.
      if (some[i] === root) total.from = from;
      total.moves.push(...moves);
      total.keeps.push(...keeps);
      total.done += done;
    }
  }
  return total;
}

export async function calendarNow(temporal: Client, { root, stored }: Hosting): Promise<CalendarSlice> {
  return temporal.withDeadline(Date.now() + DEADLINE, () =>
    temporal.workflow.getHandle(workflowIdOf(stored.id, root)).query(calendarQuery),
  );
}
