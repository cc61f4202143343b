/**
 * A procedure: steps opened for a subject by a command, any number of times while the campaign is open. A running one is a case.
 */
import * as z from 'zod';
import { Facts } from './fact.ts';
import { CaseStep } from './step.ts';
import { Id, sourced, Text, Word } from './words.ts';

export const Procedure = z.strictObject({
  id: Id,
  name: Text,
  ...sourced,
  /** The layer of its subjects. */
  of: Word,
  /** Who may open a case. */
  opens: Id,
  /** What a case is opened with. */
  facts: Facts.optional(),
  steps: z.array(CaseStep).min(1).max(50),
});
export type Procedure = z.infer<typeof Procedure>;
