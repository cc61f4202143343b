/**
 * The workflow bundle, built from the sources once and kept on disk by the hash of what goes into it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { workflowsFolder, workflowsPath } from '@lianfang/workflows/bundle-entry';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

export interface BundleSettings {
  /** Where bundles are kept. Default: `node_modules/.cache/lianfang` of the workspace, else the system's temporary folder. */
  readonly folder?: string;
}

/** @returns the path of the bundle's code */
export async function bundlePath({ folder = cacheFolder() }: BundleSettings = {}): Promise<string> {
  const file = path.join(folder, `workflows-${sourcesHash()}.js`);
  if (existsSync(file)) return file;
  const { code } = await buildBundle();
  mkdirSync(folder, { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, code);
  renameSync(own, file); // whole or not at all, whoever else builds it
  return file;
}

export function buildBundle(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('WARN'),
    // Sources are resolved as everywhere else, and XState's production build is what jest tests.
    webpackConfigHook: (config) => ({
      ...config,
      mode: 'production',
      optimization: { ...config.optimization, minimize: false },
      resolve: { ...config.resolve, conditionNames: ['source', '...'] },
    }),
  });
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const engine = path.join(workflowsFolder, '..', '..', 'engine');
  const sdk = path.join(workflowsFolder, '..', 'package.json');
  for (const file of [
    sdk,
    path.join(engine, 'package.json'),
    ...sourcesOf(workflowsFolder),
    ...sourcesOf(path.join(engine, 'src')),
  ]) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  return hash.digest('hex').slice(0, 24);
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function cacheFolder(): string {
  const modules = path.join(workflowsFolder, '..', '..', '..', 'node_modules');
  return existsSync(modules) ? path.join(modules, '.cache', 'lianfang') : path.join(tmpdir(), 'lianfang-bundles');
}
