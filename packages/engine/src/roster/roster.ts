/**
 * The roster: an organization's places (a tree whose layers the plan names), its people, and who is what, where and when. Written by
 * hand as YAML or exported by a personnel system. All dates are civil days, both inclusive; absent means open.
 * Must not know what a plan asks of anybody, nor who resolves to what role (resolve.ts).
 */
import { z } from 'zod';
import { hashOf } from '../json/canonical.ts';
import { CivilDate } from '../time/civil-date.ts';

/** ASCII, for ever: it goes into keys, histories and file names. */
export const RosterId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/);
export type RosterId = z.infer<typeof RosterId>;
/** A layer, a kind of body or a function, as plans name them. */
export const RosterWord = z.string().regex(/^[a-z][A-Za-z0-9-]{0,59}$/);
const Name = z.string().min(1).max(100);

const dates = { from: CivilDate.exactOptional(), to: CivilDate.exactOptional() };
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
  id: RosterId,
  layer: RosterWord,
  name: Name,
  /** Absent at the top. Depth may be uneven: a unit leader's post may stand under the unit, without a section. */
  parent: RosterId.exactOptional(),
  /** The place that whoever holds this post heads. */
  heads: RosterId.exactOptional(),
  facts: PlaceFacts.exactOptional(),
  ...dates,
});
export type Place = z.infer<typeof Place>;

export const Person = z.strictObject({ id: RosterId, name: Name, ...dates });
export type Person = z.infer<typeof Person>;

/** 主职, 兼职 or 代理(主持工作). One person may hold many posts, one post have many holders. */
export const AppointmentKind = z.enum(['principal', 'concurrent', 'acting']);
export const Appointment = z.strictObject({
  person: RosterId,
  post: RosterId,
  kind: AppointmentKind.exactOptional(),
  ...dates,
});
export type Appointment = z.infer<typeof Appointment>;

/** 分管: the leader who is in charge of a place and of everything below it that has no nearer one. */
export const Charge = z.strictObject({ person: RosterId, place: RosterId, ...dates });
export type Charge = z.infer<typeof Charge>;

export const Member = z.strictObject({
  person: RosterId,
  /** 组长, 副组长, 成员: a label. */
  as: Name.exactOptional(),
  chair: z.literal(true).exactOptional(),
  ...dates,
});
export type Member = z.infer<typeof Member>;

/** 领导班子, 领导小组, 党组: decides together. `kind` is what a plan's role asks for. */
export const Body = z.strictObject({
  id: RosterId,
  name: Name,
  kind: RosterWord,
  place: RosterId,
  members: z.array(Member).max(1000),
  /** 办公室: who does the body's daily work. */
  office: z
    .array(z.strictObject({ person: RosterId, ...dates }))
    .max(200)
    .exactOptional(),
  ...dates,
});
export type Body = z.infer<typeof Body>;

/** A function at a place by name, held by people or by a body: 领导小组办公室, 派驻纪检组, 联络员. */
export const FunctionHolder = z.union([
  z.strictObject({ function: RosterWord, place: RosterId, person: RosterId, ...dates }),
  z.strictObject({ function: RosterWord, place: RosterId, body: RosterId, ...dates }),
]);
export type FunctionHolder = z.infer<typeof FunctionHolder>;

/** 代理: who acts for a person, from when to when, and for what; without a scope for everything. */
export const Substitute = z.strictObject({
  person: RosterId,
  by: RosterId,
  from: CivilDate,
  to: CivilDate,
  /** Only for what comes from these places or below. */
  within: z.array(RosterId).min(1).max(50).exactOptional(),
  /** Only for these roles of the plan. */
  roles: z.array(RosterWord).min(1).max(50).exactOptional(),
});
export type Substitute = z.infer<typeof Substitute>;

export const rosterLimits = { characters: 4_000_000, depth: 12, values: 500_000 };

export const Roster = z.strictObject({
  lianfang: z.literal('roster/v1'),
  id: RosterId,
  name: Name,
  places: z.array(Place).min(1).max(60_000),
  people: z.array(Person).max(60_000),
  appointments: z.array(Appointment).max(120_000),
  inCharge: z.array(Charge).max(60_000).exactOptional(),
  bodies: z.array(Body).max(10_000).exactOptional(),
  functions: z.array(FunctionHolder).max(10_000).exactOptional(),
  substitutes: z.array(Substitute).max(10_000).exactOptional(),
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
