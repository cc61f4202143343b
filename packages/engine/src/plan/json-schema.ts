/** The plan language as JSON Schema, generated from the schemas that parse it. */
import * as z from 'zod';
import { Plan } from './plan.ts';

export function planJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(Plan, { target: 'draft-2020-12', reused: 'ref', unrepresentable: 'any' });
}
