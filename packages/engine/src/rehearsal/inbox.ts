/** The open tasks and meetings of a rehearsal, folded from its events as the registry folds its inbox. */
import { reviewKey } from '../campaign/keys.ts';
import type { Event } from '../kernel/event.ts';
import type { OpenMeeting, OpenTask } from './people.ts';

export class RehearsalInbox {
  readonly tasks = new Map<string, OpenTask>();
  readonly meetings = new Map<string, OpenMeeting & { readonly asked: readonly string[] }>();
  /** Reviews that lie on a table now, by their key. */
  readonly tabled = new Map<string, { readonly node: string; readonly step: string; readonly round: number }>();
  /** Tasks and meetings that changed since they were last taken. */
  private readonly changed = new Set<string>();

  add(event: Event): void {
    switch (event.kind) {
      case 'TaskOpened': {
        const { node, task, step, round, role, owners, stuck, due, at } = event;
        const key = `${node}/${task}`;
        this.tasks.set(key, {
          node,
          task,
          step,
          stage: event.stage ?? null,
          round,
          role,
          owners,
          stuck,
          openedAt: at,
          due,
        });
        this.changed.add(key);
        return;
      }
      case 'TaskHandedOver':
      case 'TaskReassigned':
        this.change(`${event.node}/${event.task}`, {
          owners: event.to,
          stuck: event.kind === 'TaskHandedOver' && event.stuck,
        });
        return;
      case 'DueMoved':
        this.change(`${event.node}/${event.task}`, { due: event.to });
        return;
      case 'TaskClosed':
        this.tasks.delete(`${event.node}/${event.task}`);
        this.changed.add(`${event.node}/${event.task}`);
        return;
      case 'Tabled':
        this.tabled.set(reviewKey(event.node, event.step), { node: event.node, step: event.step, round: event.round });
        this.changed.add(`${event.node}/${event.step}/${event.stage}`);
        return;
      case 'TakenOff':
      case 'Decided':
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

  private change(key: string, to: Partial<OpenTask>): void {
    const task = this.tasks.get(key);
    if (task === undefined) return;
    this.tasks.set(key, { ...task, ...to });
    this.changed.add(key);
  }
}
