import { describe, expect, test } from '@jest/globals';
import { type Resolution, RoleDefinition, resolveRole } from '../../../packages/engine/src/roster/resolve.ts';
import type { Roster } from '../../../packages/engine/src/roster/roster.ts';
import { sliceWhole } from '../../../packages/engine/src/roster/roster-slice.ts';
import { parseDay } from '../../../packages/engine/src/time/civil-date.ts';
import { roles, sample } from './sample.ts';

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const shown = ({ people, why }: Resolution): string =>
  why ?? people.map((one) => (one.as === 'substitute' ? `${one.person} 代 ${one.for}` : one.person)).join(' ');
const ask = (role: RoleDefinition, node: string, on: string, roster: Roster = sample): Resolution =>
  resolveRole(role, node, day(on), JSON.parse(JSON.stringify(sliceWhole(roster))));

describe('a role', () => {
  test.each<[keyof typeof roles, node: string, on: string, expected: string]>([
    // 岗位责任人: one post with many holders, one person with many posts, a change in mid-year
    ['filler', 'budget-clerk', '2011-10-31', 'zhou'],
    ['filler', 'budget-clerk', '2011-11-01', 'zheng'],
    ['filler', 'cash-clerk', '2011-09-30', 'wu sun'],
    ['filler', 'audit-clerk', '2011-09-30', 'vacant'],
    ['filler', 'audit-clerk', '2011-10-01', 'wu'],
    ['filler', 'finance-head#handling-3', '2011-09-30', 'zhao'],
    // 科室负责人
    ['sectionHead', 'budget-clerk', '2011-09-30', 'sun'],
    ['sectionHead', 'cash-clerk', '2011-11-15', 'li'],
    ['sectionHead', 'cash-clerk', '2011-11-16', 'left'],
    ['sectionHead', 'finance-head', '2011-09-30', 'no-place'],
    ['sectionHead', 'audit-clerk', '2011-10-02', 'not-recorded'],
    ['sectionHead', 'nowhere', '2011-10-02', 'no-place'],
    // falls to the unit only where the section has no head at all, never where its head is vacant
    ['sectionOrUnitHead', 'audit-clerk', '2011-10-02', 'zhao'],
    ['sectionOrUnitHead', 'finance-deputy', '2011-10-02', 'zhao'],
    ['sectionOrUnitHead', 'cash-clerk', '2011-11-16', 'left'],
    // 分管领导
    ['deputy', 'budget-clerk', '2011-09-30', 'qian'],
    ['deputy', 'cash-clerk', '2011-10-20', 'qian'],
    ['deputy', 'cash-clerk', '2011-10-21', 'vacant'],
    ['deputy', 'audit-clerk', '2011-10-02', 'president'],
    ['deputy', 'finance-head', '2011-09-30', 'president'],
    ['deputy', 'discipline-clerk', '2011-09-30', 'not-recorded'],
    ['deputy', 'uni', '2011-09-30', 'no-place'],
    // 单位主要负责人, 领导班子, 领导小组及其办公室
    ['unitHead', 'budget-clerk', '2011-09-30', 'zhao'],
    ['unitHead', 'discipline-clerk', '2011-09-30', 'not-recorded'],
    ['team', 'budget-clerk', '2011-10-31', 'zhao qian'],
    ['team', 'finance-head', '2011-11-01', 'zhao qian sun'],
    ['team', 'finance', '2011-10-15', 'zhao qian'], // zhao is substituted that day, but a seat is personal
    ['team', 'discipline-clerk', '2011-10-15', 'not-recorded'],
    ['group', 'budget-clerk', '2011-10-31', 'president feng zhao'],
    ['groupOffice', 'uni', '2011-11-01', 'wang'],
    ['groupOffice', 'uni', '2011-10-31', 'feng 代 wang'],
    ['office', 'cash-clerk', '2011-11-01', 'wang'],
    ['approver', 'cash-clerk', '2011-11-01', 'president feng zhao'],
    ['liaison', 'cash-clerk', '2011-09-30', 'zhou'],
    ['liaison', 'cash-clerk', '2011-10-01', 'vacant'],
    // 干部职工
    ['staff', 'budget-clerk', '2011-09-30', 'zhao qian sun zhou li wu'],
    ['staff', 'finance', '2011-11-16', 'zhao qian sun zheng wu'],
    ['staff', 'discipline', '2011-11-16', 'wang'],
  ])('%s at %s on %s is %s', (role, node, on, expected) => {
    expect(RoleDefinition.parse(roles[role])).toEqual(roles[role]);
    expect(shown(ask(roles[role], node, on))).toBe(expected);
  });

  test('that nobody holds says who was sought, where, and who is recorded', () => {
    expect(ask(roles.deputy, 'cash-clerk', '2011-10-21')).toEqual({
      people: [],
      body: null,
      chair: null,
      sought: {
        role: 'deputy',
        relation: 'in-charge',
        of: ['section', 'unit'],
        place: 'finance-cash',
        day: '2011-10-21',
      },
      why: 'vacant',
      recorded: ['qian'],
    });
    expect(ask(roles.sectionHead, 'finance-head', '2011-10-21')).toMatchObject({
      sought: { place: null },
      why: 'no-place',
      recorded: [],
    });
    expect(ask(roles.sectionHead, 'audit-clerk', '2011-10-21')).toMatchObject({
      sought: { place: 'finance-audit' },
      why: 'not-recorded',
    });
  });

  test('of a body names the body and its chair, unless the chair has left', () => {
    expect(ask(roles.group, 'uni', '2011-10-21')).toMatchObject({ body: 'leading-group', chair: 'president' });
    expect(ask(roles.approver, 'uni', '2011-10-21')).toMatchObject({ body: 'leading-group', chair: 'president' });
    expect(ask(roles.office, 'uni', '2011-11-21')).toMatchObject({ body: null, chair: null });

    const left = {
      ...sample,
      people: sample.people.map((one) => (one.id === 'president' ? { ...one, to: '2011-10-20' } : one)),
    };
    expect(ask(roles.group, 'uni', '2011-10-21', left)).toMatchObject({ chair: null, why: null });
    expect(shown(ask(roles.group, 'uni', '2011-10-21', left))).toBe('feng zhao');
  });

  test('of a body or a post that is closed is vacant', () => {
    const closed = {
      ...sample,
      places: sample.places.map((one) => (one.id === 'budget-chief' ? { ...one, to: '2011-10-01' } : one)),
      bodies: (sample.bodies ?? []).map((one) => (one.id === 'finance-team' ? { ...one, to: '2011-10-01' } : one)),
    };

    expect(shown(ask(roles.sectionHead, 'budget-clerk', '2011-10-01', closed))).toBe('sun');
    expect(shown(ask(roles.sectionHead, 'budget-clerk', '2011-10-02', closed))).toBe('vacant');
    expect(shown(ask(roles.team, 'finance', '2011-10-02', closed))).toBe('vacant');
  });

  test('ends when places stand in a circle', () => {
    const circle = {
      ...sample,
      places: sample.places.map((one) => (one.id === 'uni' ? { ...one, parent: 'finance' } : one)),
    };

    expect(shown(ask(roles.unitHead, 'budget-clerk', '2011-09-30', circle))).toBe('zhao');
  });
});

describe('a substitute', () => {
  test.each<[keyof typeof roles, node: string, on: string, expected: string]>([
    ['sectionHead', 'budget-clerk', '2011-10-09', 'sun'],
    ['sectionHead', 'budget-clerk', '2011-10-10', 'zhou 代 sun'],
    ['sectionHead', 'budget-clerk', '2011-10-12', 'qian 代 sun'], // two on one day: the narrower scope
    ['filler', 'budget-chief', '2011-10-12', 'zhou 代 sun'], // the narrower one is not for this role
    ['filler', 'budget-chief', '2011-10-15', 'sun'], // expired
    ['unitHead', 'finance', '2011-10-12', 'qian 代 zhao'],
    ['unitHead', 'finance', '2011-10-17', 'qian 代 zhao'],
    ['unitHead', 'finance', '2011-10-18', 'zhao'], // each for the other: neither is away
    ['unitHead', 'finance', '2011-10-21', 'zhao'],
    ['filler', 'finance-deputy', '2011-10-21', 'zhao 代 qian'],
    ['sectionHead', 'budget-clerk', '2011-10-19', 'sun'], // qian and zhao stand in for each other: neither can for sun
    ['filler', 'audit-clerk', '2011-11-11', 'li 代 wu'],
    ['filler', 'audit-clerk', '2011-11-12', 'sun 代 wu'],
    ['filler', 'audit-clerk', '2011-11-16', 'wu'], // the substitute has left
    ['filler', 'cash-clerk', '2011-11-12', 'sun'], // sun acts in their own right, not also for wu
    ['office', 'uni', '2011-10-31', 'feng 代 wang'],
  ])('for %s at %s on %s gives %s', (role, node, on, expected) => {
    expect(shown(ask(roles[role], node, on))).toBe(expected);
  });

  test('shows whom it stands in for and through whom', () => {
    expect(ask(roles.filler, 'audit-clerk', '2011-11-12').people).toEqual([
      { person: 'sun', as: 'substitute', for: 'wu', via: ['li'] },
    ]);
    expect(ask(roles.unitHead, 'finance', '2011-10-18').people).toEqual([
      { person: 'zhao', as: 'holder', unsubstituted: 'circle' },
    ]);
    expect(ask(roles.filler, 'audit-clerk', '2011-11-16').people).toEqual([
      { person: 'wu', as: 'holder', unsubstituted: 'left' },
    ]);
  });

  test('is not followed through more than eight others', () => {
    const chained = (length: number): Roster => ({
      ...sample,
      people: [...sample.people, ...Array.from({ length }, (_, index) => ({ id: `s${index}`, name: '某' }))],
      substitutes: Array.from({ length }, (_, index) => ({
        person: index === 0 ? 'zhao' : `s${index - 1}`,
        by: `s${index}`,
        from: '2011-01-01',
        to: '2011-12-31',
      })),
    });

    expect(shown(ask(roles.unitHead, 'finance', '2011-10-01', chained(8)))).toBe('s7 代 zhao');
    expect(ask(roles.unitHead, 'finance', '2011-10-01', chained(9)).people).toEqual([
      { person: 'zhao', as: 'holder', unsubstituted: 'too-long' },
    ]);
  });

  test('does not act where the role says so, and votes where the role says so', () => {
    expect(shown(ask({ ...roles.unitHead, substitutes: false }, 'finance', '2011-10-12'))).toBe('zhao');
    expect(shown(ask({ ...roles.team, substitutes: true }, 'finance', '2011-10-12'))).toBe('qian');
  });
});
