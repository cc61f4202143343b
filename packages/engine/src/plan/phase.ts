/**
 * A phase: steps in order within a window. Phases follow each other unless `after` or `with` says otherwise.
 */
import * as z from 'zod';
import { Step } from './step.ts';
import { Window } from './when.ts';
import { Id, sourced, Text } from './words.ts';

export const Phase = z.strictObject({
  id: Id,
  name: Text,
  ...sourced,
  window: Window.optional(),
  /** Waits for these phases instead of all before it. */
  after: z.array(Id).min(1).max(20).optional(),
  /** Starts together with these. */
  with: z.array(Id).min(1).max(20).optional(),
  steps: z.array(Step).min(1).max(100),
});
export type Phase = z.infer<typeof Phase>;
