/** What a file of behaviour says of somebody in a role at a place, and on which days they are not there. */
import { type NodeKey, type PersonId, placeOf, type RoleId, type StepId } from '../../campaign/keys.ts';
import { DAY, dayOf, type Instant, instantOf, parseDay } from '../../time/civil-date.ts';
import type { Conduct } from '../behaviour.ts';
import { drawn } from '../draw.ts';
import type { OpenTask, PersonAct } from './acts.ts';
import type { Crowd } from './crowd.ts';

/** They come back in the morning. */
const MORNING = 9 * 60;
const USUAL_ABSENCE = 7;

export function conductOf(
  crowd: Pick<Crowd, 'habits' | 'campaign'>,
  person: PersonId,
  role: RoleId,
  node: NodeKey,
): Conduct {
  const { behaviour } = crowd.habits;
  if (behaviour === undefined) return {};
  const layer = crowd.campaign.nodes[placeOf(node)]?.layer;
  const { away: _, ...own } = behaviour.people?.[person] ?? {};
  let conduct: Conduct = {};
  for (const { role: of, layer: at, ...row } of behaviour.shares ?? [])
    if ((of === undefined || of === role) && (at === undefined || at === layer)) conduct = { ...conduct, ...row };
  return { ...conduct, ...own };
}

/** Is somebody's case among a share of all? Each case is drawn once. */
export function isAmong(
  crowd: Pick<Crowd, 'seed'>,
  share: number | undefined,
  ...keys: readonly (string | number)[]
): boolean {
  return share !== undefined && share > 0 && drawn(crowd.seed, ...keys) < share;
}

/** From when on whoever is to act at `at` is there: then, or on the first morning after their absence. */
export function whenHere(
  crowd: Pick<Crowd, 'habits' | 'campaign' | 'seed'>,
  person: PersonId,
  role: RoleId,
  node: NodeKey,
  at: Instant,
): Instant {
  if (crowd.habits.behaviour === undefined) return at;
  const { zone } = crowd.campaign;
  let when = at;
  // Absences may follow each other.
  for (let more = 0; more < 50; more += 1) {
    const day = dayOf(when, zone);
    const away = absencesOf(crowd, person, role, node).find(({ from, to }) => from <= day && day <= to);
    if (away === undefined) return when;
    when = instantOf(away.to + 1, MORNING, zone);
  }
  return when;
}

/** Does the file say that somebody who has such a task is away on a civil day? */
export function isAway(
  crowd: Pick<Crowd, 'habits' | 'campaign' | 'seed'>,
  person: PersonId,
  role: RoleId,
  node: NodeKey,
  day: number,
): boolean {
  return absencesOf(crowd, person, role, node).some(({ from, to }) => from <= day && day <= to);
}

function absencesOf(
  crowd: Pick<Crowd, 'habits' | 'campaign' | 'seed'>,
  person: PersonId,
  role: RoleId,
  node: NodeKey,
): readonly { readonly from: number; readonly to: number }[] {
  const named = (crowd.habits.behaviour?.people?.[person]?.away ?? []).flatMap(({ from, to }) => {
    const [first, last] = [parseDay(from), parseDay(to)];
    return first === undefined || last === undefined ? [] : [{ from: first, to: last }];
  });
  const { absent, absentDays = USUAL_ABSENCE } = conductOf(crowd, person, role, node);
  if (!isAmong(crowd, absent, person, 'absent')) return named;
  const { phases, steps, zone } = crowd.campaign;
  const instants = [
    ...phases.flatMap(({ opens, ends }) => [opens, ends]),
    ...steps.flatMap(({ due }) => (due.kind === 'at' ? [due.at] : [])),
  ].flatMap((one) => one ?? []);
  if (instants.length === 0) return named;
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  const from = dayOf(first + drawn(crowd.seed, person, 'away') * Math.max(0, last - first - absentDays * DAY), zone);
  return [...named, { from, to: from + absentDays - 1 }];
}

/** Everything that somebody means to do waits until they are back. */
export function putOff(crowd: Crowd, task: OpenTask, acts: readonly PersonAct[]): readonly PersonAct[] {
  if (crowd.habits.behaviour === undefined) return acts;
  return acts
    .map((act) =>
      act.signer.kind === 'system'
        ? act
        : { ...act, at: whenHere(crowd, act.signer.person, task.role, task.node, act.at) },
    )
    .sort((one, other) => one.at - other.at);
}

/** Of several who could do it: whoever is there first. */
export function firstHere(crowd: Crowd, task: OpenTask, at: Instant): PersonId | undefined {
  const here = task.owners.map((person) => ({ person, at: whenHere(crowd, person, task.role, task.node, at) }));
  return here.reduce<(typeof here)[number] | undefined>(
    (found, one) => (found === undefined || one.at < found.at ? one : found),
    undefined,
  )?.person;
}

/** Days past the due, when this task is one of those done late; undefined: it is not. Null: after the first escalation. */
export function lateness(crowd: Crowd, task: OpenTask): number | null | undefined {
  const [owner] = task.owners;
  if (owner === undefined || crowd.habits.behaviour === undefined) return undefined;
  const { late, lateDays = null } = conductOf(crowd, owner, task.role, task.node);
  return isAmong(crowd, late, task.node, task.task, task.round, 'late-share') ? lateDays : undefined;
}

/** How often what somebody hands in is sent back. */
export function returnsFor(crowd: Crowd, filler: PersonId, role: RoleId, node: NodeKey, step: StepId): number {
  const { returned, times = 1 } = conductOf(crowd, filler, role, node);
  return isAmong(crowd, returned, node, step, 'returned-share') ? times : 0;
}

/** Who of those asked says something against it, at most twenty. */
export function objectors(
  crowd: Crowd,
  scope: readonly PersonId[],
  role: RoleId,
  node: NodeKey,
  step: StepId,
): readonly PersonId[] {
  if (crowd.habits.behaviour === undefined) return [];
  return scope
    .filter((person) => isAmong(crowd, conductOf(crowd, person, role, node).objecting, person, node, step, 'objects'))
    .slice(0, 20);
}
