/** The ledger as a file of lines: written from the registry, verified from the file alone. */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import readline from 'node:readline';
import { createVerifier, type Verification } from '@lianfang/engine/record';
import type { Registry } from '@lianfang/registry';

/** @returns lines written */
export async function writeLedger(registry: Registry, campaign: string, file: string): Promise<number> {
  const out = createWriteStream(file);
  const failed = once(out, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => {});
  let lines = 0;
  for await (const line of registry.exportLedger(campaign)) {
    lines += 1;
    if (!out.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(out, 'drain'), failed]);
  }
  out.end();
  await Promise.race([once(out, 'close'), failed]);
  return lines;
}

export async function verifyFile(file: string, expected?: string): Promise<Verification> {
  const verifier = createVerifier();
  for await (const line of readline.createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line !== '') verifier.add(line);
  }
  return verifier.end(expected);
}
