/**
 * Module resolution under mutation: `@jest/globals` is the harness, and what a test file imports from `test/` is loaded anew with it, since
 * it may keep what mutated sources gave it. Sources and compiled campaigns, which no mutated code has a part in, are loaded once.
 */
const sandbox = /\/\.cache\/mutation\/sandbox\/sandbox-[^/]+/;
const harness = new URL('harness.mjs', import.meta.url).href;
const kept = ['/test/scenarios/campaigns.ts'];

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: harness, shortCircuit: true };
  // Stryker links the root's packages into its copy, not those of each workspace package.
  const bare = !/^(?:[./]|\w+:)/.test(specifier);
  const parentURL = bare ? context.parentURL?.replace(sandbox, '') : context.parentURL;
  const found = await next(specifier, { ...context, parentURL });
  const run = /\?run=\d+$/.exec(context.parentURL ?? '')?.[0];
  const isTest = found.url.includes('/test/') && !found.url.includes('/node_modules/');
  const isKept = kept.some((path) => found.url.endsWith(path));
  return run === undefined || !isTest || isKept || found.url.includes('?') ? found : { ...found, url: found.url + run };
}
