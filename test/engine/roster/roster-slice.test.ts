import { describe, expect, test } from '@jest/globals';
import { checkRoster } from '../../../packages/engine/src/roster/check-roster.ts';
import { resolveRole } from '../../../packages/engine/src/roster/resolve.ts';
import { Roster, rosterHash } from '../../../packages/engine/src/roster/roster.ts';
import {
  applyRosterChange,
  changeRoster,
  RosterChange,
  rosterDays,
  sliceRoster,
  sliceWhole,
  withoutNames,
} from '../../../packages/engine/src/roster/roster-slice.ts';
import { formatDay, parseDay } from '../../../packages/engine/src/time/civil-date.ts';
import { roles, sample } from './sample.ts';

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const everyRole = Object.values(roles);
const nodes = sample.places.map((place) => place.id);
const days = ['2011-09-30', '2011-10-12', '2011-10-19', '2011-11-01', '2011-11-12', '2011-11-16'].map(day);

describe('a slice', () => {
  test('for one node resolves every role on every day as the whole roster does', () => {
    const whole = sliceWhole(sample);

    for (const node of nodes) {
      const slice = JSON.parse(JSON.stringify(sliceRoster(sample, [node], everyRole)));
      for (const role of everyRole) {
        for (const on of days) {
          expect([node, role.id, formatDay(on), resolveRole(role, node, on, slice)]).toEqual([
            node,
            role.id,
            formatDay(on),
            resolveRole(role, node, on, whole),
          ]);
        }
      }
    }
  });

  test('holds the nodes, what is above them and who heads these, and nothing else', () => {
    const slice = sliceRoster(sample, ['budget-clerk', 'budget-clerk#case-1'], [roles.filler]);

    expect(Object.keys(slice.places).sort()).toEqual([
      'budget-chief',
      'budget-clerk',
      'finance',
      'finance-budget',
      'finance-head',
      'uni',
    ]);
    expect(Object.keys(slice.appointments).sort()).toEqual(['budget-chief', 'budget-clerk', 'finance-head']);
    expect(Object.keys(slice.people)).toEqual(['li', 'zheng']);
  });

  test('bears no name of a person', () => {
    const text = JSON.stringify(sliceWhole(sample));

    for (const { name } of sample.people) expect(text).not.toContain(name);
  });

  test('knows the days on which roles can change', () => {
    expect(rosterDays(sliceWhole(sample)).map(formatDay)).toEqual([
      '2011-10-01',
      '2011-10-10',
      '2011-10-12',
      '2011-10-15',
      '2011-10-18',
      '2011-10-21',
      '2011-10-26',
      '2011-11-01',
      '2011-11-10',
      '2011-11-12',
      '2011-11-14',
      '2011-11-16',
      '2011-11-21',
    ]);
  });

  test('gives the same answers between two such days', () => {
    const whole = sliceWhole(sample);
    const changes = new Set(rosterDays(whole));

    for (let on = day('2011-09-01'); on < day('2011-12-15'); on += 1) {
      if (changes.has(on)) continue;
      for (const node of nodes) {
        for (const role of everyRole) {
          const [before, now] = [on - 1, on].map((at) => ({ ...resolveRole(role, node, at, whole), sought: null }));
          expect(now).toEqual(before);
        }
      }
    }
  });
});

const changes: [RosterChange, role: keyof typeof roles, node: string, on: string, expected: string][] = [
  [
    { kind: 'AppointmentEnded', person: 'zhao', post: 'finance-head', to: '2011-10-31' },
    'unitHead',
    'budget-clerk',
    '2011-11-01',
    'vacant',
  ],
  [
    {
      kind: 'AppointmentStarted',
      appointment: { person: 'feng', post: 'audit-clerk', kind: 'acting', from: '2011-09-01' },
    },
    'filler',
    'audit-clerk',
    '2011-09-15',
    'feng',
  ],
  [{ kind: 'PersonLeft', person: 'sun', to: '2011-10-05' }, 'sectionHead', 'budget-clerk', '2011-10-06', 'left'],
  [{ kind: 'PersonLeft', person: 'zheng', to: '2011-12-05' }, 'filler', 'budget-clerk', '2011-12-06', 'left'],
  [
    { kind: 'PersonAdded', person: { id: 'new', name: '新人', from: '2011-10-01' } },
    'unitHead',
    'finance',
    '2011-10-21',
    'zhao',
  ],
  [{ kind: 'PersonRenamed', person: 'sun', name: '孙改名' }, 'sectionHead', 'budget-clerk', '2011-10-21', 'sun'],
  [
    {
      kind: 'PlaceAdded',
      place: { id: 'audit-chief', layer: 'post', name: '科长', parent: 'finance-audit', heads: 'finance-audit' },
    },
    'sectionHead',
    'audit-clerk',
    '2011-10-21',
    'not-recorded',
  ],
  [
    { kind: 'PlaceClosed', place: 'budget-chief', into: 'cash-chief', to: '2011-10-20' },
    'sectionHead',
    'budget-clerk',
    '2011-10-21',
    'vacant',
  ],
  [
    { kind: 'PlaceChanged', place: 'budget-chief', name: '主任科员', facts: { rank: '副职' } },
    'sectionHead',
    'budget-clerk',
    '2011-10-21',
    'sun',
  ],
  [
    { kind: 'ChargeStarted', charge: { person: 'feng', place: 'finance-cash', from: '2011-10-21' } },
    'deputy',
    'cash-clerk',
    '2011-10-21',
    'feng',
  ],
  [
    { kind: 'ChargeEnded', person: 'president', place: 'finance', to: '2011-10-20' },
    'deputy',
    'finance-head',
    '2011-10-21',
    'vacant',
  ],
  [
    { kind: 'MemberStarted', body: 'finance-team', member: { person: 'wu', from: '2011-10-21' } },
    'team',
    'finance',
    '2011-10-21',
    'zhao qian wu',
  ],
  [
    { kind: 'MemberEnded', body: 'leading-group', person: 'feng', to: '2011-10-20' },
    'approver',
    'uni',
    '2011-10-21',
    'president zhao',
  ],
  [
    { kind: 'FunctionStarted', holder: { function: 'liaison', place: 'finance', person: 'wu' } },
    'liaison',
    'budget-clerk',
    '2011-10-21',
    'wu',
  ],
  [
    { kind: 'FunctionEnded', function: 'approver', place: 'uni', holder: 'leading-group', to: '2011-10-20' },
    'approver',
    'uni',
    '2011-10-21',
    'not-recorded',
  ],
  [
    { kind: 'FunctionEnded', function: 'office', place: 'uni', holder: 'wang', to: '2011-11-20' },
    'office',
    'uni',
    '2011-11-21',
    'vacant',
  ],
  [
    { kind: 'SubstituteSet', substitute: { person: 'zhao', by: 'sun', from: '2011-11-01', to: '2011-11-02' } },
    'unitHead',
    'finance',
    '2011-11-02',
    'sun',
  ],
  [
    { kind: 'SubstituteEnded', person: 'zhao', by: 'qian', to: '2011-10-12' },
    'unitHead',
    'finance',
    '2011-10-13',
    'zhao',
  ],
];

describe('a change of the roster', () => {
  test.each(changes)('%j makes %s at %s on %s %s', (change, role, node, on, expected) => {
    const changed = applyRosterChange(sliceWhole(sample), RosterChange.parse(withoutNames(change)));
    const found = resolveRole(roles[role], node, day(on), changed);

    expect(found.why ?? found.people.map((one) => one.person).join(' ')).toBe(expected);
  });

  test.each(changes)('%j changes the slice as it changes the roster', (change) => {
    const roster = changeRoster(sample, change);

    expect(applyRosterChange(sliceWhole(sample), withoutNames(change))).toEqual(sliceWhole(roster));
    expect(Roster.parse(roster)).toEqual(roster);
    expect(checkRoster(roster).filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(rosterHash(roster)).not.toBe(rosterHash(sample));
  });

  test.each(changes)('%j leaves the roster and the slice it was applied to as they were', (change) => {
    const [roster, slice] = [JSON.stringify(sample), sliceWhole(sample)];
    const before = JSON.stringify(slice);

    changeRoster(sample, change);
    applyRosterChange(slice, change);

    expect(JSON.stringify(sample)).toBe(roster);
    expect(JSON.stringify(slice)).toBe(before);
  });

  test.each(changes)('%j reaches a slice for its node as it reaches the whole', (change, role, node, on) => {
    const part = applyRosterChange(sliceRoster(sample, [node], everyRole), change);

    expect(resolveRole(roles[role], node, day(on), part)).toEqual(
      resolveRole(roles[role], node, day(on), sliceWhole(changeRoster(sample, change))),
    );
  });

  test('elsewhere leaves a slice as it is', () => {
    const slice = sliceRoster(sample, ['discipline-clerk'], [roles.filler]);

    for (const change of changes.map(([one]) => one)) {
      if (['AppointmentStarted', 'PlaceAdded', 'PlaceClosed', 'ChargeStarted'].includes(change.kind))
        expect(applyRosterChange(slice, change)).toBe(slice);
    }
  });

  test('bears no name of a person when it goes to an actor', () => {
    expect(withoutNames({ kind: 'PersonAdded', person: { id: 'new', name: '新人' } })).toEqual({
      kind: 'PersonAdded',
      person: { id: 'new' },
    });
    expect(withoutNames({ kind: 'PersonRenamed', person: 'sun', name: '孙改名' })).toEqual({
      kind: 'PersonRenamed',
      person: 'sun',
    });
  });

  test('replaces the facts it names and keeps the others', () => {
    const roster = changeRoster(sample, { kind: 'PlaceChanged', place: 'finance-head', facts: { rank: '副职' } });

    expect(roster.places.find((place) => place.id === 'finance-head')?.facts).toEqual({
      rank: '副职',
      kinds: ['财务'],
    });
  });
});
