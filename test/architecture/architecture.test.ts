/**
 * The rules the architecture stands on. Each is first tried on planted files, one of which breaks it, then on the repository.
 */
import { describe, expect, test } from '@jest/globals';
import { recordConsoleCalls } from '../setup/console-calls.ts';
import * as direction from './direction.ts';
import * as house from './house.ts';
import * as purity from './purity.ts';
import { type Check, repositoryFiles, type SourceFile } from './source-file.ts';
import * as versions from './versions.ts';

const repository = repositoryFiles();
/** Stands for the text of a file that is not there. */
const absent = '\0absent';
/** Put together here, because this file is checked too. */
const npmHost = ['registry', 'npmjs', 'org'].join('.');
const goHost = ['proxy', 'golang', 'org'].join('.');

/** Path, text, and what is found in it; nothing: the file is in order. */
type Planted = readonly [path: string, text: string, ...found: string[]];

const rules: [title: string, check: Check, ...planted: Planted[]][] = [
  [
    'imports point one way',
    direction.importDirection,
    ['packages/engine/src/a.ts', `import { z } from 'zod';\nimport { b } from './b.ts';\n// import 'pg'`],
    ['packages/engine/src/b.ts', `import { Client } from 'pg';`, 'imports pg, which engine may not'],
    ['packages/engine/src/c.ts', `const fs = await import('node:fs');`, 'imports node:fs'],
    [
      'packages/engine/src/d.ts',
      `import type { R } from '@lianfang/registry';`,
      'imports @lianfang/registry, which engine may not',
    ],
    [
      'packages/engine/src/e.ts',
      `export { x } from '../../cli/src/x.ts';`,
      `imports ../../cli/src/x.ts, outside its own package's src`,
    ],
    [
      'packages/registry/src/a.ts',
      `import { Client } from '@temporalio/client';`,
      'imports @temporalio/client, which registry may not',
    ],
    ['packages/workflows/src/a.ts', `import { readFile } from 'node:fs/promises';`, 'imports node:fs/promises'],
    [
      'packages/workflows/src/b.ts',
      `import { Registry } from '@lianfang/registry';`,
      'imports @lianfang/registry, which workflows may not',
    ],
    [
      'packages/client/src/a.ts',
      `import { Worker } from '@lianfang/worker';`,
      'imports @lianfang/worker, which client may not',
    ],
    [
      'packages/client/src/b.ts',
      `import { Client } from '@lianfang/client';`,
      'imports its own package by name; say which file',
    ],
    [
      'packages/worker/src/a.ts',
      `import { main } from '@lianfang/cli';`,
      'imports @lianfang/cli, which worker may not',
    ],
    ['packages/cli/src/a.ts', `import { Worker } from '@lianfang/worker';\nimport { readFileSync } from 'node:fs';`],
    ['packages/parcel/src/a.ts', '', 'package parcel has no row in test/architecture/direction.ts'],
  ],
  [
    'no package reaches into the sources of another',
    direction.noForeignSource,
    [
      'test/durable/a.test.ts',
      `import { a } from '@lianfang/engine/src/a.ts';`,
      'imports @lianfang/engine/src/a.ts; use a declared entry point',
    ],
    ['test/durable/b.test.ts', `import { a } from '@lianfang/engine/kernel';`],
  ],
  [
    'packages are imported through declared entry points',
    direction.declaredEntryPoints,
    ['packages/engine/package.json', '{ "name": "@lianfang/engine", "exports": { ".": {}, "./kernel": {} } }'],
    ['test/a.test.ts', `import { a } from '@lianfang/engine';\nimport { b } from '@lianfang/engine/kernel';`],
    [
      'test/b.test.ts',
      `import { a } from '@lianfang/engine/secret';`,
      'imports @lianfang/engine/secret, which no package declares',
    ],
  ],
  [
    'the workflow bundle leaves out what cannot run in it',
    direction.sandbox,
    [
      'packages/workflows/src/a.ts',
      `import { createCodec } from './codec.ts';`,
      'imports ./codec.ts, which cannot run in the workflow sandbox',
    ],
    ['packages/workflows/src/b.ts', `import type { Keys } from './codec.ts';`],
  ],
  [
    'machines are stepped in one folder',
    direction.machinesInOnePlace,
    ['packages/engine/src/machine/step.ts', `import { transition } from 'xstate';`],
    [
      'packages/engine/src/review/a.ts',
      `import { transition } from 'xstate';`,
      'imports xstate outside packages/engine/src/machine',
    ],
    [
      'packages/cli/src/a.ts',
      `import { getShortestPaths } from '@xstate/graph';`,
      'imports @xstate/graph outside packages/engine/src/machine',
    ],
  ],
  [
    'no files need each other in a circle',
    direction.noCycles,
    [
      'packages/engine/src/a.ts',
      `import { b } from './deep/b.ts';`,
      'imports itself by way of packages/engine/src/deep/b.ts → packages/engine/src/a.ts',
    ],
    ['packages/engine/src/deep/b.ts', `export { a } from '../a.ts';`],
    ['packages/engine/src/c.ts', `import type { D } from './d.ts';`],
    ['packages/engine/src/d.ts', `import { c } from './c.ts';`],
  ],
  [
    'the engine is pure',
    purity.engineIsPure,
    [
      'packages/engine/src/a.ts',
      `// Date.now(), process\nconst said = 'console'; export const o = { process: said, Date: 1 }; o.process;`,
    ],
    [
      'packages/engine/src/b.ts',
      'export const at = () => Date.now();',
      'uses Date.now',
      'uses Date outside packages/engine/src/time/',
    ],
    ['packages/engine/src/c.ts', 'export const r = () => Math.random();', 'uses Math.random'],
    ['packages/engine/src/d.ts', `setTimeout(() => {}, 1);`, 'uses setTimeout'],
    ['packages/engine/src/e.ts', `if (process.env.X) console.log(1);`, 'uses process', 'uses console'],
    ['packages/engine/src/f.ts', `export const f = new Intl.NumberFormat();`, 'uses Intl'],
    ['packages/engine/src/g.ts', `export const id = () => crypto.randomUUID();`, 'uses crypto'],
    ['packages/engine/src/h.ts', `export const b = Buffer.from('x');`, 'uses Buffer'],
    [
      'packages/engine/src/i.ts',
      `export const s = (a: string[]) => a.sort((x, y) => x.localeCompare(y));`,
      'uses localeCompare',
    ],
    ['packages/engine/src/j.ts', `export const c = globalThis;`, 'uses globalThis'],
    ['packages/engine/src/time/a.ts', `export const y = (at: number) => new Date(at).getUTCFullYear();`],
    ['packages/engine/src/time/b.ts', `export const y = () => new Date();`, 'uses new Date() without an instant'],
    ['packages/engine/src/time/c.ts', `export const h = (at: number) => new Date(at).getHours();`, 'uses getHours'],
    ['packages/engine/src/time/d.ts', `export const h = (at: number) => new Date(at)['getMonth']();`, 'uses getMonth'],
    ['packages/engine/src/time/e.ts', `export const h = () => Date();`, 'uses new Date() without an instant'],
  ],
  [
    'workflows stay in their sandbox',
    purity.workflowsStayInTheirSandbox,
    ['packages/workflows/src/a.ts', `export const at = () => Date.now();`],
    ['packages/workflows/src/b.ts', `export const b = Buffer.alloc(1);`, 'uses Buffer'],
    ['packages/workflows/src/codec.ts', `export const b = Buffer.alloc(1);`],
  ],
  [
    'tests replace nothing behind the back of the code',
    purity.noMocks,
    ['test/a.test.ts', `jest.mock('./a.ts');`, 'uses jest.mock; pass a port or an instant instead'],
    ['test/b.test.ts', `jest.useFakeTimers();`, 'uses jest.useFakeTimers; pass a port or an instant instead'],
    ['test/c.test.ts', `test('x', () => {});`],
  ],
  [
    'files are named for their concept, in kebab-case',
    house.fileNames,
    ['packages/engine/src/review/advance.ts', ''],
    ['test/review/advance.test.ts', ''],
    ['packages/engine/src/businessDays.ts', '', 'is not in kebab-case'],
    ['packages/engine/src/utils.ts', '', '"utils" does not name a concept'],
    ['test/helpers/a.ts', '', '"helpers" does not name a concept'],
    ['packages/engine/src/types.ts', '', 'put types beside their behaviour'],
  ],
  [
    'relative imports say their extension',
    house.importsSayTheirExtension,
    ['packages/engine/src/a.ts', `import { b } from './b.ts';\nimport { z } from 'zod';`],
    ['packages/engine/src/b.ts', `import { a } from './a';`, 'imports ./a without .ts'],
    ['packages/engine/src/c.ts', `export { a } from './a.js';`, 'imports ./a.js without .ts'],
  ],
  [
    'exports have names',
    house.namedExportsOnly,
    ['packages/engine/src/a.ts', `export const a = 1;\nexport { b as c } from './b.ts';`],
    ['packages/engine/src/b.ts', `export default 1;`, 'has a default export'],
    ['packages/engine/src/c.ts', `const c = 1;\nexport { c as default };`, 'has a default export'],
    ['packages/engine/src/d.ts', `export * from './a.ts';`, 'has an export *'],
    ['packages/engine/src/e.ts', `export * as a from './a.ts';`, 'has an export *'],
    ['packages/engine/src/f.ts', `export default function f() {}`, 'has a default export'],
  ],
  [
    'the root is complete',
    house.rootIsComplete,
    ...house.rootFiles.filter((path) => path !== 'AGENTS.md').map((path): Planted => [path, '']),
    ['packages/engine/package.json', ''],
    ['AGENTS.md', absent, 'is missing'],
    ['packages/engine/README.md', absent, 'is missing'],
  ],
  [
    'AGENTS.md is short enough to be read',
    house.instructionsAreShort,
    ['AGENTS.md', 'line\n'.repeat(151), 'has 151 lines, at most 150 are read'],
    ['README.md', 'line\n'.repeat(151)],
  ],
  [
    'the gate is npm test',
    house.gateIsOne,
    ['.ci/run', '#!/bin/sh\nset -e\nnpx tsc\nexec npm test\n', 'does something else than npm test'],
  ],
  [
    'no file names a registry',
    house.noRegistryAddress,
    ['README.md', `see https://${npmHost}/zod`, `names the registry ${npmHost}`],
    ['docs/go.md', `GOPROXY=https://${goHost}`, `names the registry ${goHost}`],
    ['docs/registry.md', 'the registry (PostgreSQL)'],
  ],
  [
    'versions are pinned exactly',
    versions.pinnedVersions,
    [
      'package.json',
      '{ "devDependencies": { "jest": "30.5.2", "@lianfang/engine": "workspace:*", "embedded": "18.4.0-beta.17" } }',
    ],
    ['packages/cli/package.json', '{ "dependencies": { "zod": "^4.6.7" } }', 'zod is ^4.6.7, not one exact version'],
  ],
  [
    'a dependency has one version everywhere',
    versions.oneVersionEach,
    ['package.json', '{ "devDependencies": { "zod": "4.6.7" } }'],
    ['packages/cli/package.json', '{ "dependencies": { "zod": "4.6.6" } }', 'zod is 4.6.6, but 4.6.7 in package.json'],
  ],
  [
    'what a package imports it declares',
    versions.declaredDependencies,
    ['packages/cli/package.json', '{ "dependencies": { "@temporalio/client": "1.24.0" } }'],
    ['packages/cli/src/a.ts', `import { Client } from '@temporalio/client/lib/x';\nimport 'node:fs';`],
    ['packages/cli/src/b.ts', `import pc from 'picocolors';`, 'imports picocolors, not in packages/cli/package.json'],
  ],
];

describe('the architecture', () => {
  test.each(rules)('%s', (_title, check) => {
    expect(check(repository)).toEqual([]);
  });
});

describe('the check that', () => {
  test.each(rules)('%s finds a planted violation and nothing else', (_title, check, ...planted) => {
    const files = planted.filter(([, text]) => text !== absent).map(([path, text]): SourceFile => ({ path, text }));
    const expected = planted.flatMap(([path, , ...found]) => found.map((what) => `${path}: ${what}`));

    const found = check(files);

    expect(expected).not.toEqual([]);
    expect(found.sort()).toEqual(expected.sort());
  });
});

describe('a stray console call', () => {
  test('is written down with the line that made it, once', () => {
    const target = { ...console };
    const calls = recordConsoleCalls(target);

    target.warn('left %s', 'behind');

    expect(calls.take()).toEqual([expect.stringMatching(/^console\.warn: left behind at .*architecture\.test\.ts/)]);
    expect(calls.take()).toEqual([]);
  });
});
