/**
 * A layer: a kind of place, from the highest to the lowest, with the vocabulary of facts that its places carry in the roster.
 */
import * as z from 'zod';
import { Facts } from './fact.ts';
import { sourced, Text, Word } from './words.ts';

export const Layer = z.strictObject({ id: Word, name: Text, ...sourced, facts: Facts.optional() });
export type Layer = z.infer<typeof Layer>;
