/**
 * Simulated people: what somebody does with a task, and when. A pure function of the task, the campaign and a seed; it keeps no
 * memory, so people played by another process, or after a crash, do the same under the same request ids. It gives the commands
 * a user would give, in the words of the client's list; it must not know the kernel's state or one plan.
 */
import { nodesBelow } from '../campaign/below.ts';
import type {
  Definitions,
  NodeDefinition,
  Outcome,
  ReviewDefinition,
  StageDefinition,
  StepDefinition,
} from '../campaign/definition.ts';
import { type NodeKey, type PersonId, placeOf, type RoleId, type StepId, type TaskId } from '../campaign/keys.ts';
import { sha256Hex } from '../json/canonical.ts';
import type { Signer } from '../kernel/signer.ts';
import type { Form } from '../plan/form.ts';
import type { CalendarSlice } from '../time/calendar.ts';
import { DAY, type Instant } from '../time/civil-date.ts';
import { type DueLadder, rungsOf } from '../time/ladder.ts';
import { drawn, drawnOf } from './draw.ts';
import { type Habits, usualHabits } from './habits.ts';
import { type Content, contentOf, itemIdsOf } from './people-content.ts';
import * as phrases from './phrases.ts';

/** An open task as the inbox shows it. */
export interface OpenTask {
  readonly node: NodeKey;
  readonly task: TaskId;
  readonly step: StepId;
  readonly stage: string | null;
  readonly round: number;
  readonly role: RoleId;
  readonly owners: readonly PersonId[];
  readonly stuck: boolean;
  readonly openedAt: Instant;
  readonly due: Instant | null;
}

/** A meeting that has been convened and is not closed. */
export interface OpenMeeting {
  readonly node: NodeKey;
  readonly meeting: string;
  readonly role: RoleId;
  /** Only a sitting one is closed. */
  readonly place: string;
  readonly convenedAt: Instant;
  /** What stands on it now, with the round of each review. */
  readonly agenda: readonly {
    readonly review: string;
    readonly node: NodeKey;
    readonly step: StepId;
    readonly round: number;
  }[];
}

/** Who holds what, by the roster; asked at the instant of the act. */
export interface Directory {
  readonly members: (node: NodeKey, role: RoleId, at: Instant) => readonly PersonId[];
  readonly body: (
    node: NodeKey,
    role: RoleId,
    at: Instant,
  ) =>
    | {
        readonly id: string;
        readonly node: NodeKey;
        readonly members: readonly PersonId[];
        readonly conveners: readonly PersonId[];
      }
    | undefined;
}

export interface PeopleSetting {
  readonly campaign: Definitions & {
    readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
    readonly calendar: CalendarSlice;
  };
  /** The plan's forms, by id. */
  readonly forms: Readonly<Record<string, Form>>;
  readonly directory: Directory;
  readonly seed: number;
  readonly habits?: Habits;
  readonly knownGrade?: (node: NodeKey, scale: string) => string | undefined;
}

type Vote = { for: string[]; against: string[]; abstained: string[] };
interface Judgement {
  readonly outcome: string;
  readonly reasons: string[];
  readonly opinion: string;
  readonly verdicts: { item: string; outcome: string; reasons: string[] }[];
}

/** A command as the client's list names it. */
export type PersonCommand =
  | {
      readonly name: 'submit';
      readonly input: { request: string; node: string; step: string; round: number; content: Record<string, unknown> };
    }
  | {
      readonly name: 'decide';
      readonly input: Judgement & { request: string; node: string; step: string; stage: string; round: number };
    }
  | {
      readonly name: 'comment';
      readonly input: {
        request: string;
        node: string;
        step: string;
        comment: string;
        channel: string;
        from: 'named' | 'recorded';
        text: string;
      };
    }
  | {
      readonly name: 'dispose';
      readonly input: {
        request: string;
        node: string;
        step: string;
        comment: string;
        disposition: 'adopted' | 'partly' | 'not-adopted';
        reason: string;
      };
    }
  | { readonly name: 'endAsking'; readonly input: { request: string; node: string; step: string } }
  | { readonly name: 'send'; readonly input: { request: string; node: string; step: string; package: string } }
  | { readonly name: 'receive'; readonly input: { request: string; node: string; step: string } }
  | {
      readonly name: 'reassign';
      readonly input: { request: string; node: string; task: string; to: string; reason: string };
    }
  | {
      readonly name: 'convene';
      readonly input: { request: string; node: string; role: string; meeting: string; agenda: string[] };
    }
  | {
      readonly name: 'closeMeeting';
      readonly input: {
        request: string;
        node: string;
        meeting: string;
        present: string[];
        vote: Vote;
        exceptions: (Judgement & { review: string })[];
        minutes: string;
      };
    };

/** What somebody will do, and from when on. */
export interface PersonAct {
  readonly at: Instant;
  readonly signer: Signer;
  readonly command: PersonCommand;
}

export interface People {
  /** In the order of their times; all under ids of their own, so that giving them again changes nothing. None for a meeting's task. */
  actsOn(task: OpenTask): readonly PersonAct[];
  /** The sittings to be called over the tasks that wait for a body. */
  sittingsOver(tasks: readonly OpenTask[]): readonly PersonAct[];
  /** The end of a sitting; none while its agenda is not settled. */
  closingOf(meeting: OpenMeeting): PersonAct | undefined;
  /** Does this task wait for a body's meeting? */
  waitsForMeeting(task: OpenTask): boolean;
  /** How often a review will be sent back. */
  returnsOf(node: NodeKey, step: StepId): number;
  /** Will the task be done late? */
  isLate(task: OpenTask): boolean;
}

export function simulatedPeople(setting: PeopleSetting): People {
  const { campaign, forms, directory, seed, habits = usualHabits } = setting;
  const steps = new Map<StepId, StepDefinition>(
    [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)].map((step) => [step.id, step]),
  );
  const content = {
    seed,
    zone: campaign.zone,
    nodes: campaign.nodes,
    gradesOf: (scale: string) => campaign.scales[scale]?.grades ?? [],
    knownGrade: setting.knownGrade ?? (() => undefined),
  };
  const returnTimes = new Map<string, number>();
  chooseReturns();
  const lateKeys = chosenLate();

  function reviewOf(step: StepDefinition | undefined): ReviewDefinition | undefined {
    return step?.kind === 'decide' ? campaign.reviews[step.review] : undefined;
  }

  function stageOf(task: OpenTask): StageDefinition | undefined {
    return reviewOf(steps.get(task.step))?.stages.find((stage) => stage.id === task.stage);
  }

  /** The reviews of the layer with the most places, so that the shares mean something. */
  function chooseReturns(): void {
    const keys = reviewKeys().sort((one, other) => drawn(seed, one, 'return') - drawn(seed, other, 'return'));
    let taken = 0;
    for (const { times, share = 0, count = 0 } of habits.returns) {
      const many = count + Math.round(share * keys.length);
      for (const key of keys.slice(taken, taken + many)) returnTimes.set(key, times);
      taken += many;
    }
  }

  function reviewKeys(): string[] {
    const perStep = campaign.steps
      .filter((step) => step.kind === 'decide')
      .map((step) =>
        Object.values(campaign.nodes).flatMap((node) => (node.layer === step.layer ? [`${node.key}/${step.id}`] : [])),
      );
    return [...(perStep.sort((one, other) => other.length - one.length)[0] ?? [])];
  }

  /** Of the last declaration that most holders hand in, so that nobody else waits for the late one longer than need be. */
  function chosenLate(): ReadonlySet<string> {
    const count = (layer: string) => Object.values(campaign.nodes).filter((node) => node.layer === layer).length;
    const dated = campaign.steps.filter(
      (step) => step.kind === 'do' && step.due.kind !== 'none' && step.when === undefined,
    );
    const own = dated.filter((step) => campaign.roles[step.by]?.relation === 'holders');
    const among = own.length > 0 ? own : dated;
    const most = Math.max(0, ...among.map((step) => count(step.layer)));
    const step = among.findLast((one) => count(one.layer) === most);
    if (step === undefined) return new Set();
    const sentBack = new Set([...returnTimes.keys()].map((key) => key.slice(0, key.lastIndexOf('/'))));
    const nodes = Object.values(campaign.nodes).filter((node) => node.layer === step.layer && !sentBack.has(node.key));
    const keys = nodes.map((node) => `${node.key}/${step.id}`);
    return new Set(
      keys.sort((one, other) => drawn(seed, one, 'late') - drawn(seed, other, 'late')).slice(0, habits.late.count),
    );
  }

  function request(task: OpenTask, person: PersonId, what: string): string {
    const words = `${task.node}/${task.task}/${task.round}/${task.openedAt}/${person}/${what}`;
    return `sim-${seed}-${sha256Hex(words).slice(0, 32)}`;
  }

  /** Between the opening and the due; soon, when that has passed. */
  function instantFor(opened: Instant, due: Instant | null, ...keys: readonly (string | number)[]): Instant {
    const draw = drawn(seed, ...keys, 'when');
    const between = ([from, to]: readonly [number, number]) => from + draw * (to - from);
    const days = between(habits.days) * DAY;
    if (due === null || due <= opened) return Math.floor(opened + days);
    return Math.floor(opened + between(habits.within) * (due - opened));
  }

  function ladderOf(step: StepDefinition | undefined, task: OpenTask): DueLadder | undefined {
    return stageOf(task)?.ladder ?? step?.ladder;
  }

  function isLate(task: OpenTask): boolean {
    return task.round === 1 && task.stage === null && lateKeys.has(`${task.node}/${task.step}`);
  }

  function instantOfTask(task: OpenTask, step: StepDefinition | undefined): Instant {
    if (isLate(task) && task.due !== null) {
      const ladder = ladderOf(step, task);
      const rungs =
        ladder === undefined
          ? []
          : rungsOf(ladder, Math.max(task.due, task.openedAt), campaign.calendar, campaign.zone);
      const first = rungs.find((rung) => rung.what === 'escalate');
      return Math.floor((first?.at ?? task.due) + DAY / 4);
    }
    return instantFor(task.openedAt, task.due, task.node, task.task, task.round, task.openedAt);
  }

  function returnsOf(node: NodeKey, step: StepId): number {
    return returnTimes.get(`${node}/${step}`) ?? 0;
  }

  /** Sent back in this round? Any stage may; the last one surely does. */
  function isSentBack(node: NodeKey, step: StepId, stage: StageDefinition, round: number): boolean {
    if (round > returnsOf(node, step)) return false;
    const stages = reviewOf(steps.get(step))?.stages ?? [];
    return stages.at(-1)?.id === stage.id || drawn(seed, node, step, stage.id, round, 'here') < 1 / stages.length;
  }

  function formOf(step: StepDefinition | undefined): Form | undefined {
    return step?.kind === 'do' ? forms[step.form] : undefined;
  }

  /** Which items a return of this round flags; the same answer for who sends back and for who mends. */
  function flaggedIn(node: NodeKey, of: StepId, round: number): readonly string[] {
    const form = formOf(steps.get(of));
    if (form === undefined) return [];
    const key = `${node}/${of}`;
    const rows = form.rows === undefined ? [] : nodesBelow(campaign.nodes, placeOf(node), form.rows.of);
    const items = [...itemIdsOf(form, seed, key), ...rows];
    const [first, ...rest] = items;
    return first === undefined ? [] : [drawnOf([first, ...rest], seed, key, round, 'flag')];
  }

  function revisionsOf(node: NodeKey, of: StepId, round: number): (item: string) => number {
    const earlier = Array.from({ length: round - 1 }, (_, index) => flaggedIn(node, of, index + 1));
    return (item) => (item === '' ? 0 : earlier.filter((flagged) => flagged.includes(item)).length);
  }

  function judgementOf(node: NodeKey, step: StepId, stage: StageDefinition, round: number): Judgement {
    const definition = steps.get(step);
    const review = reviewOf(definition);
    const leading = (leads: Outcome['leads']) => stage.outcomes.find((outcome) => outcome.leads === leads);
    const back = leading('return');
    const forward = leading('forward');
    if (back === undefined || definition?.kind !== 'decide' || !isSentBack(node, step, stage, round)) {
      const opinion = drawnOf(phrases.approvals, seed, node, step, stage.id, round);
      return { outcome: forward?.id ?? stage.outcomes[0]?.id ?? '', reasons: [], opinion, verdicts: [] };
    }
    const [first, ...rest] = review?.return.reasons ?? [];
    const reasons = first === undefined ? [] : [drawnOf([first, ...rest], seed, node, step, round, 'reason')];
    const verdicts = flaggedIn(node, definition.of, round).map((item) => ({
      item,
      outcome: back.id,
      reasons: [...reasons],
    }));
    return { outcome: back.id, reasons, opinion: drawnOf(phrases.returns, seed, node, step, round), verdicts };
  }

  function filledIn(task: OpenTask, step: StepDefinition, form: Form): Content {
    const key = `${task.node}/${step.id}`;
    const at = step.opens ?? campaign.phases[0]?.opens ?? task.openedAt;
    return contentOf(form, content, { key, node: placeOf(task.node), at }, revisionsOf(task.node, step.id, task.round));
  }

  function actsOnAsking(task: OpenTask, step: Extract<StepDefinition, { kind: 'ask' }>, owner: PersonId): PersonAct[] {
    const { node } = task;
    const head = (person: PersonId, what: string) => ({ request: request(task, person, what), node, step: step.id });
    const end = instantOfTask(task, step);
    const until = step.days === null ? end : task.openedAt + step.days * DAY;
    const span = Math.max(0, until - task.openedAt);
    const scope = directory.members(node, step.scope, task.openedAt).filter((person) => person !== owner);
    const said = Math.floor(drawn(seed, node, step.id, 'comments') * (habits.comments + 1));
    const acts: PersonAct[] = [];
    for (let number = 1; number <= said; number += 1) {
      const person = scope[Math.floor(drawn(seed, node, step.id, number, 'who') * scope.length)];
      const [first = '', ...rest] = step.channels;
      const channel = drawnOf([first, ...rest], seed, node, step.id, number, 'channel');
      const comment = `c${number}-${task.round}-${seed}`;
      const from = person === undefined || rest.length > 0 ? 'recorded' : 'named';
      const speaker = from === 'named' && person !== undefined ? person : owner;
      const at = Math.floor(task.openedAt + (span * number) / (said + 1) / 2);
      const text = drawnOf(phrases.comments, seed, node, step.id, number, 'text');
      acts.push({
        at,
        signer: byPerson(speaker),
        command: { name: 'comment', input: { ...head(speaker, comment), comment, channel, from, text } },
      });
      const disposition = drawnOf(phrases.dispositionKinds, seed, node, step.id, number, 'disposition');
      const input = { ...head(owner, `${comment}-d`), comment, disposition, reason: phrases.dispositions[disposition] };
      acts.push({
        at: Math.floor(task.openedAt + span * 0.8),
        signer: byPerson(owner),
        command: { name: 'dispose', input },
      });
    }
    // One that must stand for a time ends by itself.
    if (step.days === null)
      acts.push({ at: end, signer: byPerson(owner), command: { name: 'endAsking', input: head(owner, 'end') } });
    return acts.sort((one, other) => one.at - other.at);
  }

  function actsOn(task: OpenTask): readonly PersonAct[] {
    const step = steps.get(task.step);
    const [owner] = task.owners;
    if (step === undefined || owner === undefined) return [];
    const at = instantOfTask(task, step);
    const head = { request: request(task, owner, 'act'), node: task.node };
    if (task.stuck) {
      const signer: Signer = { kind: 'administrator', person: owner };
      return [
        {
          at,
          signer,
          command: { name: 'reassign', input: { ...head, task: task.task, to: owner, reason: phrases.vacancy } },
        },
      ];
    }
    const signer = byPerson(owner);
    switch (step.kind) {
      case 'do': {
        const form = formOf(step);
        if (form === undefined) return [];
        const filled = { ...filledIn(task, step, form) };
        return [
          {
            at,
            signer,
            command: { name: 'submit', input: { ...head, step: step.id, round: task.round, content: filled } },
          },
        ];
      }
      case 'compute': {
        if (step.compute.what !== 'grade') return [];
        const [first, ...rest] = campaign.scales[step.compute.scale]?.grades ?? [];
        if (first === undefined) return [];
        const grade = drawnOf([first, ...rest], seed, task.node, step.id);
        return [
          {
            at,
            signer,
            command: {
              name: 'submit',
              input: { ...head, step: step.id, round: task.round, content: { [step.compute.source]: grade } },
            },
          },
        ];
      }
      case 'decide': {
        const stage = stageOf(task);
        if (stage === undefined || stage.decide.mode === 'meeting') return [];
        const input = {
          ...head,
          step: step.id,
          stage: stage.id,
          round: task.round,
          ...judgementOf(task.node, step.id, stage, task.round),
        };
        return [{ at, signer, command: { name: 'decide', input } }];
      }
      case 'ask':
        return actsOnAsking(task, step, owner);
      case 'send':
        if (task.task !== step.id)
          return [{ at, signer, command: { name: 'receive', input: { ...head, step: step.id } } }];
        return [
          {
            at,
            signer,
            command: {
              name: 'send',
              input: { ...head, step: step.id, package: drawnOf(phrases.parcels, seed, task.node) },
            },
          },
        ];
      case 'wait':
        return [];
    }
  }

  function waitsForMeeting(task: OpenTask): boolean {
    return stageOf(task)?.decide.mode === 'meeting' && !task.stuck;
  }

  function sittingsOver(tasks: readonly OpenTask[]): readonly PersonAct[] {
    const groups = new Map<string, { readonly tasks: OpenTask[]; readonly first: OpenTask }>();
    for (const task of tasks.filter(waitsForMeeting)) {
      const body = directory.body(task.node, task.role, task.openedAt);
      if (body === undefined) continue;
      const key = `${body.node}/${task.role}`;
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { tasks: [task], first: task });
      else known.tasks.push(task);
    }
    return [...groups.values()].flatMap((group) => sittingOf(group.tasks));
  }

  /** Called when the one that waits longest has waited its time; what has come by then is on its agenda. */
  function sittingOf(tasks: readonly OpenTask[]): PersonAct[] {
    const at = Math.min(...tasks.map((task) => instantOfTask(task, steps.get(task.step))));
    const on = tasks
      .filter((task) => task.openedAt <= at)
      .toSorted((one, other) => (one.node < other.node ? -1 : 1))
      .slice(0, 500);
    const [task] = on;
    const body = task === undefined ? undefined : directory.body(task.node, task.role, at);
    const convener = body?.conveners[0];
    if (task === undefined || body === undefined || convener === undefined) return [];
    const agenda = on.map((one) => `${one.node}/${one.step}`);
    const words = on.map((one) => `${one.node}/${one.task}/${one.round}/${one.openedAt}`).join('\n');
    const meeting = `m-${sha256Hex(`${seed}\n${body.id}\n${words}`).slice(0, 10)}`;
    const input = { request: `sim-${seed}-${meeting}-${convener}`, node: body.node, role: task.role, meeting, agenda };
    return [{ at, signer: { kind: 'recorder', person: convener, of: body.id }, command: { name: 'convene', input } }];
  }

  function closingOf(meeting: OpenMeeting): PersonAct | undefined {
    if (meeting.place !== 'sitting') return undefined;
    const at = instantFor(meeting.convenedAt, null, meeting.node, meeting.meeting);
    const body = directory.body(meeting.node, meeting.role, at);
    const convener = body?.conveners[0];
    if (body === undefined || convener === undefined) return undefined;
    const present = presentAt(body.members, convener, meeting);
    const exceptions = meeting.agenda.flatMap(({ review, node, step, round }) => {
      const stage = reviewOf(steps.get(step))?.stages.find(
        (one) => one.decide.mode === 'meeting' && one.by === meeting.role,
      );
      if (stage === undefined || !isSentBack(node, step, stage, round)) return [];
      return [{ review, ...judgementOf(node, step, stage, round) }];
    });
    const input = {
      request: `sim-${seed}-${meeting.meeting}-close-${convener}`,
      node: meeting.node,
      meeting: meeting.meeting,
      present: [...present],
      vote: { for: [...present], against: [], abstained: [] },
      exceptions,
      minutes: drawnOf(phrases.minutes, seed, meeting.meeting),
    };
    return {
      at,
      signer: { kind: 'recorder', person: convener, of: body.id },
      command: { name: 'closeMeeting', input },
    };
  }

  /** In a larger body one member may be away, if also those entries have a quorum on which another must stand aside. */
  function presentAt(members: readonly PersonId[], convener: PersonId, meeting: OpenMeeting): readonly PersonId[] {
    const quorums = Object.values(campaign.reviews).flatMap((review) =>
      review.stages.flatMap((stage) =>
        stage.decide.mode === 'meeting' && stage.by === meeting.role ? [stage.decide.quorum] : [],
      ),
    );
    const may =
      members.length >= 4 && quorums.every(([parts, of]) => (members.length - 2) * of >= (members.length - 1) * parts);
    const others = members.filter((person) => person !== convener);
    const away = may ? others[Math.floor(drawn(seed, meeting.meeting, 'away') * others.length)] : undefined;
    return members.filter((person) => person !== away);
  }

  return { actsOn, sittingsOver, closingOf, waitsForMeeting, returnsOf, isLate };
}

function byPerson(person: PersonId): Signer {
  return { kind: 'person', person };
}
