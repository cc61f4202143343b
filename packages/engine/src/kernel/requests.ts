/**
 * The requests that an actor remembers with their answers, in the order in which they were done: a list that is copied at the price of an
 * array, where a record of a hundred keys would cost as much as the decision itself.
 */
import type { ActorState } from './state.ts';

type Done = ActorState['requests'][string];

export class Requests {
  private readonly list: readonly (readonly [request: string, done: Done])[];

  private constructor(list: Requests['list']) {
    this.list = list;
  }

  static of(record: ActorState['requests']): Requests {
    return new Requests(Object.entries(record).sort(([, one], [, other]) => one.to - other.to));
  }

  get(request: string): Done | undefined {
    // The newest is asked for most.
    for (let at = this.list.length - 1; at >= 0; at -= 1) {
      const entry = this.list[at];
      if (entry !== undefined && entry[0] === request) return entry[1];
    }
    return undefined;
  }

  with(request: string, done: Done): Requests {
    return new Requests([...this.list, [request, done]]);
  }

  /** Keeps all that are not on record yet, and of those that are the newest `kept`. */
  forget(recorded: number, kept: number): { readonly requests: Requests; readonly forgotten: number } {
    let done = this.list.length;
    while (done > 0 && (this.list[done - 1]?.[1].to ?? 0) > recorded) done -= 1;
    const cut = done - kept;
    if (cut <= 0) return { requests: this, forgotten: 0 };
    return { requests: new Requests(this.list.slice(cut)), forgotten: this.list[cut - 1]?.[1].to ?? 0 };
  }

  record(): ActorState['requests'] {
    return Object.fromEntries(this.list);
  }
}
