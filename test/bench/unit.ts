/**
 * The campaign that is measured: one unit with its posts, a declaration each, three stages of review with dues, reminders and
 * escalations, in the plan's own language. The last stage is decided by one person, or by the unit's team in a meeting.
 */
import { randomUUID } from 'node:crypto';
import {
  CHINA_CALENDAR,
  compileCampaign,
  instantOf,
  parseDay,
  parsePlan,
  parseRoster,
  placeOn,
} from '@lianfang/engine';
import type { Campaign, Instant } from '@lianfang/engine/kernel';

export type LastStage = 'leader' | 'team';

export interface Unit {
  readonly campaign: Campaign;
  readonly planText: string;
  readonly rosterText: string;
  readonly people: readonly { readonly person: string; readonly name: string }[];
  readonly posts: readonly string[];
  /** The morning on which the declarations open. */
  readonly at: Instant;
}

export const SECTIONS = 4;
export const sectionOf = (post: number): number => post % SECTIONS;

export function aUnit(last: LastStage, count: number): Unit {
  const planText = planOf(last);
  const rosterText = rosterOf(count);
  const { plan, problems } = parsePlan(planText);
  const { roster, problems: others } = parseRoster(rosterText);
  if (plan === undefined || roster === undefined) throw unfit([...problems, ...others]);
  const compiled = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
  if (compiled.campaign === undefined) throw unfit(compiled.problems);
  const { campaign } = compiled;
  return {
    campaign: { ...campaign, campaign: `bench-${last}-${randomUUID()}`, placement: placeOn(campaign, 'auto') },
    planText,
    rosterText,
    people: roster.people.map(({ id, name }) => ({ person: id, name })),
    posts: numbers(count).map((n) => `p${n}`),
    at: instantOf(parseDay('2011-09-26') ?? 0, 9 * 60, campaign.zone),
  };
}

function planOf(last: LastStage): string {
  const stage = {
    leader: '{ id: leader, name: 单位负责人审定, by: leader, due: { count: 3, unit: working-days } }',
    team: '{ id: team, name: 班子审定, by: team, due: { count: 3, unit: working-days }, decide: { mode: meeting, quorum: [2, 3], pass: [1, 2] } }',
  }[last];
  return `lianfang: plan/v1
id: bench-${last}
title: 计数方案
period: 2011
zone: "+08:00"
layers:
  - { id: university, name: 学校 }
  - { id: unit, name: 单位 }
  - { id: section, name: 科室 }
  - { id: post, name: 岗位 }
scales:
  risk: { name: 风险等级, grades: [一级, 二级, 三级], gravest: first, sources: { self: 自评 } }
roles:
  holder: { name: 岗位责任人, relation: holders, of: post }
  sectionHead: { name: 科室负责人, relation: function, function: head, of: section }
  deputy: { name: 分管领导, relation: in-charge, of: unit }
  leader: { name: 单位负责人, relation: function, function: leader, of: unit }
  team: { name: 领导班子, relation: body, body: team, of: unit }
  office: { name: 办公室, relation: function, function: office, of: university }
office: office
defaults:
  ladder: { reminders: [-1, 1], escalations: [{ after: 2, to: leader }, { after: 4, to: office }] }
  returnDue: { count: 5, unit: working-days }
  join: all
  onReopen: redo
forms:
  risks:
    name: 风险登记表
    fields:
      - { id: grade, name: 自评等级, grade: { scale: risk, source: self } }
    items:
      name: 风险点
      least: 1
      fields:
        - { id: risk, name: 风险, text: true }
        - { id: measure, name: 措施, text: true }
reviews:
  points:
    name: 风险点审定
    stages:
      - { id: section, name: 科室审核, by: sectionHead, due: { count: 3, unit: working-days } }
      - { id: deputy, name: 分管领导审查, by: deputy, due: { count: 3, unit: working-days } }
      - ${stage}
    return: { to: search.declare, then: walk-again, reasons: [不全, 不实] }
phases:
  - id: search
    name: 查找
    window: { from: 9月26日, to: 10月31日 }
    steps:
      - { id: declare, name: 排查, each: post, by: holder, declaration: risks, due: 10月10日 }
      - { id: settle, name: 审定, each: post, by: leader, review: points, of: declare, after: [declare] }
      - { id: close, name: 结束, each: unit, by: leader, declaration: risks, after: [settle] }
`;
}

function rosterOf(count: number): string {
  const posts = numbers(count);
  const sections = Array.from({ length: SECTIONS }, (_, s) => s);
  const places = [
    { id: 'org', layer: 'university', name: '某校' },
    { id: 'u', layer: 'unit', name: '某处', parent: 'org' },
    ...sections.map((s) => ({ id: `s${s}`, layer: 'section', name: `${s}科`, parent: 'u' })),
    ...posts.map((n) => ({ id: `p${n}`, layer: 'post', name: `岗位${n}`, parent: `s${sectionOf(n)}` })),
  ];
  const staff = ['deputy', 'leader', 'third', 'officer', ...sections.map((s) => `head${s}`)];
  const people = [...staff, ...posts.map((n) => `holder${n}`)].map((id) => ({ id, name: `人员${id}` }));
  return JSON.stringify({
    lianfang: 'roster/v1',
    id: 'bench',
    name: '某校',
    places,
    people,
    appointments: posts.map((n) => ({ person: `holder${n}`, post: `p${n}` })),
    inCharge: [{ person: 'deputy', place: 'u' }],
    bodies: [
      {
        id: 'team1',
        name: '某处领导班子',
        kind: 'team',
        place: 'u',
        members: [{ person: 'leader', chair: true }, { person: 'deputy' }, { person: 'third' }],
      },
    ],
    functions: [
      { function: 'leader', place: 'u', person: 'leader' },
      { function: 'office', place: 'org', person: 'officer' },
      ...sections.map((s) => ({ function: 'head', place: `s${s}`, person: `head${s}` })),
    ],
  });
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

function unfit(problems: readonly unknown[]): Error {
  return new Error(`Expected the measured plan to be launchable, but: ${JSON.stringify(problems)}`);
}
