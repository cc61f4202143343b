/**
 * Dependencies: declared by the package that imports them, pinned exactly, and the same version everywhere.
 */
import { parsedSource } from './parsed-source.ts';
import { type Check, isTypeScript, packageOf, type SourceFile } from './source-file.ts';

interface Manifest {
  readonly path: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function manifestsOf(files: readonly SourceFile[]): Manifest[] {
  return files
    .filter(({ path }) => /^(?:packages\/[^/]+\/)?package\.json$/.test(path))
    .map(({ path, text }) => ({ path, dependencies: {}, devDependencies: {}, ...(JSON.parse(text) as object) }));
}

export const pinnedVersions: Check = (files) =>
  manifestsOf(files).flatMap(({ path, dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, version]) => version !== 'workspace:*' && !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${path}: ${name} is ${version}, not one exact version`),
  );

export const oneVersionEach: Check = (files) => {
  const first = new Map<string, readonly [version: string, path: string]>();
  return manifestsOf(files).flatMap(({ path, dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies }).flatMap(([name, version]) => {
      const [known, where] = first.get(name) ?? [version, path];
      first.set(name, [known, where]);
      return known === version ? [] : [`${path}: ${name} is ${version}, but ${known} in ${where}`];
    }),
  );
};

export const declaredDependencies: Check = (files) => {
  const manifests = new Map(manifestsOf(files).map((manifest) => [manifest.path, manifest]));
  return files.filter(isTypeScript).flatMap((file) => {
    const name = packageOf(file.path);
    const manifest = manifests.get(`packages/${name}/package.json`);
    if (manifest === undefined) return [];
    const missing = parsedSource(file)
      .imports.map(({ specifier }) => specifier)
      .filter((specifier) => !/^(?:\.|node:)/.test(specifier))
      .map((specifier) =>
        specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/'),
      )
      .filter((dependency) => dependency !== `@lianfang/${name}` && !(dependency in manifest.dependencies));
    return [...new Set(missing)].map((dependency) => `${file.path}: imports ${dependency}, not in ${manifest.path}`);
  });
};
