/**
 * The files that are made from sources and committed: the gate fails when one is stale, `npm run generate` makes them anew.
 * Each is what a program prints; add a row here and the rest follows.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @type {[file: string, ...command: string[]][]} file and the TypeScript program (with its arguments) that prints it */
export const generated = [
  ['docs/reference/plan.schema.json', 'scripts/reference/plan-schema.ts'],
  ['docs/reference/codes.md', 'scripts/reference/codes.ts'],
  ['docs/reference/commands.md', 'scripts/reference/commands.ts'],
  ['docs/plan-language.md', 'scripts/reference/plan-language/page.ts'],
  ['docs/coverage.md', 'scripts/reference/coverage/coverage.ts'],
];

/** @returns {{ content: string } | { fault: string }} */
function make([, ...command]) {
  const node = ['--conditions=source', '--import', 'tsx', ...command];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, node, { cwd: root, maxBuffer: 1 << 28 });
  if (status === 0) return { content: String(stdout) };
  return { fault: `${command.join(' ')} ended with ${status ?? error?.message}: ${String(stderr).trim()}` };
}

/** @returns {string[]} one line per file that is missing, differs or cannot be made */
export function staleFiles(rows = generated) {
  return rows.flatMap((row) => {
    const [file] = row;
    const made = make(row);
    if ('fault' in made) return [`${file}: cannot be made: ${made.fault}`];
    const path = join(root, file);
    if (!existsSync(path)) return [`${file}: is missing; run: npm run generate`];
    return readFileSync(path, 'utf8') === made.content ? [] : [`${file}: is stale; run: npm run generate`];
  });
}

function writeAll() {
  for (const row of generated) {
    const [file] = row;
    const made = make(row);
    if ('fault' in made) {
      process.stderr.write(`${file}: ${made.fault}\n`);
      process.exitCode = 1;
      continue;
    }
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), made.content);
    process.stdout.write(`${file}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAll();
