/** Where the calendar stands for a node when it opens: which of its times and periods comes next. */
import type { Instant } from '../time/civil-date.ts';
import type { NodeState } from './state.ts';
import type { Work } from './work.ts';

/** Of a node that opens now: what lies behind it is none of its. Undefined where the calendar does nothing. */
export function clockedFrom(work: Work, layer: string): NodeState['clocked'] {
  const timed = work.index.timed.get(layer);
  if (timed === undefined) return undefined;
  return Object.fromEntries(
    timed.flatMap(({ id, at, least }) => [
      ...(at === undefined ? [] : [[`${id}/at`, firstAfter(at.times, work.at - 1)] as const]),
      ...(least === undefined
        ? []
        : [
            [
              `${id}/least`,
              firstAfter(
                least.periods.map(({ to }) => to),
                work.at,
              ),
            ] as const,
          ]),
    ]),
  );
}

function firstAfter(times: readonly Instant[], at: Instant): number {
  const index = times.findIndex((time) => time > at);
  return index < 0 ? times.length : index;
}
