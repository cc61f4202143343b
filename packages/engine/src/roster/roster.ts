/**
 * The roster: an organization's places (a tree whose layers the plan names), its people, and who is what, where and when. Written by
 * hand as YAML or exported by a personnel system. All dates are civil days, both inclusive; absent means open.
 * Must not know what a plan asks of anybody, nor who resolves to what role (resolve.ts).
 */
import { z } from 'zod';
import { hashOf } from '../json/canonical.ts';
import { CivilDate } from '../time/civil-date.ts';

/** ASCII, for ever: it goes into keys, histories and file names. */
export const RosterId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
  .describe('编号：小写字母、数字、连字符');
export type RosterId = z.infer<typeof RosterId>;
/** A layer, a kind of body or a function, as plans name them. */
export const RosterWord = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]{0,59}$/)
  .describe('方案里的代号');
const Name = z.string().min(1).max(100);

const dates = {
  from: CivilDate.exactOptional().describe('从哪天起，如 2027-03-01，含；不写是一直'),
  to: CivilDate.exactOptional().describe('到哪天止，含；不写是一直'),
};
/** The days on which something holds. */
export interface Dates {
  readonly from?: CivilDate;
  readonly to?: CivilDate;
}

/** What is known of a place; typed by the plan's layers, checked against them there. */
export const PlaceFacts = z.record(
  z.string().min(1).max(60),
  z.union([z.string().max(200), z.number(), z.boolean(), z.array(z.string().max(200)).max(100), z.null()]),
);
export type PlaceFacts = z.infer<typeof PlaceFacts>;

/** An organization, unit, section or post: any place of the tree. */
export const Place = z.strictObject({
  id: RosterId.describe('编号，全花名册不重复；其他处写它'),
  layer: RosterWord.describe('方案里的哪一层'),
  name: Name.describe('单位、科室、岗位的名称'),
  /** Absent at the top. Depth may be uneven: a unit leader's post may stand under the unit, without a section. */
  parent: RosterId.exactOptional().describe('上级的编号；最高的一个不写。可以跳过中间的层级'),
  /** The place that whoever holds this post heads. */
  heads: RosterId.exactOptional().describe('担任这个岗位的人是哪一处的负责人（relation: head 找的就是他）'),
  facts: PlaceFacts.exactOptional().describe('方案这一层的 facts 要的要素：名称: 值'),
  ...dates,
});
export type Place = z.infer<typeof Place>;

export const Person = z.strictObject({
  id: RosterId.describe('人员编号'),
  name: Name.describe('姓名'),
  ...dates,
});
export type Person = z.infer<typeof Person>;

/** 主职, 兼职 or 代理(主持工作). One person may hold many posts, one post have many holders. */
export const AppointmentKind = z.enum(['principal', 'concurrent', 'acting']);
export const Appointment = z.strictObject({
  person: RosterId.describe('谁'),
  post: RosterId.describe('哪个岗位'),
  kind: AppointmentKind.exactOptional().describe('principal 主职（默认），concurrent 兼职，acting 代理主持'),
  ...dates,
});
export type Appointment = z.infer<typeof Appointment>;

/** 分管: the leader who is in charge of a place and of everything below it that has no nearer one. */
export const Charge = z.strictObject({
  person: RosterId.describe('谁分管'),
  place: RosterId.describe('分管哪一处；其下没有更近的分管领导的也归他'),
  ...dates,
});
export type Charge = z.infer<typeof Charge>;

export const Member = z.strictObject({
  person: RosterId.describe('成员'),
  /** 组长, 副组长, 成员: a label. */
  as: Name.exactOptional().describe('组长、副组长等，只是称呼'),
  chair: z.literal(true).exactOptional().describe('主持人；每个有成员的集体须有一个'),
  ...dates,
});
export type Member = z.infer<typeof Member>;

/** 领导班子, 领导小组, 党组: decides together. `kind` is what a plan's role asks for. */
export const Body = z.strictObject({
  id: RosterId.describe('集体的编号'),
  name: Name.describe('集体的名称'),
  kind: RosterWord.describe('种类：方案的角色写的 body 或 organization'),
  place: RosterId.describe('设在哪一处'),
  members: z.array(Member).max(1000).describe('成员；外单位没有人在花名册里的写 []'),
  /** 办公室: who does the body's daily work. */
  office: z
    .array(z.strictObject({ person: RosterId.describe('办公室的人'), ...dates }))
    .max(200)
    .exactOptional()
    .describe('集体的办公室有谁（relation: body-office）'),
  ...dates,
});
export type Body = z.infer<typeof Body>;

/** A function at a place by name, held by people or by a body: 领导小组办公室, 派驻纪检组, 联络员. */
export const FunctionHolder = z.union([
  z.strictObject({
    function: RosterWord.describe('职能：方案的角色写的 function'),
    place: RosterId.describe('在哪一处担任'),
    person: RosterId.describe('由谁担任；或写 body'),
    ...dates,
  }),
  z.strictObject({
    function: RosterWord,
    place: RosterId,
    body: RosterId.describe('由哪个集体担任；或写 person'),
    ...dates,
  }),
]);
export type FunctionHolder = z.infer<typeof FunctionHolder>;

/** 代理: who acts for a person, from when to when, and for what; without a scope for everything. */
export const Substitute = z.strictObject({
  person: RosterId.describe('谁不在'),
  by: RosterId.describe('由谁代办'),
  from: CivilDate.describe('从哪天起'),
  to: CivilDate.describe('到哪天止，含'),
  /** Only for what comes from these places or below. */
  within: z.array(RosterId).min(1).max(50).exactOptional().describe('只代这些处及其下级来的事'),
  /** Only for these roles of the plan. */
  roles: z.array(RosterWord).min(1).max(50).exactOptional().describe('只代这些角色的事'),
});
export type Substitute = z.infer<typeof Substitute>;

export const rosterLimits = { characters: 4_000_000, depth: 12, values: 500_000 };

export const Roster = z.strictObject({
  lianfang: z.literal('roster/v1').describe('写法的版本'),
  id: RosterId.describe('花名册的代号'),
  name: Name.describe('花名册的名称'),
  places: z.array(Place).min(1).max(60_000).describe('单位、科室、岗位，一棵树'),
  people: z.array(Person).max(60_000).describe('人员'),
  appointments: z.array(Appointment).max(120_000).describe('谁任哪个岗位'),
  inCharge: z.array(Charge).max(60_000).exactOptional().describe('谁分管哪一处（relation: in-charge）'),
  bodies: z.array(Body).max(10_000).exactOptional().describe('集体和外单位（relation: body、body-office、outside）'),
  functions: z
    .array(FunctionHolder)
    .max(10_000)
    .exactOptional()
    .describe('谁在哪一处担任哪项职能（relation: function）'),
  substitutes: z.array(Substitute).max(10_000).exactOptional().describe('代理：某段时间由谁代办'),
});
export type Roster = z.infer<typeof Roster>;

/** The roster's version: SHA-256 over its canonical JSON. */
export function rosterHash(roster: Roster): string {
  return hashOf(roster);
}

/** Whether something with these dates holds on a day, both ends included. */
export function holdsOn(dated: Dates, day: CivilDate): boolean {
  return (dated.from === undefined || dated.from <= day) && (dated.to === undefined || day <= dated.to);
}

/** Whether two ranges share a day. */
export function overlap(one: Dates, other: Dates): boolean {
  const starts = (a: Dates, b: Dates) => a.from === undefined || b.to === undefined || a.from <= b.to;
  return starts(one, other) && starts(other, one);
}
