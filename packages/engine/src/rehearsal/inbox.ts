/** The open tasks, copies and meetings of a rehearsal, folded from its events as the registry folds its inbox. */
import { reviewKey } from '../campaign/keys.ts';
import type { Event } from '../kernel/event.ts';
import type { OpenCopy, OpenMeeting, OpenTask } from './people/acts.ts';
import type { Finished } from './people/ordering.ts';

export class RehearsalInbox {
  readonly tasks = new Map<string, OpenTask>();
  readonly meetings = new Map<string, OpenMeeting & { readonly asked: readonly string[] }>();
  /** Reviews that lie on a table now, by their key. */
  readonly tabled = new Map<
    string,
    { readonly node: string; readonly step: string; readonly stage: string; readonly round: number }
  >();
  /** What was given to somebody to read and is not read. */
  readonly copies = new Map<string, OpenCopy>();
  /** Of whom it is asked that they stand aside, by node, step and person: until it is answered they do not act. */
  readonly asked = new Set<string>();
  private finished: Finished[] = [];
  /** Tasks and meetings that changed since they were last taken. */
  private readonly changed = new Set<string>();

  add(event: Event): void {
    switch (event.kind) {
      case 'TaskOpened': {
        const { node, task, step, round, role, owners, stuck, due, at } = event;
        const key = `${node}/${task}`;
        // What comes to a stage anew lies on no table, whatever became of the meeting that it was held back from.
        if (event.stage !== undefined && this.tabled.get(reviewKey(node, step))?.stage === event.stage)
          this.tabled.delete(reviewKey(node, step));
        this.tasks.set(key, {
          node,
          task,
          step,
          stage: event.stage ?? null,
          round,
          role,
          seat: event.seat ?? null,
          owners,
          delegatedBy: [],
          stuck,
          openedAt: at,
          due,
        });
        this.changed.add(key);
        return;
      }
      case 'TaskHandedOver':
      case 'TaskReassigned':
      case 'TaskTransferred':
      case 'TaskDelegated':
      case 'TaskHandedBack':
        this.change(`${event.node}/${event.task}`, {
          owners: event.to,
          delegatedBy: event.kind === 'TaskDelegated' ? event.from : [],
          stuck: event.kind === 'TaskHandedOver' && event.stuck,
        });
        return;
      case 'RecusalDemanded':
        this.asked.add(askedKey(event.node, event.step, event.person));
        return;
      case 'Recused':
      case 'RecusalRefused':
        this.asked.delete(askedKey(event.node, event.step, event.person));
        for (const [key, task] of this.tasks)
          if (task.node === event.node && task.step === event.step) this.changed.add(key);
        return;
      case 'CopySent':
        for (const person of event.to) {
          const { node, step, round, at } = event;
          const key = `${node}/${step}/copy@${person}`;
          this.copies.set(key, { node, step, person, round, sentAt: at });
          this.changed.add(key);
        }
        return;
      case 'CopyRead':
        this.copies.delete(`${event.node}/${event.step}/copy@${event.person}`);
        return;
      case 'DueMoved':
        this.change(`${event.node}/${event.task}`, { due: event.to });
        return;
      case 'StepDone':
        this.finished.push({ node: event.node, step: event.step, round: event.round, at: event.at });
        return;
      case 'TaskClosed':
        this.tasks.delete(`${event.node}/${event.task}`);
        this.changed.add(`${event.node}/${event.task}`);
        return;
      case 'Tabled':
        this.tabled.set(reviewKey(event.node, event.step), {
          node: event.node,
          step: event.step,
          stage: event.stage,
          round: event.round,
        });
        this.changed.add(`${event.node}/${event.step}/${event.stage}`);
        return;
      case 'TakenOff':
      case 'Decided':
        // Of several branches another may decide meanwhile.
        if (this.tabled.get(reviewKey(event.node, event.step))?.stage !== event.stage) return;
        this.tabled.delete(reviewKey(event.node, event.step));
        this.changed.add(`${event.node}/${event.step}/${event.stage}`);
        return;
      case 'Convened': {
        const { node, meeting, role, agenda, at } = event;
        this.meetings.set(`${node}/${meeting}`, {
          node,
          meeting,
          role,
          place: 'tabling',
          convenedAt: at,
          agenda: [],
          asked: agenda,
        });
        return;
      }
      case 'AgendaSettled': {
        const key = `${event.node}/${event.meeting}`;
        const meeting = this.meetings.get(key);
        if (meeting === undefined) return;
        const agenda = event.tabled.flatMap((review) => {
          const entry = this.tabled.get(review);
          return entry === undefined ? [] : [{ review, ...entry }];
        });
        this.meetings.set(key, { ...meeting, place: 'sitting', agenda });
        this.changed.add(key);
        return;
      }
      case 'MeetingClosed':
        this.meetings.delete(`${event.node}/${event.meeting}`);
        return;
      default:
        return;
    }
  }

  /** What changed since the last call. */
  take(): string[] {
    const keys = [...this.changed];
    this.changed.clear();
    return keys;
  }

  /** Steps that were done since the last call. */
  takeFinished(): Finished[] {
    const { finished } = this;
    this.finished = [];
    return finished;
  }

  private change(key: string, to: Partial<OpenTask>): void {
    const task = this.tasks.get(key);
    if (task === undefined) return;
    this.tasks.set(key, { ...task, ...to });
    this.changed.add(key);
  }
}

export function askedKey(node: string, step: string, person: string): string {
  return `${node}/${step}/${person}`;
}
