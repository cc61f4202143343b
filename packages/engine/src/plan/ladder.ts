/** Reminders and escalations around a due, as `time/` reads them: days from the due's day, escalations to roles. */
import type * as z from 'zod';
import { DueLadder } from '../time/ladder.ts';

export const Ladder = DueLadder;
export type Ladder = z.infer<typeof Ladder>;
