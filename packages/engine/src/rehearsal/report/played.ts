/**
 * A rehearsed year, folded once from its events: every task with who had it when, every step at every node with when it opened and was
 * done. What the parts of the report count from. Must not judge anything.
 */
import type { Campaign, StepDefinition } from '../../campaign/definition.ts';
import { type NodeKey, type PersonId, placeOf, type RoleId, type StageId, type StepId } from '../../campaign/keys.ts';
import type { Event } from '../../kernel/event.ts';
import { type Vocabulary, vocabularyOf } from '../../record/vocabulary.ts';
import { dayOf, dueDayOf, formatDay, type Instant, weekdayOf } from '../../time/civil-date.ts';
import type { RehearsalReport } from '../rehearse.ts';

export interface Held {
  readonly owners: readonly PersonId[];
  readonly from: Instant;
  to: Instant | null;
}
export interface PlayedTask {
  readonly node: NodeKey;
  readonly task: string;
  readonly step: StepId;
  readonly stage: StageId | null;
  readonly round: number;
  readonly role: RoleId;
  readonly stuck: boolean;
  readonly opened: Instant;
  due: Instant | null;
  closed: Instant | null;
  readonly held: Held[];
}
export interface PlayedStep {
  readonly node: NodeKey;
  readonly step: StepId;
  readonly opened: Instant[];
  readonly done: Instant[];
  /** Of its first opening. */
  due: Instant | null;
  late: boolean;
  /** How often its review was sent back. */
  returned: number;
  leftOut: boolean;
}

export interface Played {
  readonly campaign: Campaign;
  readonly rehearsal: RehearsalReport;
  readonly tasks: readonly PlayedTask[];
  /** By node and step. */
  readonly steps: ReadonlyMap<string, PlayedStep>;
  readonly definitions: ReadonlyMap<StepId, StepDefinition>;
  readonly words: Vocabulary;
  readonly nameOf: (person: PersonId) => string;
  /** The Monday of the week of an instant. */
  readonly weekOf: (at: Instant) => string;
  /** Of a due: the last day on which it may still be done. */
  readonly dueDay: (due: Instant) => string;
  readonly dayOf: (at: Instant) => string;
}

export function playedOf(
  campaign: Campaign,
  rehearsal: RehearsalReport,
  names: Readonly<Record<PersonId, string>>,
): Played {
  const tasks: PlayedTask[] = [];
  const open = new Map<string, PlayedTask>();
  const steps = new Map<string, PlayedStep>();
  const stepAt = ({ node, step }: { readonly node: NodeKey; readonly step: StepId }): PlayedStep => {
    const key = stepKey(node, step);
    const known = steps.get(key) ?? {
      node,
      step,
      opened: [],
      done: [],
      due: null,
      late: false,
      returned: 0,
      leftOut: false,
    };
    steps.set(key, known);
    return known;
  };
  const fold = (event: Event): void => {
    switch (event.kind) {
      case 'StepOpened': {
        const step = stepAt(event);
        if (step.opened.length === 0) step.due = event.due;
        step.opened.push(event.at);
        return;
      }
      case 'StepDone': {
        const step = stepAt(event);
        step.done.push(event.at);
        step.late ||= event.late;
        return;
      }
      case 'Returned':
        stepAt(event).returned += 1;
        return;
      case 'StepLeftOut':
        stepAt(event).leftOut = true;
        return;
      case 'TaskOpened': {
        const { node, task, step, round, role, stuck, due, at, owners } = event;
        const held = [{ owners, from: at, to: null }];
        const stage = event.stage ?? null;
        const opened = { node, task, step, stage, round, role, stuck, opened: at, due, closed: null, held };
        open.set(`${node}/${task}`, opened);
        tasks.push(opened);
        return;
      }
      case 'TaskHandedOver':
      case 'TaskReassigned':
      case 'TaskTransferred':
      case 'TaskDelegated':
      case 'TaskHandedBack': {
        const task = open.get(`${event.node}/${event.task}`);
        const last = task?.held.at(-1);
        if (task === undefined || last === undefined) return;
        last.to = event.at;
        task.held.push({ owners: event.to, from: event.at, to: null });
        return;
      }
      case 'DueMoved': {
        const task = open.get(`${event.node}/${event.task}`);
        if (task !== undefined) task.due = event.to;
        return;
      }
      case 'TaskClosed': {
        const key = `${event.node}/${event.task}`;
        const task = open.get(key);
        const last = task?.held.at(-1);
        if (task === undefined || last === undefined) return;
        task.closed = event.at;
        last.to = event.at;
        open.delete(key);
        return;
      }
      default:
        return;
    }
  };
  for (const event of rehearsal.events) fold(event);
  const all = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const { zone } = campaign;
  return {
    campaign,
    rehearsal,
    tasks,
    steps,
    definitions: new Map(all.map((step) => [step.id, step])),
    words: vocabularyOf(campaign),
    nameOf: (person) => names[person] ?? person,
    weekOf: (at) => {
      const day = dayOf(at, zone);
      return formatDay(day - weekdayOf(day) + 1);
    },
    dueDay: (due) => formatDay(dueDayOf(due, zone)),
    dayOf: (at) => formatDay(dayOf(at, zone)),
  };
}

export function stepKey(node: NodeKey, step: StepId): string {
  return `${node}/${step}`;
}

/** The layer of a node; a case's is called so. */
export function layerAt({ campaign }: Played, node: NodeKey): string {
  return node === placeOf(node) ? (campaign.nodes[node]?.layer ?? '') : 'case';
}

/** Grouped, in the order in which keys came first. */
export function groupedBy<T, K>(list: Iterable<T>, keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/** Lists of a year may be longer than a call takes arguments. */
export function least(list: Iterable<number>): number | null {
  let found: number | null = null;
  for (const one of list) if (found === null || one < found) found = one;
  return found;
}
export function most(list: Iterable<number>): number | null {
  let found: number | null = null;
  for (const one of list) if (found === null || one > found) found = one;
  return found;
}
