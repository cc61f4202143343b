/**
 * A small campaign and what happened in it, written by hand: one unit with two posts, a review that is returned once, a meeting, a
 * late filler. Says only what the registry reads; what the kernel would do is tested elsewhere.
 */
import { randomUUID } from 'node:crypto';
import type { Campaign, Command, Event } from '@lianfang/engine/kernel';
import { openRegistry, type Registry } from '@lianfang/registry';
import pg from 'pg';

export const CAMPAIGN = 'dz-2011';
export const HASH = (digit: string): string => digit.repeat(64);
export const at = (text: string): number => Date.parse(`${text}+08:00`);

const node = (key: string, layer: string, name: string, parent: string | null, children: string[]) => ({
  key,
  layer,
  name,
  parent,
  children,
  facts: {},
});

const outcomes = [
  { id: 'approve', name: '同意', leads: 'forward', opinion: 'optional' },
  { id: 'return', name: '退回', leads: 'return', opinion: 'required' },
];
const step = (id: string, name: string, kind: string, layer: string, more: object = {}) => ({
  id,
  name,
  kind,
  layer,
  part: 'search',
  by: 'holder',
  waits: { same: [], above: [], below: [] },
  opens: null,
  due: { kind: 'none', reason: 'test' },
  ladder: { reminders: [], escalations: [] },
  join: 'owner-may-go-on',
  onReopen: 'hold',
  ...more,
});

/** Only what readers of the registry need of a compiled campaign. */
export function aCampaign(id = CAMPAIGN, hash = HASH('c')): Campaign {
  const campaign = {
    format: 'campaign/v1',
    campaign: id,
    campaignHash: hash,
    title: '廉政风险防范',
    period: '2011',
    zone: 480,
    layers: ['organization', 'unit', 'post'],
    root: 'dz',
    office: 'office',
    nodes: {
      dz: node('dz', 'organization', '德州学院', null, ['jw']),
      jw: node('jw', 'unit', '教务处', 'dz', ['jw-1', 'jw-2']),
      'jw-1': node('jw-1', 'post', '教务科科长', 'jw', []),
      'jw-2': node('jw-2', 'post', '考务科科员', 'jw', []),
    },
    steps: [
      step('search.declare', '排查廉政风险', 'do', 'post', { form: 'form-1' }),
      step('search.settle', '班子研究确定', 'decide', 'post', { review: 'points', of: 'search.declare' }),
      step('search.gather', '汇总风险点', 'do', 'unit', {
        form: 'form-3',
        waits: { same: [], above: [], below: ['search.settle'] },
      }),
    ],
    procedures: [{ id: 'warning', name: '预警处置', of: 'post', opens: 'office', facts: [], steps: [] }],
    reviews: {
      points: {
        id: 'points',
        name: '风险点审定',
        hash: HASH('d'),
        stages: [
          { id: 'deputy', name: '分管领导审查', by: 'deputy', outcomes, decide: { mode: 'one' } },
          { id: 'team', name: '领导班子集体审定', by: 'team', outcomes, decide: { mode: 'meeting' } },
        ],
        course: [
          { kind: 'stage', stage: 'deputy' },
          { kind: 'stage', stage: 'team' },
        ],
      },
    },
    roles: {
      deputy: { name: '分管领导', of: ['unit'] },
      team: { name: '领导班子', of: ['unit'] },
      holder: { name: '任职者', of: ['post'] },
    },
    scales: {
      risk: {
        id: 'risk',
        name: '风险等级',
        grades: ['一级', '二级'],
        gravest: 'first',
        sources: ['self', 'computed', 'approved'],
        sourceNames: { self: '自评', computed: '系统测算', approved: '审定' },
      },
    },
    placement: [{ actor: 'dz', nodes: ['dz', 'jw', 'jw-1', 'jw-2'] }],
  };
  return campaign as unknown as Campaign;
}

export const people = [
  { person: 'zhang', name: '张某' },
  { person: 'li', name: '李某' },
  { person: 'wang', name: '王某' },
  { person: 'zhao', name: '赵某' },
];

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type Happening = DistributiveOmit<Event, 'seq' | 'actorSeq' | 'signer'> & { readonly signer?: Event['signer'] };

/** Numbers happenings as an actor does: per node and over all. */
export function numbered(happenings: readonly Happening[]): Event[] {
  const seqs = new Map<string, number>();
  return happenings.map((one, index) => {
    const seq = (seqs.get(one.node) ?? 0) + 1;
    seqs.set(one.node, seq);
    return { signer: { kind: 'system' }, ...one, seq, actorSeq: index + 1 } as Event;
  });
}

const person = (id: string) => ({ kind: 'person', person: id }) as const;
const settle = (round: number) => ({ step: 'search.settle', round });
const declare = (round: number) => ({ step: 'search.declare', round });
const item = (id: string, digit: string) => ({ item: id, hash: HASH(digit), material: HASH(digit) });

/** `jw-1` is returned once and approved in a meeting of `jw`; `jw-2` is late, reminded and escalated. */
export function aYear(): Event[] {
  const day = (text: string) => at(`2011-10-${text}`);
  return numbered([
    { node: 'dz', at: day('01T08:00'), kind: 'NodeOpened', layer: 'organization' },
    { node: 'jw', at: day('01T08:00'), kind: 'NodeOpened', layer: 'unit' },
    { node: 'jw-1', at: day('01T08:00'), kind: 'NodeOpened', layer: 'post' },
    { node: 'jw-2', at: day('01T08:00'), kind: 'NodeOpened', layer: 'post' },
    { node: 'jw-1', at: day('01T08:00'), kind: 'StepOpened', ...declare(1), due: day('11T00:00') },
    {
      node: 'jw-1',
      at: day('01T08:00'),
      kind: 'TaskOpened',
      task: 'search.declare',
      ...declare(1),
      owners: ['li'],
      role: 'holder',
      due: day('11T00:00'),
      stuck: false,
    },
    { node: 'jw-2', at: day('01T08:00'), kind: 'StepOpened', ...declare(1), due: day('11T00:00') },
    {
      node: 'jw-2',
      at: day('01T08:00'),
      kind: 'TaskOpened',
      task: 'search.declare',
      ...declare(1),
      owners: ['zhao'],
      role: 'holder',
      due: day('11T00:00'),
      stuck: false,
    },
    {
      node: 'jw-1',
      at: day('07T10:00'),
      kind: 'Submitted',
      signer: person('li'),
      request: 'r-1',
      ...declare(1),
      version: HASH('1'),
      material: HASH('1'),
      facts: { selfGrade: '二级' },
      items: [item('风险点1', 'a'), item('风险点2', 'b')],
      late: false,
    },
    {
      node: 'jw-1',
      at: day('07T10:00'),
      kind: 'TaskClosed',
      request: 'r-1',
      signer: person('li'),
      task: 'search.declare',
      ...declare(1),
      end: 'done',
    },
    { node: 'jw-1', at: day('07T10:00'), kind: 'StepDone', request: 'r-1', ...declare(1), late: false },
    { node: 'jw-1', at: day('07T10:00'), kind: 'StepOpened', request: 'r-1', ...settle(1), due: null },
    {
      node: 'jw-1',
      at: day('07T10:00'),
      kind: 'ReviewOpened',
      request: 'r-1',
      ...settle(1),
      review: 'points',
      definition: HASH('d'),
      hash: HASH('1'),
    },
    {
      node: 'jw-1',
      at: day('07T10:00'),
      kind: 'StageEntered',
      request: 'r-1',
      ...settle(1),
      stage: 'deputy',
      skipped: [],
    },
    {
      node: 'jw-1',
      at: day('07T10:00'),
      kind: 'TaskOpened',
      request: 'r-1',
      task: 'search.settle/deputy',
      ...settle(1),
      stage: 'deputy',
      owners: ['zhang'],
      role: 'deputy',
      due: day('12T00:00'),
      stuck: false,
      hash: HASH('1'),
    },
    {
      node: 'jw-1',
      at: day('08T15:20'),
      kind: 'Decided',
      signer: person('zhang'),
      request: 'r-2',
      ...settle(1),
      stage: 'deputy',
      hash: HASH('1'),
      outcome: 'return',
      reasons: ['查找不全'],
      opinion: null,
      verdicts: [{ item: '风险点2', outcome: 'return', reasons: ['查找不全'] }],
      definition: HASH('d'),
    },
    {
      node: 'jw-1',
      at: day('08T15:20'),
      kind: 'Returned',
      signer: person('zhang'),
      request: 'r-2',
      ...settle(1),
      stage: 'deputy',
      to: ['search.declare'],
      target: null,
      reasons: ['查找不全'],
      verdicts: [{ item: '风险点2', outcome: 'return', reasons: ['查找不全'] }],
      due: day('13T00:00'),
      locked: ['风险点1'],
    },
    {
      node: 'jw-1',
      at: day('08T15:20'),
      kind: 'TaskClosed',
      request: 'r-2',
      task: 'search.settle/deputy',
      ...settle(1),
      end: 'returned',
    },
    { node: 'jw-1', at: day('08T15:20'), kind: 'StepOpened', request: 'r-2', ...declare(2), due: day('13T00:00') },
    {
      node: 'jw-1',
      at: day('08T15:20'),
      kind: 'TaskOpened',
      request: 'r-2',
      task: 'search.declare',
      ...declare(2),
      owners: ['li'],
      role: 'holder',
      due: day('13T00:00'),
      stuck: false,
    },
    {
      node: 'jw-2',
      at: day('09T08:00'),
      kind: 'Reminded',
      task: 'search.declare',
      to: ['zhao'],
      due: day('11T00:00'),
      number: 1,
    },
    {
      node: 'jw-2',
      at: day('11T00:00'),
      kind: 'BecameOverdue',
      task: 'search.declare',
      owners: ['zhao'],
      due: day('11T00:00'),
    },
    {
      node: 'jw-2',
      at: day('13T00:00'),
      kind: 'Escalated',
      task: 'search.declare',
      to: ['zhang'],
      role: 'deputy',
      due: day('11T00:00'),
      level: 1,
    },
    {
      node: 'jw-1',
      at: day('12T09:00'),
      kind: 'Submitted',
      signer: person('li'),
      request: 'r-3',
      ...declare(2),
      version: HASH('2'),
      material: HASH('2'),
      facts: { selfGrade: '一级' },
      items: [item('风险点1', 'a'), item('风险点2', 'e')],
      late: false,
    },
    {
      node: 'jw-1',
      at: day('12T09:00'),
      kind: 'TaskClosed',
      request: 'r-3',
      task: 'search.declare',
      ...declare(2),
      end: 'done',
    },
    { node: 'jw-1', at: day('12T09:00'), kind: 'StepDone', request: 'r-3', ...declare(2), late: false },
    {
      node: 'jw-1',
      at: day('12T09:00'),
      kind: 'Resubmitted',
      request: 'r-3',
      ...settle(2),
      hash: HASH('2'),
      changed: ['风险点2'],
      added: [],
      removed: [],
    },
    {
      node: 'jw-1',
      at: day('12T09:00'),
      kind: 'StageEntered',
      request: 'r-3',
      ...settle(2),
      stage: 'team',
      skipped: ['deputy'],
    },
    {
      node: 'jw-1',
      at: day('12T09:00'),
      kind: 'TaskOpened',
      request: 'r-3',
      task: 'search.settle/team',
      ...settle(2),
      stage: 'team',
      owners: ['zhang', 'wang'],
      role: 'team',
      due: null,
      stuck: false,
      hash: HASH('2'),
    },
    {
      node: 'jw',
      at: day('14T09:00'),
      kind: 'Convened',
      signer: person('wang'),
      request: 'r-4',
      meeting: 'm-1',
      role: 'team',
      body: 'jw-team',
      agenda: ['jw-1/search.settle', 'jw-2/search.settle'],
    },
    { node: 'jw-1', at: day('14T09:00'), kind: 'Tabled', ...settle(2), stage: 'team', meeting: 'm-1' },
    {
      node: 'jw',
      at: day('14T09:00'),
      kind: 'AgendaSettled',
      meeting: 'm-1',
      tabled: ['jw-1/search.settle'],
      refused: [{ review: 'jw-2/search.settle', code: 'review.wrong-place' }],
    },
    {
      node: 'jw',
      at: day('14T11:00'),
      kind: 'MeetingClosed',
      signer: person('wang'),
      request: 'r-5',
      meeting: 'm-1',
      entitled: ['wang', 'zhang'],
      present: ['wang', 'zhang'],
      recused: [],
      chair: 'wang',
      weights: {},
      vote: { for: ['wang', 'zhang'], against: [], abstained: [] },
      verdicts: [
        {
          review: 'jw-1/search.settle',
          round: 2,
          hash: HASH('2'),
          outcome: 'approve',
          aside: [],
          rule: { mode: 'meeting', pass: { moreThan: [1, 2] }, of: 'entitled' },
          vote: { for: 2, against: 0, abstained: 0 },
        },
      ],
      minutes: HASH('9'),
    },
    {
      node: 'jw-1',
      at: day('14T11:00'),
      kind: 'Decided',
      signer: { kind: 'recorder', person: 'wang', of: '教务处领导班子' },
      request: 'm-1/jw-1/2',
      ...settle(2),
      stage: 'team',
      hash: HASH('2'),
      outcome: 'approve',
      reasons: [],
      opinion: null,
      verdicts: [],
      definition: HASH('d'),
      meeting: 'm-1',
    },
    { node: 'jw-1', at: day('14T11:00'), kind: 'Approved', ...settle(2), hash: HASH('2') },
    { node: 'jw-1', at: day('14T11:00'), kind: 'TaskClosed', task: 'search.settle/team', ...settle(2), end: 'done' },
    { node: 'jw-1', at: day('14T11:00'), kind: 'StepDone', ...settle(2), late: false },
    {
      node: 'jw',
      at: day('14T11:00'),
      kind: 'Dispatched',
      meeting: 'm-1',
      delivered: ['jw-1/search.settle'],
      refused: [],
    },
    {
      node: 'jw-1',
      at: day('14T11:00'),
      kind: 'Graded',
      subject: 'jw-1',
      scale: 'risk',
      source: 'approved',
      value: '一级',
      rule: HASH('f'),
      rows: [0],
      inputs: { rank: '正职' },
      ...settle(2),
    },
    {
      node: 'jw',
      at: day('15T08:00'),
      kind: 'StepOpened',
      step: 'search.gather',
      round: 1,
      due: day('21T00:00'),
      missing: ['jw-2'],
    },
    {
      node: 'jw',
      at: day('15T08:00'),
      kind: 'TaskOpened',
      task: 'search.gather',
      step: 'search.gather',
      round: 1,
      owners: ['wang'],
      role: 'holder',
      due: day('21T00:00'),
      stuck: true,
    },
  ]);
}

export function aSubmit(request: string, more: Partial<Extract<Command, { kind: 'Submit' }>> = {}): Command {
  return {
    kind: 'Submit',
    request,
    node: 'jw-1',
    signer: person('li'),
    step: 'search.declare',
    round: 1,
    version: HASH('1'),
    material: HASH('1'),
    facts: {},
    items: [],
    ...more,
  };
}

export interface TestDatabase {
  readonly url: string;
  readonly registry: Registry;
  /** Straight to the tables, for what the registry does not let anybody do. */
  query(text: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** Another connection pool on the same database, as another process has. */
  another(now?: () => number): Registry;
  drop(): Promise<void>;
}

/** A database of its own on the shared server, migrated, with the campaign saved. */
export async function aRegistry(now: () => number = () => 1_000): Promise<TestDatabase> {
  const server = process.env.LIANFANG_TEST_POSTGRES;
  if (!server) throw new Error('Expected LIANFANG_TEST_POSTGRES to name a PostgreSQL server.');
  const name = `registry_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const opened: Registry[] = [];
  const open = (clock: () => number): Registry => {
    const registry = openRegistry({ url: url.href, connections: 4, now: clock });
    opened.push(registry);
    return registry;
  };
  const registry = open(now);
  await registry.migrate();
  await registry.saveCampaign({
    campaign: aCampaign(),
    planText: 'plan',
    rosterText: 'roster',
    clock: { origin: 0, startedAt: 0, rate: 1 },
    people,
  });
  const direct = new pg.Client({ connectionString: url.href });
  await direct.connect();
  return {
    url: url.href,
    registry,
    query: (text, values) => direct.query(text, values),
    another: (clock = now) => open(clock),
    drop: async () => {
      await direct.end();
      for (const one of opened) await one.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
