/**
 * The smallest campaign with everything that a host must carry: nodes above and below, a review with a return, dues, reminders and
 * an escalation. Two units; posts hand in a form, two reviewers decide, each unit waits for its posts.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Campaign, CommandOf, Instant, NodeKey } from '@lianfang/engine/kernel';

export const DAY = 86_400_000;
/** Monday 2011-10-10, 09:00 in China. */
export const START: Instant = Date.UTC(2011, 9, 10, 1);

export type PlacementName = 'one' | 'per-unit' | 'per-node';

export interface CampaignOptions {
  readonly placement?: PlacementName;
  /** In the first unit; the second has one. */
  readonly posts?: number;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export function aCampaign({ placement = 'one', posts = 2 }: CampaignOptions = {}): Campaign {
  const id = `test-${randomUUID()}`;
  const units = { u1: range(posts).map((i) => `u1-p${i}`), u2: ['u2-p1'] };
  const nodes = Object.fromEntries([
    nodeOf('org', 'organization', null, Object.keys(units)),
    ...Object.entries(units).flatMap(([unit, own]) => [
      nodeOf(unit, 'unit', 'org', own),
      ...own.map((post) => nodeOf(post, 'post', unit, [])),
    ]),
  ]);
  const ladder = { reminders: [-1, 1], escalations: [{ after: 2, to: 'deputy' }] };
  const step = { part: 'search', when: undefined, opens: null, ladder, join: 'all', onReopen: 'redo' } as const;
  const outcomes = [
    { id: 'approve', name: '同意', leads: 'forward', opinion: 'optional' },
    { id: 'return', name: '退回', leads: 'return', opinion: 'optional' },
  ] as const;
  const stage = {
    resolve: 'live',
    decide: { mode: 'one' },
    limit: 'anew',
    ladder,
    outcomes,
    advice: false,
    selfReview: 'deputy',
    copies: [],
  } as const;
  const days = (count: number) => ({ kind: 'after', limit: { count, unit: 'days' } }) as const;
  const posted = Object.values(units).flat();
  const campaign = {
    format: 'campaign/v1',
    campaign: id,
    campaignHash: hashOf(id),
    title: '测试活动',
    period: '2011',
    planHash: hashOf('plan'),
    rosterHash: hashOf('roster'),
    calendarHash: hashOf('calendar'),
    zone: 480,
    layers: ['organization', 'unit', 'post'],
    root: 'org',
    office: 'office',
    urgeEvery: 24,
    nodes,
    steps: [
      {
        ...step,
        kind: 'do',
        id: 'search.declare',
        name: '排查',
        layer: 'post',
        by: 'holder',
        form: 'form',
        waits: { same: [], above: [], below: [] },
        due: days(5),
      },
      {
        ...step,
        kind: 'decide',
        id: 'search.settle',
        name: '审批',
        layer: 'post',
        by: 'holder',
        review: 'points',
        of: 'search.declare',
        waits: { same: ['search.declare'], above: [], below: [] },
        due: days(20),
      },
      {
        ...step,
        kind: 'do',
        id: 'search.report',
        name: '汇总',
        layer: 'unit',
        by: 'head',
        form: 'form',
        waits: { same: [], above: [], below: ['search.settle'] },
        due: days(40),
      },
    ].map(({ when: _, ...rest }) => rest),
    procedures: [],
    reviews: {
      points: {
        id: 'points',
        name: '风险点审批',
        hash: hashOf('points'),
        stages: [
          { ...stage, id: 'head', name: '负责人', by: 'head', due: days(3) },
          { ...stage, id: 'deputy', name: '分管领导', by: 'deputy', due: days(3) },
        ],
        course: [
          { kind: 'stage', stage: 'head' },
          { kind: 'stage', stage: 'deputy' },
        ],
        once: false,
        return: {
          to: ['search.declare'],
          stages: 'none',
          then: 'walk-again',
          reasons: ['不全'],
          due: { count: 5, unit: 'days' },
          raise: [],
        },
        onChange: { then: 'review', stages: [] },
      },
    },
    roles: {
      holder: { id: 'holder', name: '在岗人员', relation: 'holders', of: ['post'] },
      head: { id: 'head', name: '单位负责人', relation: 'function', function: '负责人', of: ['unit'] },
      deputy: { id: 'deputy', name: '分管领导', relation: 'function', function: '分管领导', of: ['organization'] },
      office: { id: 'office', name: '办公室', relation: 'function', function: '办公室', of: ['organization'] },
    },
    rules: {},
    scales: {},
    forms: { form: { id: 'form', name: '登记表', types: {}, itemTypes: {}, grades: [], facts: [], rowsOf: null } },
    phases: [{ id: 'search', name: '查找', opens: null, ends: null }],
    roster: {
      places: Object.fromEntries(
        Object.entries(nodes).map(([key, node]) => [key, { layer: node.layer, parent: node.parent }]),
      ),
      people: {},
      appointments: Object.fromEntries(posted.map((post) => [post, [{ person: `holder-${post}` }]])),
      heads: {},
      inCharge: {},
      bodies: {},
      functions: {
        org: [
          { function: '分管领导', person: 'deputy' },
          { function: '办公室', person: 'officer' },
        ],
        u1: [{ function: '负责人', person: 'head-u1' }],
        u2: [{ function: '负责人', person: 'head-u2' }],
      },
      substitutes: {},
    },
    calendar: { region: 'CN', years: {} },
    placement: placed(placement, units),
  };
  // The brand is the compiler's; a campaign made by hand is good for tests of what runs it.
  return campaign as unknown as Campaign;
}

function placed(placement: PlacementName, units: Readonly<Record<NodeKey, readonly NodeKey[]>>): Campaign['placement'] {
  const all = Object.entries(units);
  switch (placement) {
    case 'one':
      return [{ actor: 'org', nodes: ['org', ...all.flatMap(([unit, posts]) => [unit, ...posts])] }];
    case 'per-unit':
      return [
        { actor: 'org', nodes: ['org'] },
        ...all.map(([unit, posts]) => ({ actor: unit, nodes: [unit, ...posts] })),
      ];
    case 'per-node':
      return ['org', ...all.flatMap(([unit, posts]) => [unit, ...posts])].map((node) => ({
        actor: node,
        nodes: [node],
      }));
    default:
      return placement satisfies never;
  }
}

function nodeOf(key: NodeKey, layer: string, parent: NodeKey | null, children: readonly NodeKey[]) {
  return [key, { key, layer, name: key, parent, children, facts: {} }] as const;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

/** The version that a post hands in in a round. */
export const versionOf = (node: NodeKey, round: number): string => hashOf(`${node} ${round}`);

export function submit(node: NodeKey, round = 1): CommandOf<'Submit'> {
  const version = versionOf(node, round);
  const signer = { kind: 'person', person: `holder-${node}` } as const;
  const request = randomUUID();
  return {
    kind: 'Submit',
    request,
    node,
    signer,
    step: 'search.declare',
    round,
    version,
    material: version,
    facts: {},
    items: [],
  };
}

export function decide(
  node: NodeKey,
  stage: 'head' | 'deputy',
  outcome: 'approve' | 'return',
  round = 1,
): CommandOf<'Decide'> {
  const person = stage === 'head' ? `head-${node.split('-')[0]}` : 'deputy';
  const bound = { step: 'search.settle', stage, round, hash: versionOf(node, round) };
  return {
    kind: 'Decide',
    request: randomUUID(),
    node,
    signer: { kind: 'person', person },
    ...bound,
    outcome,
    reasons: outcome === 'return' ? ['不全'] : [],
    opinion: null,
    verdicts: [],
  };
}
