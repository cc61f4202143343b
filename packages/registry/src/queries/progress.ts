/** How far a campaign is: each step's places counted, in all and by unit; and what a waiting step still misses below. */
import type { Campaign, NodeKey, StepId } from '@lianfang/engine/kernel';
import { and, asc, eq, sql } from 'drizzle-orm';
import { campaignOf } from '../campaigns.ts';
import type { CommentRow, GradeRow, Missing, Progress, StepCount, StepRow } from '../contract.ts';
import type { Context, Db } from '../database.ts';
import { comments, grades, places, steps } from '../schema.ts';

interface Counted extends Record<string, unknown> {
  readonly unit: NodeKey | null;
  readonly step: StepId;
  readonly place: string;
  readonly late: boolean;
  readonly overdue: boolean;
  readonly number: number;
}

export async function progress(context: Context, id: string, layer?: string): Promise<Progress> {
  const campaign = await campaignOf(context, id);
  const unitLayer = layer ?? campaign.layers[1] ?? campaign.layers[0] ?? '';
  const { db } = context;
  // A place's unit is itself or the place above it in that layer.
  const unitOf = sql`(select u.node from places u where u.campaign = p.campaign and u.layer = ${unitLayer} and (u.node = p.node or u.node = any(p.above)) limit 1)`;
  const { rows: total } = await db.execute<{ unit: NodeKey | null; layer: string; number: number }>(sql`
    select ${unitOf} as unit, p.layer, count(*)::int as number from places p where p.campaign = ${id} group by 1, 2`);
  const { rows: counted } = await db.execute<Counted>(sql`
    with units as (select p.node, ${unitOf} as unit from places p where p.campaign = ${id})
    select units.unit, s.key as step, s.place, s.late,
      exists (select 1 from tasks t where t.campaign = s.campaign and t.node = s.node and t.step = s.key and t.is_open and t.overdue) as overdue,
      count(*)::int as number
    from steps s join units on units.node = s.node where s.campaign = ${id} group by 1, 2, 3, 4, 5`);
  const { rows: open } = await db.execute<{ open: number; overdue: number; stuck: number }>(sql`
    select count(*)::int as open, (count(*) filter (where overdue))::int as overdue, (count(*) filter (where stuck))::int as stuck
    from tasks where campaign = ${id} and is_open`);
  const units = await db
    .select({ node: places.node, name: places.name })
    .from(places)
    .where(and(eq(places.campaign, id), eq(places.layer, unitLayer)))
    .orderBy(asc(places.node));

  return {
    campaign: id,
    steps: countsOf(campaign, total, counted),
    units: units.map(({ node, name }) => ({
      node,
      name,
      steps: countsOf(
        campaign,
        total.filter((row) => row.unit === node),
        counted.filter((row) => row.unit === node),
      ),
    })),
    openTasks: open[0]?.open ?? 0,
    overdueTasks: open[0]?.overdue ?? 0,
    stuckTasks: open[0]?.stuck ?? 0,
  };
}

/** In the order of the plan; steps without a place here are left out. */
function countsOf(
  campaign: Campaign,
  total: readonly { layer: string; number: number }[],
  counted: readonly Counted[],
): StepCount[] {
  return campaign.steps.flatMap((step) => {
    const sum = (rows: readonly { number: number }[]): number => rows.reduce((all, row) => all + row.number, 0);
    const places = sum(total.filter((row) => row.layer === step.layer));
    if (places === 0) return [];
    const own = counted.filter((row) => row.step === step.id);
    const at = (place: string): number => sum(own.filter((row) => row.place === place));
    const [open, done, leftOut, closed] = [at('open'), at('done'), at('left-out'), at('closed')];
    return [
      {
        step: step.id,
        name: step.name,
        part: step.part,
        total: places,
        waiting: places - open - done - leftOut - closed,
        open,
        done,
        late: sum(own.filter((row) => row.place === 'done' && row.late)),
        leftOut,
        closed,
        overdue: sum(own.filter((row) => row.overdue)),
      },
    ];
  });
}

export async function stepsAt(db: Db, campaign: string, node: NodeKey): Promise<readonly StepRow[]> {
  const rows = await db
    .select()
    .from(steps)
    .where(and(eq(steps.campaign, campaign), eq(steps.node, node)))
    .orderBy(asc(steps.key));
  return rows.map((row) => ({ node, ...row.view }));
}

export async function gradesAt(db: Db, campaign: string, node: NodeKey): Promise<readonly GradeRow[]> {
  const rows = await db
    .select()
    .from(grades)
    .where(and(eq(grades.campaign, campaign), eq(grades.node, node)))
    .orderBy(asc(grades.key));
  return rows.map((row) => ({ node, ...row.view }));
}

export async function commentsAt(
  db: Db,
  campaign: string,
  node: NodeKey,
  step: StepId,
): Promise<readonly CommentRow[]> {
  const rows = await db
    .select()
    .from(comments)
    .where(and(eq(comments.campaign, campaign), eq(comments.node, node)))
    .orderBy(asc(comments.key));
  return rows.filter((row) => row.view.step === step).map((row) => ({ node, ...row.view }));
}

/** Only what the step waits for directly; a step below that was left out by rule is not missing. */
export async function missingBelow(
  context: Context,
  id: string,
  node: NodeKey,
  step: StepId,
): Promise<readonly Missing[]> {
  const campaign = await campaignOf(context, id);
  const awaited = campaign.steps.find((one) => one.id === step)?.waits.below ?? [];
  const found: Missing[] = [];
  for (const below of awaited) {
    const layer = campaign.steps.find((one) => one.id === below)?.layer;
    if (layer === undefined) continue;
    const rows = await context.db
      .select({ node: places.node, name: places.name, place: steps.place })
      .from(places)
      .leftJoin(steps, and(eq(steps.campaign, places.campaign), eq(steps.node, places.node), eq(steps.key, below)))
      .where(and(eq(places.campaign, id), eq(places.layer, layer), sql`${places.above} @> array[${node}]`))
      .orderBy(asc(places.node));
    for (const row of rows) {
      if (row.place === 'done' || row.place === 'left-out') continue;
      found.push({ node: row.node, name: row.name, step: below, place: row.place ?? 'waiting' });
    }
  }
  return found;
}
