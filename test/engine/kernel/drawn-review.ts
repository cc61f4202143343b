/**
 * Review definitions drawn at random, of every shape that the compiler can give, and a small campaign that runs one: three posts of one
 * section, and roles of one, several and no holders.
 */
import fc from 'fast-check';
import type {
  Campaign,
  Counting,
  CourseEntry,
  Decide,
  Due,
  Outcome,
  ReviewDefinition,
  StageDefinition,
  Threshold,
} from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import type { RoleDefinition } from '../../../packages/engine/src/roster/resolve.ts';
import { campaignOf } from '../../scenarios/campaigns.ts';

/** Drawn as plain words, so that a counterexample can be read. */
export interface DrawnStage {
  readonly by: (typeof reviewers)[number];
  readonly mode: Decide['mode'];
  readonly resolve: 'frozen' | 'live';
  readonly selfReview: (typeof reviewers)[number] | null;
  readonly applies: 'always' | 'with money' | 'never';
  readonly days: number;
  readonly limit: 'anew' | 'paused-while-returned';
  readonly advice: boolean;
  readonly copies: boolean;
  readonly ends: boolean;
  readonly jumps: boolean;
  readonly counting: Omit<Counting, 'weights'> & { readonly weighty: boolean };
  readonly certain: boolean;
  readonly failed: 'return' | 'end';
}

export type DrawnEntry =
  | { readonly stage: DrawnStage }
  | {
      readonly branches: readonly (readonly DrawnStage[])[];
      readonly join: 'all' | 'any';
      readonly onReturn: 'stop' | 'hear-all';
    };

export interface DrawnReview {
  readonly course: readonly DrawnEntry[];
  readonly once: boolean;
  readonly returns: 'none' | 'previous' | 'earlier' | 'the first';
  readonly then: ReviewDefinition['return']['then'];
  readonly reasons: boolean;
  readonly raise: boolean;
  readonly onChange: ReviewDefinition['onChange']['then'];
}

/** The filler among them, nobody, one, several of whom one heads the section, a body with a chair. */
export const reviewers = ['deputy', 'pair', 'panel', 'leader', 'sectionHead', 'nobody'] as const;

const threshold: fc.Arbitrary<Threshold> = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((atLeast) => ({ atLeast })),
  fc.constantFrom({ atLeastShare: [1, 2] } as const, { atLeastShare: [2, 3] } as const, { moreThan: [1, 2] } as const),
);

const stage: fc.Arbitrary<DrawnStage> = fc.record({
  by: fc.constantFrom(...reviewers, 'pair', 'pair', 'panel', 'panel', 'panel'),
  mode: fc.constantFrom('one', 'any', 'all', 'in-order', 'vote', 'meeting'),
  resolve: fc.constantFrom('live', 'frozen'),
  selfReview: fc.constantFrom(null, ...reviewers),
  applies: fc.constantFrom('always', 'always', 'always', 'with money', 'never'),
  days: fc.nat(5),
  limit: fc.constantFrom('anew', 'paused-while-returned'),
  advice: fc.nat(7).map((n) => n === 7),
  copies: fc.boolean(),
  ends: fc.boolean(),
  jumps: fc.boolean(),
  counting: fc.record({
    quorum: threshold,
    pass: threshold,
    fail: fc.oneof(fc.constant(null), threshold),
    of: fc.constantFrom('entitled', 'present', 'voting'),
    weighty: fc.boolean(),
    casting: fc.boolean(),
    veto: fc.boolean(),
    ballot: fc.constantFrom('open', 'open', 'secret'),
    hideBelow: fc.nat(3),
  }),
  certain: fc.boolean(),
  failed: fc.constantFrom('return', 'end'),
});

const entry: fc.Arbitrary<DrawnEntry> = fc.oneof(
  { weight: 3, arbitrary: stage.map((one) => ({ stage: one })) },
  {
    weight: 1,
    arbitrary: fc.record({
      branches: fc.array(fc.array(stage, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 }),
      join: fc.constantFrom('all', 'any'),
      onReturn: fc.constantFrom('stop', 'hear-all'),
    }),
  },
);

export const drawnReview: fc.Arbitrary<DrawnReview> = fc.record({
  course: fc.array(entry, { minLength: 1, maxLength: 5 }),
  once: fc.boolean(),
  returns: fc.constantFrom('none', 'previous', 'earlier', 'the first'),
  then: fc.constantFrom('walk-again', 'straight-back', 'chosen'),
  reasons: fc.boolean(),
  raise: fc.boolean(),
  onChange: fc.constantFrom('nothing', 'recompute', 'supplement', 'short', 'review', 'redo'),
});

const DECLARE = 'search.declare';
/** What is reviewed, the review, and what rests on it. */
const kept: readonly string[] = [DECLARE, 'search.settle', 'search.register'];
export const REASONS = ['不全', '不实'];

/** As the compiler would make it, hash and all. */
export function reviewOf(drawn: DrawnReview): ReviewDefinition {
  const stages: StageDefinition[] = [];
  const ids = drawn.course.map((one, index) => ('stage' in one ? `s${index + 1}` : `g${index + 1}`));
  const course = drawn.course.map((one, index): CourseEntry => {
    const id = ids[index] ?? '';
    const place = { later: ids.slice(index + 2), earlier: drawn.returns === 'earlier' ? ids.slice(0, index) : [] };
    if ('stage' in one) {
      stages.push(stageOf(one.stage, id, place));
      return { kind: 'stage', stage: id };
    }
    const branches = one.branches.map((branch, b) => ({
      id: `${id}${'abc'[b]}`,
      name: `分支${b + 1}`,
      stages: branch.map((member, s) => {
        const own = `${id}${'abc'[b]}${s + 1}`;
        stages.push(stageOf(member, own, { later: [], earlier: place.earlier }));
        return own;
      }),
    }));
    return { kind: 'group', group: { id, name: id, join: one.join, onReturn: one.onReturn, branches } };
  });
  const content = {
    id: 'points',
    name: '审定',
    stages,
    course,
    once: drawn.once,
    return: {
      to: [DECLARE],
      stages: drawn.returns === 'the first' ? ids.slice(0, 1) : drawn.returns,
      then: drawn.then,
      reasons: drawn.reasons ? REASONS : [],
      due: { count: 2, unit: 'days' as const },
      raise: drawn.raise ? [{ past: 2, role: 'panel' }] : [],
    },
    onChange: { then: drawn.onChange, stages: drawn.onChange === 'short' ? stages.slice(-1).map((one) => one.id) : [] },
  };
  return { ...content, hash: hashOf(content) };
}

function stageOf(
  drawn: DrawnStage,
  id: string,
  { later, earlier }: { readonly later: readonly string[]; readonly earlier: readonly string[] },
): StageDefinition {
  const due: Due =
    drawn.days === 0
      ? { kind: 'none', reason: '不限' }
      : { kind: 'after', limit: { count: drawn.days, unit: drawn.days === 5 ? 'working-days' : 'days' } };
  const [far] = later;
  const back = earlier.at(-1);
  const outcomes: Outcome[] = [
    { id: 'approve', name: '同意', leads: 'forward', opinion: 'optional' },
    { id: 'return', name: '退回', leads: 'return', opinion: 'required' },
    ...(drawn.ends || drawn.failed === 'end'
      ? [{ id: 'end', name: '终止', leads: 'end', opinion: 'required' } as const]
      : []),
    ...(drawn.jumps && far !== undefined
      ? [{ id: 'skip', name: '越过', leads: 'forward', opinion: 'optional', to: far } as const]
      : []),
    ...(drawn.jumps && back !== undefined
      ? [{ id: 'back', name: '退前', leads: 'return', opinion: 'optional', to: back } as const]
      : []),
  ];
  return {
    id,
    name: id,
    // A meeting is of a body.
    by: drawn.mode === 'meeting' && !Object.hasOwn(bodies, drawn.by) ? 'panel' : drawn.by,
    resolve: drawn.resolve,
    decide: decideOf(drawn),
    ...(drawn.applies === 'always' ? {} : { when: condition(drawn.applies) }),
    due,
    limit: drawn.limit,
    ladder: { reminders: [-1], escalations: [{ after: 1, to: 'office' }] },
    outcomes,
    advice: drawn.advice,
    selfReview: drawn.selfReview,
    copies: drawn.copies ? ['staff'] : [],
  };
}

function condition(applies: 'with money' | 'never'): NonNullable<StageDefinition['when']> {
  if (applies === 'never') return { op: 'constant', value: false };
  return {
    op: 'compare',
    is: '=',
    as: 'boolean',
    left: { op: 'fact', path: ['post', 'money'] },
    right: { op: 'constant', value: true },
  };
}

function decideOf({ mode, counting, certain, failed }: DrawnStage): Decide {
  const { weighty, ...rule } = counting;
  const weights: Record<string, number> = weighty ? { deputy: 2 } : {};
  if (mode === 'meeting') return { mode, ...rule, weights };
  if (mode !== 'vote') return { mode };
  return { mode, ends: certain ? 'certain' : 'all-voted', passed: 'approve', failed, ...rule, weights };
}

const roles: Readonly<Record<string, RoleDefinition>> = {
  pair: { id: 'pair', name: '二人', relation: 'body', body: 'pair', of: ['unit'], substitutes: true },
  panel: { id: 'panel', name: '评议组', relation: 'body', body: 'panel', of: ['unit'] },
  leader: { id: 'leader', name: '负责人', relation: 'function', function: 'leader', of: ['unit'] },
  nobody: { id: 'nobody', name: '空缺', relation: 'function', function: 'nothing', of: ['unit'] },
};

/** The body in which a meeting of the role sits, with who convenes it. */
export const bodies: Readonly<Record<string, { readonly body: string; readonly members: readonly string[] }>> = {
  pair: { body: 'pair1', members: ['xu', 'tang'] },
  panel: { body: 'panel1', members: ['li', 'qian', 'wu', 'gao'] },
};

const known = new Map<string, Campaign>();

/** The review of the declarations of p1, p2 and p3 is the drawn one; whoever heads the section fills p2. */
export function campaignWith(review: ReviewDefinition): Campaign {
  const found = known.get(review.hash);
  if (found !== undefined) return found;
  const { campaign } = campaignOf({ plan: 'three-stages', posts: ['p1', 'p2', 'p3'] });
  const seated = campaign.roster.bodies;
  const held = Object.entries(bodies).map(([kind, { body, members }]) => ({
    id: body,
    kind,
    members: members.map((person, index) => ({ person, ...(index === 0 ? { chair: true as const } : {}) })),
    office: [{ person: 'luo' }],
  }));
  // The office is of two, so that one can confirm what the other proposes.
  const org = (seated.org ?? []).map((one) => ({ ...one, office: [...one.office, { person: 'feng' }] }));
  const steps = campaign.steps.filter((step) => kept.includes(step.id));
  const changed = {
    ...campaign,
    steps,
    procedures: [],
    reviews: { points: review },
    roles: { ...campaign.roles, ...roles },
    roster: { ...campaign.roster, bodies: { ...seated, org, u1: [...(seated.u1 ?? []), ...held] } },
    urgeEvery: 4,
    campaignHash: hashOf([campaign.campaignHash, review.hash]),
  } satisfies Campaign;
  if (known.size > 50) known.clear();
  known.set(review.hash, changed);
  return changed;
}
