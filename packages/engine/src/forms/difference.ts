/** What became of the items of one version in another, by their hashes. Must not know what stands in them. */
import type { ManifestItem } from '../kernel/command.ts';

export interface ItemDifference {
  readonly unchanged: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Both versions of one lineage: hashes of different salts are never equal. In the order of the later version, removed ones last. */
export function differenceOf(
  before: readonly Pick<ManifestItem, 'item' | 'hash'>[],
  now: readonly Pick<ManifestItem, 'item' | 'hash'>[],
): ItemDifference {
  const known = new Map(before.map(({ item, hash }) => [item, hash]));
  const kept = new Set(now.map(({ item }) => item));
  const ids = (fits: (item: string, hash: string) => boolean): string[] =>
    now.filter(({ item, hash }) => fits(item, hash)).map(({ item }) => item);
  return {
    unchanged: ids((item, hash) => known.get(item) === hash),
    changed: ids((item, hash) => known.has(item) && known.get(item) !== hash),
    added: ids((item) => !known.has(item)),
    removed: before.map(({ item }) => item).filter((item) => !kept.has(item)),
  };
}
