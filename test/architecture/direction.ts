/**
 * Who may import whom. The table is the one of design: packages point one way, reach each other through declared entry points only,
 * and the engine sees nothing but small pure libraries.
 */
import { type Import, parsedSource } from './parsed-source.ts';
import { type Check, isTypeScript, packageOf, type SourceFile } from './source-file.ts';

interface Border {
  /** Allowed besides the package's own files. `@lianfang/x` covers every entry point of x, `@lianfang/x/y` only that one. */
  readonly mayImport: readonly string[];
  readonly mayUseNode: boolean;
}

const temporalShared = '@temporalio/common';

export const borders: Readonly<Record<string, Border>> = {
  engine: {
    mayImport: ['zod', 'xstate', '@xstate/graph', 'yaml', 'lezer-feel', 'canonicalize', '@noble/hashes'],
    mayUseNode: false,
  },
  workflows: {
    mayImport: ['@lianfang/engine', '@temporalio/workflow', temporalShared, 'zod'],
    mayUseNode: false,
  },
  registry: { mayImport: ['@lianfang/engine', 'drizzle-orm', 'pg', 'zod'], mayUseNode: true },
  client: {
    mayImport: [
      '@lianfang/engine',
      '@lianfang/registry',
      '@lianfang/workflows',
      '@temporalio/client',
      temporalShared,
      'zod',
    ],
    mayUseNode: true,
  },
  worker: {
    mayImport: [
      '@lianfang/client',
      '@lianfang/engine',
      '@lianfang/registry',
      '@lianfang/workflows',
      '@temporalio/activity',
      '@temporalio/client',
      '@temporalio/worker',
      temporalShared,
      'zod',
    ],
    mayUseNode: true,
  },
  cli: { mayImport: ['*'], mayUseNode: true },
};

/** Files of `workflows` that run in client and worker; `sandbox` below keeps them out of the workflow bundle. */
export const outsideTheSandbox: readonly string[] = [
  'packages/workflows/src/bundle-entry.ts',
  'packages/workflows/src/codec.ts',
];

export const importDirection: Check = (files) =>
  files.filter(isTypeScript).flatMap((file) => {
    const name = packageOf(file.path);
    if (name === undefined) return [];
    const border = borders[name];
    if (border === undefined) return [`${file.path}: package ${name} has no row in test/architecture/direction.ts`];
    return parsedSource(file).imports.flatMap((one) => crossing(file, name, border, one));
  });

function crossing(file: SourceFile, name: string, border: Border, { specifier }: Import): string[] {
  if (specifier.startsWith('.')) {
    const target = resolveRelative(file.path, specifier);
    return packageOf(target) === name ? [] : [`${file.path}: imports ${specifier}, outside its own package's src`];
  }
  if (specifier === `@lianfang/${name}` || specifier.startsWith(`@lianfang/${name}/`)) {
    return [`${file.path}: imports its own package by name; say which file`];
  }
  if (specifier.startsWith('node:')) {
    return border.mayUseNode || outsideTheSandbox.includes(file.path) ? [] : [`${file.path}: imports ${specifier}`];
  }
  const allowed = border.mayImport.some((one) => one === '*' || specifier === one || specifier.startsWith(`${one}/`));
  return allowed ? [] : [`${file.path}: imports ${specifier}, which ${name} may not`];
}

/** Sources never reach into another package's src, and neither do scripts or tests by package name. */
export const noForeignSource: Check = (files) =>
  files.filter(isTypeScript).flatMap((file) =>
    parsedSource(file)
      .imports.filter(({ specifier }) => /^@lianfang\/[^/]+\/src(?:\/|$)/.test(specifier))
      .map(({ specifier }) => `${file.path}: imports ${specifier}; use a declared entry point`),
  );

/** Tests see packages as users do, so entry points are enough for them. */
export const declaredEntryPoints: Check = (files) => {
  const entries = new Set(
    files.flatMap(({ path, text }) => {
      if (!/^packages\/[^/]+\/package\.json$/.test(path)) return [];
      const { name, exports } = JSON.parse(text) as { name: string; exports: Record<string, unknown> };
      return Object.keys(exports).map((entry) => name + entry.slice(1));
    }),
  );
  return files.filter(isTypeScript).flatMap((file) =>
    parsedSource(file)
      .imports.filter(({ specifier }) => specifier.startsWith('@lianfang/') && !entries.has(specifier))
      .map(({ specifier }) => `${file.path}: imports ${specifier}, which no package declares`),
  );
};

/** What is not for the workflow sandbox is not imported, except for its types, by what is. */
export const sandbox: Check = (files) =>
  files
    .filter((file) => isTypeScript(file) && packageOf(file.path) === 'workflows')
    .flatMap((file) =>
      parsedSource(file)
        .imports.filter((one) => !one.isTypeOnly && one.specifier.startsWith('.'))
        .filter(({ specifier }) => outsideTheSandbox.includes(resolveRelative(file.path, specifier)))
        .map(({ specifier }) => `${file.path}: imports ${specifier}, which cannot run in the workflow sandbox`),
    );

/** Machines are stepped in one folder, so that no other code depends on how XState keeps them. */
export const machinesInOnePlace: Check = (files) =>
  files.filter(isTypeScript).flatMap((file) => {
    if (packageOf(file.path) === undefined || file.path.startsWith('packages/engine/src/machine/')) return [];
    return parsedSource(file)
      .imports.filter(({ specifier }) => /^(?:xstate|@xstate\/graph)(?:\/|$)/.test(specifier))
      .map(({ specifier }) => `${file.path}: imports ${specifier} outside packages/engine/src/machine`);
  });

/** Files of one package that need each other at run time, in a circle. */
export const noCycles: Check = (files) => {
  const sources = files.filter((file) => isTypeScript(file) && packageOf(file.path) !== undefined);
  const known = new Set(sources.map(({ path }) => path));
  const next = new Map(
    sources.map((file) => [
      file.path,
      parsedSource(file)
        .imports.filter((one) => !one.isTypeOnly && one.specifier.startsWith('.'))
        .map(({ specifier }) => resolveRelative(file.path, specifier))
        .filter((path) => known.has(path)),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  function walk(path: string, trail: readonly string[]): void {
    const at = trail.indexOf(path);
    if (at >= 0) {
      found.push(`${path}: imports itself by way of ${[...trail.slice(at + 1), path].join(' → ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  }
  for (const path of known) walk(path, []);
  return found;
};

/** `packages/a/src/b/c.ts` and `../d.ts` → `packages/a/src/d.ts`. */
export function resolveRelative(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
