/**
 * Two projects: `alone` needs nothing but the sources, `servers` shares one Temporal server and one PostgreSQL per run (test/setup/servers.mjs).
 * The transform only strips types and rewrites modules to CommonJS (so no top-level await in sources or tests); packages resolve to their
 * sources through the `source` condition, as in tsc and tsx.
 */
// No test may reach the servers or data of whoever runs it, nor depend on that person's time zone.
for (const name of ['LIANFANG_HOME', 'LIANFANG_TEMPORAL_ADDRESS', 'LIANFANG_POSTGRES_URL']) delete process.env[name];
process.env.TZ = 'America/St_Johns';

const serverAreas = ['cli', 'client', 'durable', 'examples', 'registry', 'replay', 'worker'];

/** Packages that exist as ES modules only, and are therefore transformed as well (names as in node_modules/.pnpm). */
const esmOnly = ['ansi-regex', 'get-east-asian-width', 'lezer-feel', 'min-dash', 'string-width', 'strip-ansi'];

const swc = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022', transform: { verbatimModuleSyntax: true } },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '\\.(?:ts|js|mjs)$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`node_modules/\\.pnpm/(?!(?:${esmOnly.join('|')})@)`],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/\\.cache/', '<rootDir>/\\.lianfang/'],
  setupFilesAfterEnv: ['<rootDir>/test/setup/fail-on-console.ts'],
};

const areas = serverAreas.map((area) => `<rootDir>/test/${area}/`);

export default {
  verbose: true,
  maxWorkers: 2,
  testTimeout: 120_000, // of the whole run: jest overlooks it inside a project
  projects: [
    {
      ...shared,
      displayName: 'alone',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...areas],
    },
    {
      ...shared,
      displayName: 'servers',
      testMatch: areas.map((area) => `${area}**/*.test.ts`),
      globalSetup: '<rootDir>/test/setup/servers.mjs',
      globalTeardown: '<rootDir>/test/setup/servers-teardown.mjs',
    },
  ],
};
