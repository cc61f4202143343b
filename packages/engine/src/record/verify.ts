/**
 * Verifies an exported ledger by itself: every link intact, every chain whole and in order, every checkpoint in accord with the
 * chains, and nothing cut off. Needs no registry and no clock.
 */
import type { Hash } from '../campaign/keys.ts';
import { canonicalJson } from '../json/canonical.ts';
import type { Problem } from '../problem.ts';
import {
  type Checkpoint,
  chainOf,
  checkpointGenesis,
  type Entry,
  genesisOf,
  type Head,
  isIntact,
  REFUSALS,
  type RefusalEntry,
  rootOf,
} from './entry.ts';

/** First line of an export. */
export interface LedgerHead {
  readonly kind: 'ledger';
  readonly format: 1;
  readonly campaign: string;
  readonly campaignHash: Hash;
  readonly title: string;
  /** Offset of the campaign's civil time from UTC, in minutes. */
  readonly zone: number;
}
/** Last line of an export. */
export interface LedgerEnd {
  readonly kind: 'end';
  readonly entries: number;
  readonly refusals: number;
  readonly checkpoints: number;
  /** Hash of the last checkpoint: kept elsewhere (printed, signed), it shows that nothing was cut off. */
  readonly checkpoint: Hash | null;
}
export type LedgerLine = LedgerHead | Entry | RefusalEntry | Checkpoint | LedgerEnd;

export interface Verification {
  readonly ok: boolean;
  readonly entries: number;
  readonly refusals: number;
  readonly checkpoints: number;
  readonly chains: number;
  /** Hash of the last checkpoint. */
  readonly checkpoint: Hash | null;
  readonly problems: readonly Problem[];
}

interface Chain {
  /** By sequence. */
  readonly hashes: Map<number, Hash>;
  /** What each entry names as the hash before it. */
  readonly previous: Map<number, Hash>;
  /** The highest sequence seen. */
  top: number;
}

/**
 * @param lines of an export, parsed or as text, one JSON value each
 * @param expected hash of a checkpoint known from elsewhere: without it, an export that was cut back to an older whole one passes
 */
export function verifyLedger(lines: Iterable<unknown>, expected?: Hash): Verification {
  const verifier = createVerifier();
  for (const line of lines) verifier.add(line);
  return verifier.end(expected);
}

/** The same line by line, for an export that does not fit into memory at once. */
export function createVerifier(): { add(line: unknown): void; end(expected?: Hash): Verification } {
  const problems: Problem[] = [];
  const chains = new Map<string, Chain>();
  const checkpoints: Checkpoint[] = [];
  const counts = { entry: 0, refusal: 0, checkpoint: 0 };
  let head: LedgerHead | undefined;
  let end: LedgerEnd | undefined;
  let number = 0;

  const report = (code: string, path: readonly (string | number)[], fields: Record<string, unknown> = {}): void => {
    problems.push({ code, severity: 'error', path, ...(number === 0 ? {} : { line: number }), ...fields });
  };

  function link(chain: string, genesis: Hash, one: { seq: number; previous: Hash; hash: Hash }): void {
    const known = chains.get(chain) ?? { hashes: new Map([[0, genesis]]), previous: new Map(), top: 0 };
    chains.set(chain, known);
    const { seq } = one;
    const path = [chain, seq];
    if (!hasOwnHash(one)) report('ledger.changed', path, { chain, seq });
    if (known.hashes.has(seq)) {
      report('ledger.repeated', path, { chain, seq });
      return;
    }
    if (seq < known.top) report('ledger.out-of-order', path, { chain, seq });
    // Both neighbours, so that what stands in the wrong place is still checked against them.
    const before = known.hashes.get(seq - 1);
    const after = known.previous.get(seq + 1);
    if ((before !== undefined && before !== one.previous) || (after !== undefined && after !== one.hash))
      report('ledger.broken-link', path, { chain, seq });
    known.hashes.set(seq, one.hash);
    known.previous.set(seq, one.previous);
    known.top = Math.max(known.top, seq);
  }

  function add(raw: unknown): void {
    number++;
    const line = readLine(raw);
    if (line === undefined) {
      report('ledger.unreadable', [number]);
      return;
    }
    if (number === 1 && line.kind !== 'ledger') report('ledger.headless', []);
    if (end !== undefined) report('ledger.after-end', [number]);
    if ('campaign' in line && head !== undefined && line.campaign !== head.campaign)
      report('ledger.foreign', [number], { campaign: line.campaign });
    switch (line.kind) {
      case 'ledger':
        if (head !== undefined) report('ledger.repeated', ['ledger'], { chain: 'ledger', seq: 0 });
        head = line;
        return;
      case 'entry':
        counts.entry++;
        if (line.event.node !== line.node || line.event.seq !== line.seq)
          report('ledger.changed', [chainOf(line.node), line.seq], { chain: chainOf(line.node), seq: line.seq });
        link(chainOf(line.node), genesisOf(line.campaign, chainOf(line.node)), line);
        return;
      case 'refusal':
        counts.refusal++;
        link(REFUSALS, genesisOf(line.campaign, REFUSALS), line);
        return;
      case 'checkpoint':
        counts.checkpoint++;
        checkpoints.push(line);
        link('checkpoints', checkpointGenesis(line.campaign), line);
        return;
      case 'end':
        end = line;
        return;
    }
  }

  function finish(expected?: Hash): Verification {
    // What is found only now has no line of its own.
    number = 0;
    const heads: Record<string, Head> = {};
    for (const [chain, { hashes, top }] of chains) {
      if (hashes.size === top + 1) continue;
      const seqs = [...hashes.keys()].sort((one, other) => one - other);
      for (const [index, seq] of seqs.entries()) {
        const from = (seqs[index - 1] ?? -1) + 1;
        if (seq > from) report('ledger.missing', [chain, from], { chain, from, to: seq - 1 });
      }
    }
    for (const checkpoint of checkpoints) {
      const path = ['checkpoints', checkpoint.seq];
      for (const [chain, [seq, hash]] of Object.entries(checkpoint.moved)) {
        heads[chain] = [seq, hash];
        const known = chains.get(chain);
        const top = known?.top ?? 0;
        if (top < seq) report('ledger.truncated', path, { chain, from: top + 1, to: seq });
        else if (known?.hashes.get(seq) !== hash) report('ledger.not-as-checkpointed', path, { chain, seq });
      }
      if (rootOf(heads) !== checkpoint.root) report('ledger.wrong-root', path, { seq: checkpoint.seq });
    }
    for (const [chain, { top }] of chains) {
      const covered = heads[chain]?.[0] ?? 0;
      if (chain !== 'checkpoints' && top > covered)
        report('ledger.not-covered', [chain, covered + 1], { chain, from: covered + 1, to: top });
    }
    const last = checkpoints.at(-1)?.hash ?? null;
    if (end === undefined) report('ledger.endless', []);
    else {
      const { kind: _, ...said } = end;
      const found = {
        entries: counts.entry,
        refusals: counts.refusal,
        checkpoints: counts.checkpoint,
        checkpoint: last,
      };
      if (canonicalJson(said) !== canonicalJson(found)) report('ledger.wrong-count', ['end'], { said, found });
    }
    if (expected !== undefined && !checkpoints.some((one) => one.hash === expected))
      report('ledger.checkpoint-unknown', [], { checkpoint: expected });
    return {
      ok: problems.length === 0,
      entries: counts.entry,
      refusals: counts.refusal,
      checkpoints: counts.checkpoint,
      chains: [...chains.keys()].filter((chain) => chain !== 'checkpoints').length,
      checkpoint: last,
      problems,
    };
  }

  return { add, end: finish };
}

/** False also for what has no canonical form, such as a number too large for JSON's readers. */
function hasOwnHash(link: { readonly hash: Hash }): boolean {
  try {
    return isIntact(link);
  } catch {
    return false;
  }
}

const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A line in the shape this build verifies, or undefined; the file may come from anybody. */
function readLine(raw: unknown): LedgerLine | undefined {
  const line = typeof raw === 'string' ? parse(raw) : raw;
  if (!isRecord(line)) return undefined;
  return hasShape(line) ? (line as unknown as LedgerLine) : undefined;
}

function hasShape(line: Readonly<Record<string, unknown>>): boolean {
  if (line.kind === 'end') return isCount(line.entries) && isCount(line.refusals) && isCount(line.checkpoints);
  if (line.format !== 1 || typeof line.campaign !== 'string') return false;
  if (line.kind === 'ledger') return true;
  if (!isCount(line.seq) || line.seq === 0 || !isHash(line.hash) || !isHash(line.previous)) return false;
  switch (line.kind) {
    case 'entry':
      return typeof line.node === 'string' && isRecord(line.event) && isRecord(line.names);
    case 'refusal':
      return typeof line.request === 'string' && isRecord(line.command) && isRecord(line.rejection);
    case 'checkpoint':
      return (
        isHash(line.root) &&
        isRecord(line.moved) &&
        Object.values(line.moved).every((head) => Array.isArray(head) && isCount(head[0]) && isHash(head[1]))
      );
    default:
      return false;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
