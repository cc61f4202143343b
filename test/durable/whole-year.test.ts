/**
 * The year of every plan in plans/, with a few posts, on the real servers: the commands of its rehearsal, played again through client and
 * workflows, give the events that the rehearsal gave in memory.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Campaign, findingsOf, placeOn, type RehearsalReport, type Roster, rehearse } from '@lianfang/engine';
import type { Command, Event, EventKind, Instant, NodeKey } from '@lianfang/engine/kernel';
import {
  checkFolder,
  compileFolder,
  type LaunchableFolder,
  readPlanFolder,
} from '../../packages/cli/src/plan-folder.ts';
import { type DurableHost, startDurableHost } from './host.ts';
import { leavesOf, smallRoster } from './small-roster.ts';

const folder = path.join(__dirname, '../../plans');
const plans = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'plan.yaml')));
const MOST = 20;
/** What a plan is for, beside a return and somebody late: events that its year must have. */
const specialities: Readonly<Record<string, readonly EventKind[]>> = {
  'dezhou-2011': ['MeetingClosed', 'RolledUp', 'Received'],
  'lixia-2012': ['CaseEnded', 'Graded', 'Received'],
  'shandong-2011': ['VoteCounted', 'RolledUp', 'Received'],
  'shnu-pilot': ['YardstickMade', 'Scored', 'Compared', 'AskingEnded'],
  zichuan: ['GradeMissing', 'AskingEnded', 'RepliesCounted', 'Scored'],
};

describe.each(plans)('the year of %s with a few posts, on the durable host', (name) => {
  let small: Small;
  let host: DurableHost;
  let played: { readonly commands: number; readonly refused: readonly string[] };
  let events: Readonly<Record<NodeKey, readonly Event[]>>;

  beforeAll(async () => {
    small = smallYear(name);
    const { campaign, planText, year } = small;
    host = await startDurableHost({ campaign, planText, at: year.from });
    played = await play(host, year);
    events = (await host.events()) as typeof events;
  }, 300_000);
  afterAll(() => host?.close(), 60_000);

  test('has a return, somebody late, and what the plan is for; and comes to its end', () => {
    const { year, campaign, roster } = small;
    const { verdict } = findingsOf({ campaign, rehearsal: year, seed: small.seed, names: {} });

    expect(leavesOf(roster)).toBeLessThanOrEqual(MOST);
    expect(hasReturnAndDelay(year)).toBe(true);
    const kinds = new Set(year.events.map(({ kind }) => kind));
    expect((specialities[name] ?? []).filter((kind) => !kinds.has(kind))).toEqual([]);
    expect([verdict.ready, verdict.reasons.filter(({ weight }) => weight === 'blocks')]).toEqual([true, []]);
  });

  test('gives each node the events of the rehearsal, in its order', () => {
    const expected: Record<NodeKey, Event[]> = {};
    for (const event of small.year.events) expected[event.node] = [...(expected[event.node] ?? []), event];

    expect(Object.keys(events).sort()).toEqual(Object.keys(expected).sort());
    for (const [node, list] of Object.entries(expected))
      expect([node, comparable(events[node])]).toEqual([node, comparable(list)]);
  });

  test('comes to the same numbers of commands, messages, dues and events', async () => {
    const { counts, refusals } = small.year;
    const { commands, messages, dues } = counts;
    const happened = Object.values(events).flat();
    const statuses = await host.statuses();

    expect({
      commands: played.commands,
      messages: statuses.flatMap((status) => Object.values(status.sent)).reduce((sum, count) => sum + count, 0),
      dues: happened.filter((event) => event.kind === 'TaskOpened' && event.due !== null).length,
      events: happened.length,
      refused: played.refused,
    }).toEqual({
      commands,
      messages,
      dues,
      events: counts.events,
      refused: refusals.map(({ command }) => command.request),
    });
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

interface Small {
  readonly campaign: Campaign;
  readonly planText: string;
  readonly roster: Roster;
  readonly seed: number;
  readonly year: RehearsalReport;
}

/** With what is filled in before its launch, if the plan asks for that; under the first seed that sends back and is late. */
function smallYear(name: string): Small {
  const launch = path.join(folder, name, 'launch.yaml');
  const checked = checkFolder(readPlanFolder(path.join(folder, name), existsSync(launch) ? launch : undefined));
  const launchedWith = (roster: Roster): LaunchableFolder | undefined => compileFolder({ ...checked, roster });
  if (checked.roster === undefined) throw new Error(`Expected a roster beside ${name}.`);
  const roster = smallRoster(checked.roster, MOST, (one) => launchedWith(one) !== undefined);
  const launchable = launchedWith(roster);
  if (launchable === undefined)
    throw new Error(`Expected ${name} to be launchable: ${JSON.stringify(checked.problems.slice(0, 5))}`);
  const { campaign: compiled, plan, planText } = launchable;
  const campaign: Campaign = { ...compiled, campaign: `year-${randomUUID()}`, placement: placeOn(compiled, 'auto') };
  for (let seed = 1; ; seed += 1) {
    const year = rehearse({ campaign, forms: plan.forms, seed });
    if (hasReturnAndDelay(year) || seed === 5) return { campaign, planText, roster, seed, year };
  }
}

function hasReturnAndDelay({ events }: RehearsalReport): boolean {
  return (
    events.some(({ kind }) => kind === 'Returned') && events.some((event) => event.kind === 'StepDone' && event.late)
  );
}
