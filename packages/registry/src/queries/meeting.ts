/** Meetings as held: agenda, attendance, votes, and what became of each entry. */
import type { NodeKey } from '@lianfang/engine/kernel';
import { type MeetingView, type Names, placeOf } from '@lianfang/engine/record';
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { MeetingSheet } from '../contract.ts';
import type { Db } from '../database.ts';
import { cases, events, meetings, places } from '../schema.ts';

export async function meetingSheets(db: Db, campaign: string): Promise<readonly MeetingSheet[]> {
  return await meetingsWhere(db, campaign, undefined);
}

export async function meetingSheet(
  db: Db,
  campaign: string,
  node: NodeKey,
  meeting: string,
): Promise<MeetingSheet | null> {
  const [found] = await meetingsWhere(db, campaign, and(eq(meetings.node, node), eq(meetings.key, meeting)));
  return found ?? null;
}

async function meetingsWhere(db: Db, campaign: string, condition: SQL | undefined): Promise<readonly MeetingSheet[]> {
  const rows = await db
    .select({ node: meetings.node, view: meetings.view, name: places.name })
    .from(meetings)
    .leftJoin(places, and(eq(places.campaign, meetings.campaign), eq(places.node, meetings.node)))
    .where(and(eq(meetings.campaign, campaign), condition))
    .orderBy(asc(meetings.node), asc(meetings.key));
  const sheets: MeetingSheet[] = [];
  for (const { node, view, name } of rows)
    sheets.push({ campaign, node, nodeName: name ?? node, ...view, names: await namesOf(db, campaign, node, view) });
  return sheets;
}

async function namesOf(db: Db, campaign: string, node: NodeKey, view: MeetingView): Promise<Names> {
  const rows = await db
    .select({ names: events.names })
    .from(events)
    .where(
      and(eq(events.campaign, campaign), eq(events.node, node), sql`${events.event}->>'meeting' = ${view.meeting}`),
    )
    .orderBy(asc(events.seq));
  return Object.assign({}, ...rows.map((row) => row.names));
}

export async function caseRows(db: Db, campaign: string) {
  const rows = await db
    .select()
    .from(cases)
    .where(eq(cases.campaign, campaign))
    .orderBy(asc(cases.node), asc(cases.key));
  return rows.map(({ view }) => ({
    case: view.case,
    subject: placeOf(view.case),
    procedure: view.procedure,
    openedAt: view.openedAt,
  }));
}
