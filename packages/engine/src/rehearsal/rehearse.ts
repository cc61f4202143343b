/**
 * A rehearsal: a whole campaign run in memory against simulated people, in the order of campaign time. Gives what happened, and the
 * script of commands, which played on another host gives the same events.
 */
import type { Campaign } from '../campaign/definition.ts';
import type { NodeKey, StepId } from '../campaign/keys.ts';
import { type PlacementPolicy, placeOn } from '../campaign/placement.ts';
import { sliceFor } from '../campaign/slice.ts';
import { datedSpan } from '../campaign/span.ts';
import { hashOf } from '../json/canonical.ts';
import { chosenIn } from '../kernel/choose.ts';
import type { Command } from '../kernel/command.ts';
import type { Event } from '../kernel/event.ts';
import type { Rejection } from '../kernel/rejection.ts';
import { actorIn } from '../kernel/signer.ts';
import type { ActorState, Sitting } from '../kernel/state.ts';
import type { Form } from '../plan/form.ts';
import { askedScope } from '../step/questions.ts';
import { DAY, dayFrom, type Instant, instantOf } from '../time/civil-date.ts';
import { directoryOf } from './directory.ts';
import type { Habits } from './habits.ts';
import { type Counts, RehearsalHost } from './host.ts';
import { askedKey, RehearsalInbox } from './inbox.ts';
import type { OpenTask, OpenVote, PersonAct } from './people/acts.ts';
import { type People, simulatedPeople } from './people/people.ts';
import { Queue } from './queue.ts';
import { commandOf } from './translate.ts';

export interface RehearsalInput {
  readonly campaign: Campaign;
  /** The plan's forms, by id: what simulated people fill in. */
  readonly forms: Readonly<Record<string, Form>>;
  readonly seed: number;
  readonly placement?: PlacementPolicy;
  readonly habits?: Habits;
  /** Absent: the day before the first window opens. */
  readonly from?: Instant;
  /** Absent: thirty days after the last window ends, and as long after as somebody still has something to do. */
  readonly to?: Instant;
  readonly onEvents?: (events: readonly Event[]) => void;
}

export interface ScriptLine {
  readonly at: Instant;
  readonly commands: readonly Command[];
}

export interface RehearsalReport {
  readonly counts: Counts & { readonly dues: number; readonly refused: number };
  readonly from: Instant;
  readonly to: Instant;
  readonly events: readonly Event[];
  readonly script: readonly ScriptLine[];
  readonly refusals: readonly { readonly at: Instant; readonly command: Command; readonly rejection: Rejection }[];
  /** Tasks that nobody had done when the office closed the campaign. */
  readonly open: readonly OpenTask[];
  /** Steps that were not done, nor left out, by then. */
  readonly unfinished: readonly { readonly node: NodeKey; readonly step: StepId; readonly place: 'waiting' | 'open' }[];
}

export function rehearse(input: RehearsalInput): RehearsalReport {
  const { campaign } = input;
  const { from, to: planned } = timeOf(input);
  const events: Event[] = [];
  const inbox = new RehearsalInbox();
  const placement = placeOn(campaign, input.placement ?? 'auto');
  const host = new RehearsalHost({
    definitions: placement.map(({ actor }) => sliceFor(campaign, placement, actor)),
    at: from,
    seed: input.seed,
    onEvents: (happened) => {
      for (const event of happened) inbox.add(event);
      events.push(...happened);
      input.onEvents?.(happened);
    },
  });
  const people = simulatedPeople({
    campaign,
    forms: input.forms,
    directory: directoryOf(campaign),
    seed: input.seed,
    knownGrade: (node, scale) => knownGrade(host.node(node)?.grades[scale]),
    knownAside: (node, step) => host.node(node)?.reviews[step]?.recused ?? [],
    knownItems: (node, step) => host.node(node)?.steps[step]?.output?.items.map((one) => one.item),
    knownRows: (node, step) => host.rowsWanted(node, step),
    knownStep: (key, step) => {
      const node = host.node(key);
      return node === undefined ? step : chosenIn(node, step);
    },
    knownQuestions: (key, id) => {
      const node = host.node(key);
      const step = campaign.steps.find((one) => one.id === id);
      const of = step?.kind === 'ask' ? step.questions?.of : undefined;
      if (node === undefined || of === undefined || 'scope' in of) return undefined;
      const rule = node.yardsticks?.[of.score]?.versions[node.steps[id]?.yardstick ?? ''];
      return rule === undefined ? undefined : askedScope(rule);
    },
    knownVote: (node, step, stage) => openVote(host.node(node)?.reviews[step]?.sittings?.[stage]),
    ...(input.habits === undefined ? {} : { habits: input.habits }),
  });
  const play = new Play(input, host, inbox, people);

  host.start();
  play.plan(people.dutiesFrom(from));
  const to = play.until(planned, input.to === undefined);
  const open = [...inbox.tasks.values()];
  const unfinished = unfinishedIn(host.states());
  play.close();
  const refusals = play.refusals;
  const dues = events.filter((event) => event.kind === 'TaskOpened' && event.due !== null).length;
  const counts = { ...host.counts(), dues, refused: refusals.length };
  return { counts, from, to, events, script: play.script, refusals, open, unfinished };
}

/** The grade a clerk would copy onto a list: the newest that is not somebody's own opinion of themselves. */
function knownGrade(sources: Readonly<Record<string, string>> | undefined): string | undefined {
  return Object.values(sources ?? {}).at(-1);
}

function openVote(sitting: Sitting | undefined): OpenVote | undefined {
  if (sitting === undefined) return undefined;
  const { seats, ballot } = sitting;
  return {
    seats: seats.length,
    ballot: ballot === undefined ? null : { place: ballot.place, drawn: ballot.drawn.length },
  };
}

function timeOf({ campaign, from, to }: RehearsalInput): { from: Instant; to: Instant } {
  const { first, last } = datedSpan(campaign);
  const begin = from ?? (Number.isFinite(first) ? first - DAY : yearBegins(campaign));
  return { from: begin, to: to ?? Math.max(begin, last) + 30 * DAY };
}

/** Where a plan gives no date at all: the first day of its period. */
function yearBegins({ period, zone }: Campaign): Instant {
  const year = /\d{4}/.exec(period)?.[0] ?? '2024';
  return instantOf(dayFrom(Number(year), 1, 1), 0, zone);
}

function unfinishedIn(states: readonly ActorState[]): RehearsalReport['unfinished'] {
  return states.flatMap(({ nodes }) =>
    Object.values(nodes).flatMap(({ key, steps }) =>
      Object.entries(steps).flatMap(([step, { place }]) =>
        place === 'waiting' || place === 'open' ? [{ node: key, step, place }] : [],
      ),
    ),
  );
}

/** An act that somebody means to do, about a task as it was then, or to call a body together. */
interface Planned {
  readonly act: PersonAct;
  readonly key?: string;
  readonly task?: OpenTask;
  readonly group?: string;
}

/** How long it goes on at a time past the planned end. */
const MORE = 30 * DAY;

/** Plays people's acts between the dues of the campaign, each at its own instant. */
class Play {
  readonly script: ScriptLine[] = [];
  readonly refusals: { at: Instant; command: Command; rejection: Rejection }[] = [];
  private readonly queue = new Queue<Planned>();
  private readonly groups = new Map<string, Set<string>>();
  private readonly groupOf = new Map<string, string>();
  private readonly input: RehearsalInput;
  private readonly host: RehearsalHost;
  private readonly inbox: RehearsalInbox;
  private readonly people: People;
  private readonly directory;
  /** Requests already made: looked at anew, a task gives the same ones. */
  private readonly made = new Set<string>();

  constructor(input: RehearsalInput, host: RehearsalHost, inbox: RehearsalInbox, people: People) {
    this.input = input;
    this.host = host;
    this.inbox = inbox;
    this.people = people;
    this.directory = directoryOf(input.campaign);
  }

  /** @param longer whether to go on while somebody still means to do something, for at most two years @returns when it ended */
  until(to: Instant, longer: boolean): Instant {
    this.passThrough(to);
    const most = to + 24 * MORE;
    let end = to;
    while (longer && end < most && this.isBusy()) {
      end += MORE;
      this.passThrough(end);
    }
    return end;
  }

  /** What people mean to do anyway. */
  plan(acts: readonly PersonAct[]): void {
    for (const act of acts) this.queue.put(act.at, { act });
  }

  private isBusy(): boolean {
    if (this.queue.peek() === undefined && this.host.nextDue() === null) return false;
    return this.inbox.tasks.size > 0 || unfinishedIn(this.host.states()).length > 0;
  }

  private passThrough(to: Instant): void {
    for (;;) {
      this.look();
      const due = this.host.nextDue();
      const act = this.queue.peek();
      const next = Math.min(due ?? to, act ?? to, to);
      // A due comes before what people do at the same instant.
      if (due !== null && due <= next) {
        if (due >= to) break;
        this.host.passTo(due);
        continue;
      }
      if (act === undefined || act >= to) break;
      this.host.passTo(Math.max(act, this.host.now));
      const taken = this.queue.take();
      if (taken !== undefined && this.isStill(taken)) this.play(taken.act, taken.group);
    }
    this.host.passTo(to);
  }

  /** Plans what people will do about everything that changed. */
  private look(): void {
    const dirty = new Set<string>();
    for (const key of this.inbox.take()) {
      const group = this.groupOf.get(key);
      if (group !== undefined) dirty.add(group);
      const meeting = this.inbox.meetings.get(key);
      if (meeting !== undefined) {
        const closing = this.people.closingOf(meeting);
        if (closing !== undefined) this.queue.put(closing.at, { act: closing });
        continue;
      }
      const copy = this.inbox.copies.get(key);
      if (copy !== undefined) {
        const reading = this.people.readingOf(copy);
        this.queue.put(reading.at, { act: reading });
        continue;
      }
      const task = this.inbox.tasks.get(key);
      if (task === undefined || this.isTabled(task)) {
        this.leave(key);
        continue;
      }
      if (this.people.waitsForMeeting(task)) dirty.add(this.join(key, task));
      else for (const act of this.people.actsOn(task)) this.queue.put(act.at, { act, key, task });
    }
    for (const group of dirty) this.callSitting(group);
    for (const done of this.inbox.takeFinished()) {
      const order = this.people.orderOn(done);
      if (order !== undefined) this.queue.put(order.at, { act: order });
    }
  }

  /** Does the task wait for the same people as when they planned their act? */
  private isStill({ key, task, act }: Planned): boolean {
    if (act.command.name === 'reopen') {
      // What waits for something else meanwhile is not ordered again.
      const { node, steps } = act.command.input;
      const here = this.host.node(node)?.steps;
      return steps.every((step) => here?.[step]?.place === 'done' || here?.[step]?.place === 'open');
    }
    if (key === undefined || task === undefined) return true;
    const now = this.inbox.tasks.get(key);
    // Who is asked to stand aside waits for the answer, and looks at the task anew.
    const person = actorIn(act.signer);
    if (person !== null && task.stage !== null && this.inbox.asked.has(askedKey(task.node, task.step, person)))
      return false;
    return now?.openedAt === task.openedAt && now.owners.join() === task.owners.join();
  }

  private isTabled(task: OpenTask): boolean {
    return task.stage !== null && this.inbox.tabled.get(`${task.node}/${task.step}`)?.stage === task.stage;
  }

  private join(key: string, task: OpenTask): string {
    const body = this.directory.body(task.node, task.role, task.openedAt);
    const group = `${body?.node ?? task.node}/${task.role}`;
    const members = this.groups.get(group) ?? new Set();
    this.groups.set(group, members.add(key));
    this.groupOf.set(key, group);
    return group;
  }

  private leave(key: string): void {
    const group = this.groupOf.get(key);
    if (group === undefined) return;
    this.groupOf.delete(key);
    this.groups.get(group)?.delete(key);
  }

  private sittingsOf(group: string): readonly PersonAct[] {
    const tasks = [...(this.groups.get(group) ?? [])].flatMap((key) => this.inbox.tasks.get(key) ?? []);
    return this.people.sittingsOver(tasks);
  }

  private callSitting(group: string): void {
    for (const act of this.sittingsOf(group)) this.queue.put(act.at, { act, group });
  }

  private play(act: PersonAct, group: string | undefined): void {
    if (group === undefined) {
      this.send(act);
      return;
    }
    // By now more may wait for the body, or less: the sitting is called over what waits today.
    for (const sitting of this.sittingsOf(group)) if (sitting.at <= this.host.now) this.send(sitting);
  }

  private send(act: PersonAct): void {
    const { request } = act.command.input;
    const command = commandOf(this.input.campaign, act, (key) => this.host.node(key));
    if (command === undefined || this.made.has(request)) return;
    this.made.add(request);
    const at = this.host.now;
    const [answer] = this.host.send(command);
    this.script.push({ at, commands: [command] });
    if (answer !== undefined && !answer.ok) this.refusals.push({ at, command, rejection: answer.rejection });
  }

  /** The office closes the campaign, so that nothing stays open without a word. */
  close(): void {
    const { campaign } = this.input;
    const [person] = this.directory.members(campaign.root, campaign.office, this.host.now);
    if (person === undefined) return;
    const reason = hashOf({ rehearsal: 'closed' });
    const command: Command = {
      kind: 'CloseCampaign',
      request: `rehearsal-${this.input.seed}-close`,
      node: campaign.root,
      signer: { kind: 'administrator', person },
      reason,
    };
    this.host.send(command);
    this.script.push({ at: this.host.now, commands: [command] });
  }
}
