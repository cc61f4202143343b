/**
 * The year of the 2011 plan on the real servers: the commands of its rehearsal, played again through client and workflows, give the
 * events that the rehearsal gave in memory.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CHINA_CALENDAR,
  compileCampaign,
  parsePlan,
  parseRoster,
  placeOn,
  type RehearsalReport,
  rehearse,
} from '@lianfang/engine';
import type { Campaign, Command, Event, Instant, NodeKey } from '@lianfang/engine/kernel';
import { type DurableHost, startDurableHost } from './host.ts';

const plans = path.join(__dirname, '../../plans/dezhou-2011');

let year: RehearsalReport;
let host: DurableHost;
let played: { readonly commands: number; readonly refused: readonly string[] };
let events: Readonly<Record<NodeKey, readonly Event[]>>;

beforeAll(async () => {
  const { campaign, forms } = sampleCampaign();
  year = rehearse({ campaign, forms, seed: 1 });
  host = await startDurableHost({ campaign, at: year.from });
  played = await play(host, year);
  events = (await host.events()) as typeof events;
}, 300_000);
afterAll(() => host?.close(), 60_000);

describe('the year of the 2011 plan with 60 posts, on the durable host', () => {
  test('gives each node the events of the rehearsal, in its order', () => {
    const expected: Record<NodeKey, Event[]> = {};
    for (const event of year.events) expected[event.node] = [...(expected[event.node] ?? []), event];

    expect(Object.keys(events).sort()).toEqual(Object.keys(expected).sort());
    for (const [node, list] of Object.entries(expected))
      expect([node, comparable(events[node])]).toEqual([node, comparable(list)]);
  });

  test('comes to the same numbers of nodes, commands, messages, dues and events', async () => {
    const { nodes, commands, messages, dues, refused } = year.counts;
    const happened = Object.values(events).flat();
    const statuses = await host.statuses();

    expect({
      nodes: Object.keys(Object.assign({}, ...(await host.states()).map((state) => state.nodes))).length,
      commands: played.commands,
      messages: statuses.flatMap((status) => Object.values(status.sent)).reduce((sum, count) => sum + count, 0),
      dues: happened.filter((event) => event.kind === 'TaskOpened' && event.due !== null).length,
      events: happened.length,
      refused: played.refused.length,
    }).toEqual({ nodes, commands, messages, dues, events: year.counts.events, refused });
    expect(played.refused).toEqual(year.refusals.map(({ command }) => command.request));
  });

  test('leaves every node closed, everything on record and no incident', async () => {
    for (const status of await host.statuses()) {
      expect(status).toMatchObject({ openNodes: 0, incidents: [], effects: [] });
      expect(status.recorded).toBe(status.seq);
    }
    for (const [node, list] of Object.entries(events)) {
      expect([node, list.map((event) => event.seq)]).toEqual([node, list.map((_, i) => i + 1)]);
    }
  });
});

/** In the script's order; what came at one instant for one actor travels as one batch. */
async function play(on: DurableHost, { script, to }: RehearsalReport) {
  const refused: string[] = [];
  let count = 0;
  for (const { at, commands } of atOnce(script)) {
    await on.passTo(at);
    for (const answer of await on.send(...commands)) if (!answer.ok) refused.push(answer.request);
    count += commands.length;
  }
  await on.passTo(to);
  return { commands: count, refused };
}

function atOnce(script: RehearsalReport['script']): { readonly at: Instant; readonly commands: Command[] }[] {
  const lines: { at: Instant; commands: Command[] }[] = [];
  for (const { at, commands } of script) {
    const last = lines.at(-1);
    if (last?.at === at) last.commands.push(...commands);
    else lines.push({ at, commands: [...commands] });
  }
  return lines;
}

/** The same commands at the same campaign time: all is equal but the actor's own numbering, which is no part of the record. */
function comparable(list: readonly Event[] = []): unknown[] {
  return list.map(({ actorSeq: _, ...event }) => event);
}

function sampleCampaign() {
  const { plan } = parsePlan(readFileSync(path.join(plans, 'plan.yaml'), 'utf8'));
  const { roster } = parseRoster(readFileSync(path.join(plans, 'roster.yaml'), 'utf8'));
  if (plan === undefined || roster === undefined) throw new Error('Expected the plan and its roster to be readable.');
  const { campaign: compiled } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
  if (compiled === undefined) throw new Error('Expected the plan to be launchable.');
  const campaign: Campaign = { ...compiled, campaign: `year-${randomUUID()}`, placement: placeOn(compiled, 'auto') };
  return { campaign, forms: plan.forms };
}
