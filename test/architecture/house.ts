/**
 * How files are named, imported and exported, and what must lie at the root.
 */
import { parsedSource } from './parsed-source.ts';
import { type Check, isTypeScript } from './source-file.ts';

const kebabCase = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/;
const sayNothing = new Set(['common', 'helper', 'helpers', 'misc', 'shared', 'util', 'utils']);

export const fileNames: Check = (files) =>
  files
    .filter(({ path }) => /^(?:packages|scripts|test)\/.*\.(?:mjs|ts)$/.test(path))
    .flatMap(({ path }) => {
      const parts = path.split('/');
      const stem = parts.at(-1)?.split('.')[0] ?? '';
      return [
        ...(kebabCase.test(parts.at(-1) ?? '') ? [] : [`${path}: is not in kebab-case`]),
        ...[...parts.slice(1, -1), stem]
          .filter((part) => sayNothing.has(part))
          .map((part) => `${path}: "${part}" does not name a concept`),
        ...(/^packages\/[^/]+\/(?:src\/)?types\.ts$/.test(path) ? [`${path}: put types beside their behaviour`] : []),
      ];
    });

export const importsSayTheirExtension: Check = (files) =>
  files.filter(isTypeScript).flatMap((file) =>
    parsedSource(file)
      .imports.filter(({ specifier }) => /^\.{1,2}\//.test(specifier) && !/\.(?:json|mjs|ts)$/.test(specifier))
      .map(({ specifier }) => `${file.path}: imports ${specifier} without .ts`),
  );

export const namedExportsOnly: Check = (files) =>
  files.filter(isTypeScript).flatMap((file) => {
    const { hasDefaultExport, hasStarExport } = parsedSource(file);
    return [
      ...(hasDefaultExport ? [`${file.path}: has a default export`] : []),
      ...(hasStarExport ? [`${file.path}: has an export *`] : []),
    ];
  });

export const rootFiles = [
  '.ci/run',
  'AGENTS.md',
  'CHANGELOG.md',
  'README.md',
  'README.zh-CN.md',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
];

export const rootIsComplete: Check = (files) => {
  const paths = new Set(files.map(({ path }) => path));
  const packages = new Set([...paths].flatMap((path) => /^packages\/[^/]+(?=\/package\.json$)/.exec(path) ?? []));
  return [...rootFiles, ...[...packages].map((folder) => `${folder}/README.md`)]
    .filter((path) => !paths.has(path))
    .map((path) => `${path}: is missing`);
};

const MOST_LINES = 150;

export const instructionsAreShort: Check = (files) =>
  files
    .filter(({ path }) => path === 'AGENTS.md')
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path}: has ${lines} lines, at most ${MOST_LINES} are read`);

/** `.ci/run` starts the gate and checks nothing itself, so that what passes here passes there. */
export const gateIsOne: Check = (files) =>
  files
    .filter(({ path }) => path === '.ci/run')
    .filter(({ text }) => {
      const lines = text.split('\n').filter((line) => !/^(?:#.*|set .*|cd .*|\s*)$/.test(line));
      return lines.join('\n') !== 'exec npm test';
    })
    .map(({ path }) => `${path}: does something else than npm test`);

/** A clone installs from wherever its owner's npm and Go look. */
const registryAddress =
  /registry\.npmjs\.org|registry\.yarnpkg\.com|registry\.npmmirror\.com|npm\.pkg\.github\.com|proxy\.golang\.org|sum\.golang\.org|\/\/[\w.-]*(?:artifactory|nexus|verdaccio)[\w.-]*[:/]/i;

export const noRegistryAddress: Check = (files) =>
  files.flatMap(({ path, text }) => {
    const found = registryAddress.exec(text);
    return found === null ? [] : [`${path}: names the registry ${found[0]}`];
  });
