/**
 * Presets: named defaults for a step or a stage, taken with `use: name`. They are data: whatever a part says itself counts before what
 * its preset says. The usual ones of integrity plans are built in; a plan may write its own, also under the same name.
 */
import * as z from 'zod';
import { Id } from './words.ts';

export const Use = z
  .union([Id, z.array(Id).min(1).max(10)])
  .describe('套用预设（presets 里的，或内置的）；这里没有写的项按预设，几个预设都写了的以后面的为准');

export const Presets = z.record(Id, z.record(z.string().max(60), z.unknown()));
export type Presets = z.infer<typeof Presets>;

/** Keys whose content is filled up rather than replaced. */
export const filledUp: readonly string[] = ['ask', 'send', 'window', 'sitting'];

/** Defaults for steps first, then for stages. */
export const builtInPresets: Presets = {
  // ask
  consultation: { ask: { purpose: 'consultation', channels: ['座谈会', '个别走访', '征求意见函'] } },
  publicity: { ask: { purpose: 'publicity', channels: ['公示'] } },
  appraisal: { ask: { purpose: 'appraisal', channels: ['民主评议'] } },
  // send
  filing: { name: '备案', join: 'all' },
  circular: { name: '通报' },
  // wait
  gate: { wait: true, join: 'all' },
  // limits
  irregular: { due: { none: '不定期开展，没有时限' } },
  // stages
  signature: { decide: 'one' },
  countersigned: { decide: 'all' },
  anyone: { decide: 'any' },
  collective: { decide: 'meeting' },
  voted: { decide: 'vote' },
  advice: { advice: true },
};
