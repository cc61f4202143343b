/**
 * What each actor is started with stays within its budget: it travels as one payload and lies in every history.
 */
import type { Campaign } from '../campaign/definition.ts';
import { sliceContent } from '../campaign/slice.ts';
import type { Problem } from '../problem.ts';
import { problem } from './context.ts';

/**
 * Bytes of JSON, before any compression. A workflow server warns from 512 KB on and refuses 2 MB; an actor's state,
 * which is carried on with it, has 1 MB.
 */
export const sliceBudget = 512 * 1024;

/** So many actors over the budget are named. */
const named = 5;

export interface SliceSize {
  readonly actor: string;
  readonly bytes: number;
  /** The largest part of it. */
  readonly part: string;
  readonly partBytes: number;
}

export function checkSlices(campaign: Campaign, budget = sliceBudget): Problem[] {
  const over: SliceSize[] = [];
  // Where one is too large hundreds may be: so many are enough to tell.
  for (const size of measured(campaign)) {
    if (size.bytes > budget) over.push(size);
    if (over.length === named) break;
  }
  return over.map(({ actor, bytes, part, partBytes }) =>
    problem('slice.over-budget', 'error', ['roles'], {
      node: campaign.nodes[actor]?.name ?? actor,
      actor,
      size: bytes,
      most: budget,
      part,
      bytes: partBytes,
    }),
  );
}

/** Of every actor of the campaign's placement. */
export function sliceSizes(campaign: Campaign): readonly SliceSize[] {
  return [...measured(campaign)];
}

function* measured(campaign: Campaign): Generator<SliceSize> {
  const known = new WeakMap<object, number>();
  // The definitions that all share are measured once.
  const sizeOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return utf8Length(JSON.stringify(value) ?? '');
    const before = known.get(value);
    if (before !== undefined) return before;
    const size = utf8Length(JSON.stringify(value));
    known.set(value, size);
    return size;
  };
  for (const { actor } of campaign.placement) {
    const parts = Object.entries(sliceContent(campaign, campaign.placement, actor)).map(
      ([part, value]) => ({ part, bytes: sizeOf(value) + part.length + 4 }), // quotes, colon, comma
    );
    const largest = parts.reduce((most, one) => (one.bytes > most.bytes ? one : most));
    yield {
      actor,
      bytes: parts.reduce((sum, one) => sum + one.bytes, 1),
      part: largest.part,
      partBytes: largest.bytes,
    };
  }
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
