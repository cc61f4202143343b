/** What was sent back, and what it cost: days until it was settled, and work done again. */
import { DAY } from '../../time/civil-date.ts';
import type { Returned, Returns } from './findings.ts';
import { type Played, stepKey } from './played.ts';

interface Course {
  readonly node: string;
  readonly step: string;
  readonly first: number;
  readonly by: Set<string>;
  readonly reasons: Set<string>;
  items: number;
  times: number;
  settled: number | null;
  submissions: number;
  decisions: number;
}

export function returnsOf(played: Played): Returns {
  const { rehearsal, words, definitions } = played;
  const courses = new Map<string, Course>();
  const reasons = new Map<string, number>();
  let reviews = 0;
  // Of whichever steps a return opened again, by node: what is handed in there is work redone for that review.
  const redoing = new Map<string, Course>();
  for (const event of rehearsal.events) {
    switch (event.kind) {
      case 'ReviewOpened':
        reviews += 1;
        break;
      case 'Returned': {
        const { node, step, at } = event;
        const key = stepKey(node, step);
        const course = courses.get(key) ?? {
          ...{ node, step, first: at, by: new Set<string>(), reasons: new Set<string>() },
          ...{ items: 0, times: 0, settled: null, submissions: 0, decisions: 0 },
        };
        courses.set(key, course);
        course.times += 1;
        course.settled = null;
        course.items += event.verdicts.length;
        course.by.add(words.stage(step, event.stage));
        const said = new Set([...event.reasons, ...event.verdicts.flatMap((verdict) => verdict.reasons)]);
        for (const reason of said) {
          course.reasons.add(reason);
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        }
        for (const target of event.to) redoing.set(stepKey(node, target), course);
        break;
      }
      case 'Submitted': {
        const course = event.round > 1 ? redoing.get(stepKey(event.node, event.step)) : undefined;
        if (course !== undefined) course.submissions += 1;
        break;
      }
      case 'Decided':
      case 'Voted': {
        const course = courses.get(stepKey(event.node, event.step));
        // The decision that sends back comes before the return it makes.
        if (course !== undefined && event.at > course.first) course.decisions += 1;
        break;
      }
      case 'Approved':
      case 'ReviewEnded': {
        const course = courses.get(stepKey(event.node, event.step));
        if (course !== undefined) course.settled = event.at;
        break;
      }
      default:
    }
  }
  const list = [...courses.values()]
    .filter(({ step }) => definitions.has(step))
    .map(
      (course): Returned => ({
        node: course.node,
        name: words.node(course.node),
        step: course.step,
        times: course.times,
        by: [...course.by],
        reasons: [...course.reasons],
        items: course.items,
        first: course.first,
        settled: course.settled,
        days: inDays((course.settled ?? rehearsal.to) - course.first),
        redone: { submissions: course.submissions, decisions: course.decisions },
      }),
    )
    .sort((one, other) => other.days - one.days);
  const sum = (of: (one: Returned) => number) => list.reduce((total, one) => total + of(one), 0);
  return {
    reviews,
    returned: list.length,
    times: sum(({ times }) => times),
    days: Math.round(sum(({ days }) => days) * 10) / 10,
    redone: { submissions: sum((one) => one.redone.submissions), decisions: sum((one) => one.redone.decisions) },
    reasons: [...reasons].map(([reason, times]) => ({ reason, times })).sort((one, other) => other.times - one.times),
    list,
  };
}

/** To a tenth. */
export function inDays(milliseconds: number): number {
  return Math.round((milliseconds / DAY) * 10) / 10;
}
