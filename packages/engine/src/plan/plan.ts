/**
 * The plan: an author's document as data. Everything that differs between bodies is said here and nowhere in code.
 */
import * as z from 'zod';
import { ZoneOffset } from '../time/civil-date.ts';
import { DateConvention } from '../time/plan-date.ts';
import { Form } from './form.ts';
import { Ladder } from './ladder.ts';
import { Layer } from './layer.ts';
import { Phase } from './phase.ts';
import { Procedure } from './procedure.ts';
import { Review } from './review.ts';
import { Role } from './role.ts';
import { Rule } from './rule.ts';
import { Scale } from './scale.ts';
import { Due, Length } from './when.ts';
import { Id, named, sourced, Text, Word } from './words.ts';

export const Defaults = z.strictObject({
  ...sourced,
  ladder: Ladder,
  /** For the filler, from a return. */
  returnDue: Length,
  /** For a step or stage whose window has passed or that has none. */
  due: Due.optional(),
  join: z.enum(['all', 'owner-may-go-on']).optional(),
  onReopen: z.enum(['go-on', 'hold', 'redo']).optional(),
  urgeEvery: z.int().min(1).max(720).optional().describe('同一待办两次催办之间至少隔几小时；默认 24'),
});
export type Defaults = z.infer<typeof Defaults>;

export const Plan = z.strictObject({
  lianfang: z.literal('plan/v1'),
  id: Id,
  title: Text,
  ...sourced,
  /** The body whose plan it is, as the document names it. */
  body: Text.optional(),
  /** The year; null until a person supplies it. */
  period: z.union([z.int().min(1990).max(2200), z.null()]),
  /** Offset from UTC, a constant of the campaign. */
  zone: ZoneOffset,
  /** How 初, 旬, 底, 前 are read; absent: the usual convention. */
  dates: DateConvention.optional(),
  /** Starts from what the campaign before approved: unchanged items are confirmed, differences shown. */
  continues: z
    .strictObject({
      from: z.literal('approved'),
      steps: z.array(z.string()).min(1).max(20),
      every: z.enum(['year']),
      ...sourced,
    })
    .optional(),
  /** From the highest to the lowest. */
  layers: z.array(Layer).min(1).max(10),
  scales: named(Scale, Word),
  roles: named(Role),
  /** The role that sees and mends what nobody else can. */
  office: Id,
  defaults: Defaults,
  forms: named(Form),
  rules: named(Rule).optional(),
  reviews: named(Review).optional(),
  phases: z.array(Phase).min(1).max(50),
  procedures: z.array(Procedure).max(50).optional(),
});
export type Plan = z.infer<typeof Plan>;
