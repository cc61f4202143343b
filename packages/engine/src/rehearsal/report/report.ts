/**
 * The report on a rehearsal: everything that was found, and the verdict. Pure: from the campaign, what was played, and names; the same
 * input gives the same report.
 */
import type { Campaign } from '../../campaign/definition.ts';
import { messageOf } from '../../codes.ts';
import type { Behaviour } from '../behaviour.ts';
import { habitsOf, usualHabits } from '../habits.ts';
import { isAway } from '../people/conduct.ts';
import type { RehearsalReport } from '../rehearse.ts';
import { criticalPathsOf } from './critical-path.ts';
import { differencesOf, type Edition } from './differences.ts';
import { duesOf } from './dues.ts';
import type { Findings, Refused, Unfinished } from './findings.ts';
import { loadOf } from './load.ts';
import { type Played, playedOf } from './played.ts';
import { remindersOf } from './reminders.ts';
import { returnsOf } from './returns.ts';
import { rolesOf } from './roles.ts';
import { timelineOf } from './timeline.ts';
import { verdictOf } from './verdict.ts';

export interface ReportInput {
  readonly campaign: Campaign;
  readonly rehearsal: RehearsalReport;
  readonly seed: number;
  /** What people are called, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** What the plan calls its layers; absent: their ids. */
  readonly layerNames?: Readonly<Record<string, string>>;
  /** As it was rehearsed with, if it was. */
  readonly behaviour?: Behaviour;
  /** Last year's plan and this year's, as written. */
  readonly against?: { readonly before: Edition; readonly after: Edition };
}

export function findingsOf(input: ReportInput): Findings {
  const { campaign, rehearsal, seed, behaviour } = input;
  const crowd = { campaign, seed, habits: behaviour === undefined ? usualHabits : habitsOf(behaviour) };
  const played = playedOf(campaign, rehearsal, input.names);
  const found = {
    format: 'rehearsal/v1' as const,
    title: campaign.title,
    period: campaign.period,
    planHash: campaign.planHash,
    rosterHash: campaign.rosterHash,
    seed,
    behaviour: behaviour !== undefined,
    zone: campaign.zone,
    from: rehearsal.from,
    to: rehearsal.to,
    counts: { ...rehearsal.counts, openTasks: rehearsal.open.length },
    timeline: timelineOf(played, input.layerNames ?? {}),
    load: loadOf(played),
    roles: rolesOf(played),
    reminders: remindersOf(played),
    dues: duesOf(played, (person, { role, node }, day) => isAway(crowd, person, role, node, day)),
    returns: returnsOf(played),
    paths: criticalPathsOf(played),
    differences: input.against === undefined ? null : differencesOf(input.against.before, input.against.after),
    unfinished: unfinishedIn(played),
    refused: refusedIn(played),
    incidents: rehearsal.events.filter(({ kind }) => kind === 'Incident').length,
  };
  return { ...found, verdict: verdictOf(found) };
}

/** What is open first: the rest waits for it. */
function unfinishedIn({ rehearsal, words, nameOf }: Played): Unfinished[] {
  const all = rehearsal.unfinished.map(
    ({ node, step, place }): Unfinished => ({
      node,
      name: words.node(node),
      step,
      stepName: words.step(step),
      place,
      tasks: rehearsal.open
        .filter((task) => task.node === node && task.step === step)
        .map(({ task, role, owners, stuck, due }) => ({
          task,
          role,
          owners: owners.map((id) => ({ id, name: nameOf(id) })),
          stuck,
          due,
        })),
    }),
  );
  return [...all.filter(({ place }) => place === 'open'), ...all.filter(({ place }) => place === 'waiting')];
}

function refusedIn({ rehearsal, words }: Played): Refused[] {
  return rehearsal.refusals.map(({ at, command, rejection }) => ({
    at,
    command: command.kind,
    node: command.node,
    name: words.node(command.node),
    code: rejection.code,
    words: { zh: messageOf(rejection, 'zh'), en: messageOf(rejection, 'en') },
  }));
}
