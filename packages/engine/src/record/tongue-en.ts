/** How the parts of a sentence are said in English. Names of nodes, steps and outcomes stay in the plan's language. */
import type { Share, Threshold } from '../campaign/definition.ts';
import type { Tongue } from './phrases.ts';

const share = ([part, whole]: Share): string => (part * 2 === whole ? 'half' : `${part}/${whole}`);

function enough(threshold: Threshold): string {
  if ('atLeast' in threshold) return `at least ${threshold.atLeast} votes`;
  if ('atLeastShare' in threshold) return `at least ${share(threshold.atLeastShare)}`;
  return `more than ${share(threshold.moreThan)}`;
}

const chosenKeys: Readonly<Record<string, string>> = {
  by: 'its owner',
  form: 'its form',
  review: 'its review',
  due: 'its limit',
  scope: 'its scope',
  to: 'its receiver',
};

const whole = { entitled: 'those entitled', present: 'those present', voting: 'those voting' } as const;
const two = (number: number): string => String(number).padStart(2, '0');

export const english: Tongue = {
  lang: 'en',
  list: (parts) => parts.join(', '),
  wideList: (parts) => parts.join('; '),
  nobody: 'nobody',
  system: 'The system',
  quoted: (name) => `'${name}'`,
  aside: (text) => ` (${text})`,
  substitute: (person, right) => `${person} for ${right}`,
  recorder: (body, person) => `${body} (recorded by ${person})`,
  administrator: (person) => `${person} (the office)`,
  date: (day) => `${day.year}-${two(day.month)}-${two(day.day)}`,
  due: (date) => (date === null ? 'without a due' : `due ${date}`),
  round: (number) => `round ${number}`,
  of: (node, thing) => `${thing} of ${node}`,
  atStage: (subject, stage) => `${stage} on ${subject}`,
  seat: (task, person) => `${task} (seat of ${person})`,
  from: (node) => `, from ${node}`,
  returnedBy: (review) => `, since ${review} was returned`,
  recusal: (subject, person) => `the answer whether ${person} stands aside from ${subject}`,
  act: (request) => `the confirmation of administrative act ${request}`,
  because: (reasons) => `, because: ${reasons}`,
  itemByItem: (groups) => `; item by item: ${groups}`,
  setTo: (outcome, value) => `${outcome} (set to ${value})`,
  why: (text) => `; reason: “${text}”`,
  whyKept: (hash) => `; reason kept as ${hash}`,
  opinion: (text) => `; opinion: “${text}”`,
  opinionKept: (hash) => `; opinion kept as ${hash}`,
  tally: ({ for: agree, against, abstained }) =>
    `${agree.count} for${agree.names}, ${against.count} against${against.names}, ${abstained.count} abstained${abstained.names}`,
  hidden: 'few votes, so the numbers are not published',
  attendance: (entitled, present, aside) =>
    `${present} of ${entitled} present${aside === 0 ? '' : `, ${aside} more stand aside`}`,
  rule: ({ pass, of, veto, casting }) => {
    const parts = [
      ...(pass === null ? [] : ['atLeast' in pass ? enough(pass) : `${enough(pass)} of ${whole[of]}`]),
      ...(veto ? ['one vote against is enough to fail'] : []),
      ...(casting ? ['the chair decides a tie'] : []),
    ];
    return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  },
  results: { passed: 'passed', failed: 'not passed' },
  places: {
    opened: 'handed in',
    waiting: 'waiting for what comes before',
    held: 'held',
    returned: 'returned, to be done again',
    withdrawn: 'withdrawn',
    approved: 'approved',
    ended: 'ended',
    joined: 'done in this branch',
  },
  whyNot: {
    'review.stale': 'its content or round has changed',
    'review.wrong-place': 'it is no longer at that stage',
    'review.tabled': 'it is before another meeting',
    'review.not-tabled': 'it left the meeting',
    'review.unknown': 'there is no such review',
    'review.recusal-pending': 'a demand to stand aside is not yet answered',
    'review.stands-aside': 'that person stands aside',
    'campaign.closed': 'the campaign is closed',
    'place.closed': 'the place is closed',
    'step.unknown': 'there is no such work',
  },
  loud: '[Administrative act] ',
  nextSitting: 'left for the next sitting',
  chosen: (key, value, row, rule) =>
    `; ${row === null ? 'otherwise' : `row ${row + 1}`} of rule ${rule} gives ${value} as ${chosenKeys[key] ?? key}`,
  facts: (pairs) => ` (${pairs.join(', ')})`,
};
