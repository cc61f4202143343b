/**
 * A file of the repository as the architecture checks see it, and how they read all of them. Checks are functions from such files
 * to lines that say what is wrong, so that a planted file tries each of them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Says what is wrong, one line per finding that begins with the path; nothing wrong: empty. */
export type Check = (files: readonly SourceFile[]) => string[];

export const root = join(import.meta.dirname, '..', '..');

/** What is not ours, or made at run time. */
const skipped = new Set(['.cache', '.git', '.lianfang', 'archive', 'coverage', 'node_modules']);
const textual = /\.(?:cjs|css|html|js|json|md|mjs|sql|ts|txt|yaml|yml)$|^[^.]*$|^\.\w+$/;

export function repositoryFiles(folder = root): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): SourceFile[] => {
    const path = join(folder, entry.name);
    if (skipped.has(entry.name)) return [];
    if (entry.isDirectory()) return repositoryFiles(path);
    if (!entry.isFile() || !textual.test(entry.name)) return [];
    return [{ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }];
  });
}

export const isTypeScript = ({ path }: SourceFile): boolean => path.endsWith('.ts');

/** The package that a file's sources belong to: `packages/engine/src/plan/plan.ts` → `engine`. */
export function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\/src\//.exec(path)?.[1];
}
