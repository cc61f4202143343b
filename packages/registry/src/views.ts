/** Loads and stores the views of nodes as rows; only rows that changed are written. What they mean is the engine's. */
import type { NodeKey } from '@lianfang/engine/kernel';
import { type CopyView, emptyView, type NodeView, type StepView, type TaskView } from '@lianfang/engine/record';
import { sql } from 'drizzle-orm';
import { inChunks } from './chunks.ts';
import type { Db } from './database.ts';
import { cases, comments, copies, grades, meetings, reviews, steps, tasks } from './schema.ts';

type Area = keyof NodeView;
const areas: readonly Area[] = ['tasks', 'steps', 'reviews', 'meetings', 'grades', 'comments', 'cases', 'copies'];

export interface Views {
  of(node: NodeKey): NodeView;
  /** Rows that differ from what was loaded. */
  changed(area: Area): readonly { readonly node: NodeKey; readonly key: string; readonly view: unknown }[];
}

/** The nodes' rows must be locked. */
export async function loadViews(tx: Db, campaign: string, nodes: readonly NodeKey[]): Promise<Views> {
  const views = new Map<NodeKey, NodeView>(nodes.map((node) => [node, emptyView()]));
  const loaded = new Map<string, string>();
  const place = (area: Area, node: NodeKey, key: string): string => JSON.stringify([area, node, key]);
  const wanted = sql`campaign = ${campaign} and node in (${sql.join(
    nodes.map((node) => sql`${node}`),
    sql`, `,
  )})`;
  const parts = areas.map(
    (area) => sql`select ${sql.raw(`'${area}'`)} as area, node, key, view from ${sql.identifier(area)} where ${wanted}`,
  );
  const { rows } = await tx.execute<{ area: Area; node: NodeKey; key: string; view: never }>(
    sql.join(parts, sql` union all `),
  );
  for (const row of rows) {
    views.get(row.node)?.[row.area].set(row.key, row.view);
    loaded.set(place(row.area, row.node, row.key), canonical(row.view));
  }
  return {
    of: (node) => {
      const view = views.get(node);
      if (view === undefined) throw new RangeError(`Expected node '${node}' among those loaded.`);
      return view;
    },
    changed: (area) =>
      [...views].flatMap(([node, view]) =>
        [...view[area]].flatMap(([key, one]) =>
          loaded.get(place(area, node, key)) === canonical(one) ? [] : [{ node, key, view: one }],
        ),
      ),
  };
}

/** jsonb gives keys in its own order. */
function canonical(view: object): string {
  return JSON.stringify(Object.entries(view).sort(([one], [other]) => (one < other ? -1 : 1)));
}

export async function saveViews(tx: Db, campaign: string, views: Views): Promise<void> {
  for (const chunk of inChunks(views.changed('tasks'))) {
    const rows = chunk.map(({ node, key, view }) => {
      const { step, owners, escalatedTo, stuck, overdue, due, end } = view as TaskView;
      const own = {
        step,
        owners: [...owners],
        escalatedTo: [...escalatedTo],
        stuck,
        overdue,
        due,
        isOpen: end === null,
      };
      return { campaign, node, key, ...own, view: view as TaskView };
    });
    await tx
      .insert(tasks)
      .values(rows)
      .onConflictDoUpdate({
        target: [tasks.campaign, tasks.node, tasks.key],
        set: {
          step: sql`excluded.step`,
          owners: sql`excluded.owners`,
          escalatedTo: sql`excluded.escalated_to`,
          stuck: sql`excluded.stuck`,
          overdue: sql`excluded.overdue`,
          due: sql`excluded.due`,
          isOpen: sql`excluded.is_open`,
          view: sql`excluded.view`,
        },
      });
  }
  for (const chunk of inChunks(views.changed('steps'))) {
    const rows = chunk.map(({ node, key, view }) => {
      const own = view as StepView;
      return { campaign, node, key, place: own.place, late: own.late, view: own };
    });
    await tx
      .insert(steps)
      .values(rows)
      .onConflictDoUpdate({
        target: [steps.campaign, steps.node, steps.key],
        set: { place: sql`excluded.place`, late: sql`excluded.late`, view: sql`excluded.view` },
      });
  }
  for (const chunk of inChunks(views.changed('copies'))) {
    const rows = chunk.map(({ node, key, view }) => {
      const own = view as CopyView;
      return { campaign, node, key, person: own.person, isRead: own.readAt !== null, view: own };
    });
    await tx
      .insert(copies)
      .values(rows)
      .onConflictDoUpdate({
        target: [copies.campaign, copies.node, copies.key],
        set: { isRead: sql`excluded.is_read`, view: sql`excluded.view` },
      });
  }
  for (const [area, table] of [
    ['reviews', reviews],
    ['meetings', meetings],
    ['grades', grades],
    ['comments', comments],
    ['cases', cases],
  ] as const) {
    for (const chunk of inChunks(views.changed(area))) {
      await tx
        .insert(table as typeof reviews)
        .values(chunk.map(({ node, key, view }) => ({ campaign, node, key, view: view as never })))
        .onConflictDoUpdate({ target: [table.campaign, table.node, table.key], set: { view: sql`excluded.view` } });
    }
  }
}
