/** Bodies that sit: somebody calls them together over what waits for them, and records what they decided. */
import type { Decide, StageDefinition } from '../../campaign/definition.ts';
import type { NodeKey, PersonId } from '../../campaign/keys.ts';
import { sha256Hex } from '../../json/canonical.ts';
import type { Vote } from '../../kernel/command.ts';
import { DAY, type Instant } from '../../time/civil-date.ts';
import { reaches } from '../../vote/count.ts';
import { drawn, drawnOf } from '../draw.ts';
import * as phrases from '../phrases.ts';
import type { InputOf, OpenMeeting, OpenTask, PersonAct } from './acts.ts';
import { whenHere } from './conduct.ts';
import { type Crowd, type Directory, fillersOf, reviewOf, stageOf } from './crowd.ts';
import { judgementOf, type Returns } from './returning.ts';
import { instantFor, type Timing } from './timing.ts';

type Body = NonNullable<ReturnType<Directory['body']>>;
type Ballot = (Decide & { readonly mode: 'meeting' })['ballot'];

export function waitsForMeeting(crowd: Crowd, task: OpenTask): boolean {
  return stageOf(crowd, task)?.decide.mode === 'meeting' && !task.stuck;
}

export function sittingsOver(crowd: Crowd, timing: Timing, tasks: readonly OpenTask[]): PersonAct[] {
  const groups = new Map<string, OpenTask[]>();
  for (const task of tasks.filter((one) => waitsForMeeting(crowd, one))) {
    const body = crowd.directory.body(task.node, task.role, task.openedAt);
    if (body === undefined) continue;
    const key = `${body.node}/${task.role}`;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups.values()].flatMap((group) => sittingOf(crowd, timing, group));
}

/** Called when the one that waits longest has waited its time; what has come by then is on its agenda. */
function sittingOf(crowd: Crowd, timing: Timing, tasks: readonly OpenTask[]): PersonAct[] {
  const { directory, seed } = crowd;
  const at = Math.min(...tasks.map((task) => timing.instantOf(task)));
  const on = tasks
    .filter((task) => task.openedAt <= at)
    .toSorted((one, other) => (one.node < other.node ? -1 : 1))
    .slice(0, 500);
  const [task] = on;
  const body = task === undefined ? undefined : directory.body(task.node, task.role, at);
  const convener = body === undefined ? undefined : convenerOf(crowd, body, task?.role ?? '', at);
  if (task === undefined || body === undefined || convener === undefined) return [];
  const agenda = on.map((one) => `${one.node}/${one.step}`);
  const words = on.map((one) => `${one.node}/${one.task}/${one.round}/${one.openedAt}`).join('\n');
  const meeting = `m-${sha256Hex(`${seed}\n${body.id}\n${words}`).slice(0, 10)}`;
  const input = { request: `sim-${seed}-${meeting}-${convener}`, node: body.node, role: task.role, meeting, agenda };
  const when = whenHere(crowd, convener, task.role, body.node, at);
  return [
    { at: when, signer: { kind: 'recorder', person: convener, of: body.id }, command: { name: 'convene', input } },
  ];
}

/** Whoever of those who may call the body together is there first. */
function convenerOf(crowd: Crowd, body: Body, role: string, at: Instant): PersonId | undefined {
  const [first, ...others] = body.conveners;
  const back = (person: PersonId) => whenHere(crowd, person, role, body.node, at);
  return others.reduce((found, one) => (found !== undefined && back(found) <= back(one) ? found : one), first);
}

/** A plan calls for a sitting: it is held, whatever else is on the agenda of others. */
export function calledFor({ directory, seed }: Crowd, task: OpenTask, role: string, at: number): PersonAct[] {
  const body = directory.body(task.node, role, at);
  const convener = body?.conveners[0];
  if (body === undefined || convener === undefined) return [];
  const meeting = `m-${sha256Hex(`${seed}\n${body.id}\n${task.node}/${task.task}/${task.round}`).slice(0, 10)}`;
  const input = { request: `sim-${seed}-${meeting}-${convener}`, node: body.node, role, meeting, agenda: [] };
  return [{ at, signer: { kind: 'recorder', person: convener, of: body.id }, command: { name: 'convene', input } }];
}

/** None while its agenda is not settled. */
export function closingOf(crowd: Crowd, returns: Returns, meeting: OpenMeeting): PersonAct | undefined {
  if (meeting.place !== 'sitting') return undefined;
  const { directory, seed } = crowd;
  const soon = instantFor(crowd, meeting.convenedAt, null, meeting.node, meeting.meeting);
  const at = whenEnough(crowd, meeting, soon);
  const body = directory.body(meeting.node, meeting.role, at);
  const convener = body === undefined ? undefined : convenerOf(crowd, body, meeting.role, at);
  if (body === undefined || convener === undefined) return undefined;
  const here = body.members.filter((person) => whenHere(crowd, person, meeting.role, body.node, at) === at);
  const present = here.length < body.members.length ? here : presentAt(crowd, body.members, convener, meeting);
  const entries = meeting.agenda.flatMap((entry) => {
    const stage = stageOn(crowd, entry.node, entry.step, meeting.role);
    return stage?.decide.mode === 'meeting' ? [{ ...entry, stage, ballot: stage.decide.ballot }] : [];
  });
  const ballot = entries[0]?.ballot ?? 'open';
  const exceptions = entries.flatMap(({ review, node, step, round, stage, ballot: own }) => {
    const { back, ...judgement } = judgementOf(crowd, returns, node, step, stage, round);
    // A secret vote over the whole list cannot be told without those who stand aside: on their entry there is one of its own.
    const fillers = own === 'secret' ? fillersOf(crowd, node, step, at) : [];
    const voters = present.filter((person) => !fillers.includes(person));
    const apart = own !== ballot || voters.length < present.length;
    return back || apart ? [{ review, ...judgement, ...(apart ? { vote: allFor(voters, own) } : {}) }] : [];
  });
  const input: InputOf<'closeMeeting'> = {
    request: `sim-${seed}-${meeting.meeting}-close-${convener}`,
    node: meeting.node,
    meeting: meeting.meeting,
    present: [...present],
    vote: allFor(present, ballot),
    exceptions,
    minutes: drawnOf(phrases.minutes, seed, meeting.meeting),
  };
  return {
    at,
    signer: { kind: 'recorder', person: convener, of: body.id },
    command: { name: 'closeMeeting', input },
  };
}

/** The sitting is put off, at most two months, until there is a quorum with somebody to record it. */
function whenEnough(crowd: Crowd, meeting: OpenMeeting, soon: Instant): Instant {
  if (crowd.habits.behaviour === undefined) return soon;
  const rules = meeting.agenda.flatMap(({ node, step }) => {
    const decide = stageOn(crowd, node, step, meeting.role)?.decide;
    return decide?.mode === 'meeting' ? [decide] : [];
  });
  for (let days = 0; days < 60; days += 1) {
    const at = soon + days * DAY;
    const body = crowd.directory.body(meeting.node, meeting.role, at);
    if (body === undefined) break;
    const isHere = (person: PersonId) => whenHere(crowd, person, meeting.role, body.node, at) === at;
    const here = body.members.filter(isHere).length;
    const enough = rules.every(({ quorum }) => reaches(quorum, here, body.members.length));
    if (enough && here > 0 && body.conveners.some(isHere)) return at;
  }
  return soon;
}

function allFor(people: readonly PersonId[], ballot: Ballot): Vote {
  return ballot === 'secret'
    ? { voters: [...people], counts: { for: people.length, against: 0, abstained: 0 } }
    : { for: [...people], against: [], abstained: [] };
}

function stageOn(crowd: Crowd, node: NodeKey, step: string, role: string): StageDefinition | undefined {
  const isOf = ({ by, choices }: StageDefinition) => by === role || choices?.by?.values.includes(role) === true;
  return reviewOf(crowd, node, step)?.stages.find((stage) => stage.decide.mode === 'meeting' && isOf(stage));
}

/** In a larger body one member may be away, if also those entries have a quorum on which another must stand aside. */
function presentAt(
  { campaign, seed }: Crowd,
  members: readonly PersonId[],
  convener: PersonId,
  meeting: OpenMeeting,
): readonly PersonId[] {
  const rules = Object.values(campaign.reviews).flatMap((review) =>
    review.stages.flatMap(({ decide, by }) => (decide.mode === 'meeting' && by === meeting.role ? [decide] : [])),
  );
  const enough = rules.every((rule) => {
    const [left, all] = [members.length - 2, members.length - 1];
    return reaches(rule.quorum, left, all) && reaches(rule.pass, left, rule.of === 'entitled' ? all : left);
  });
  const others = members.filter((person) => person !== convener);
  const away =
    members.length >= 4 && enough
      ? others[Math.floor(drawn(seed, meeting.meeting, 'away') * others.length)]
      : undefined;
  return members.filter((person) => person !== away);
}
