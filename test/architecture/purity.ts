/**
 * What the engine, and the workflow bundle it runs in, must not touch: clock, randomness, I/O, the locale and zone of the machine.
 */
import { outsideTheSandbox } from './direction.ts';
import { parsedSource } from './parsed-source.ts';
import { type Check, isTypeScript, packageOf } from './source-file.ts';

const bannedInEngine = [
  'Buffer',
  'Intl',
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'global',
  'globalThis',
  'navigator',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'structuredClone',
];

/** They read the machine's clock, randomness, zone or language. */
const bannedMembers =
  /^(?:Date\.now|Math\.random|get(?:Day|Date|FullYear|Hours|Milliseconds|Minutes|Month|Seconds|TimezoneOffset|Year)|set(?:Date|FullYear|Hours|Milliseconds|Minutes|Month|Seconds)|toLocale\w+|localeCompare|toDateString|toTimeString)$/;

/** The one folder that turns instants into civil dates. */
const timeFolder = 'packages/engine/src/time/';

export const engineIsPure: Check = (files) =>
  files
    .filter((file) => isTypeScript(file) && packageOf(file.path) === 'engine')
    .flatMap((file) => {
      const { globals, members, readsClockByDate } = parsedSource(file);
      return [
        ...bannedInEngine.filter((name) => globals.has(name)),
        ...[...members].filter((name) => bannedMembers.test(name)),
        ...(readsClockByDate ? ['new Date() without an instant'] : []),
        ...(globals.has('Date') && !file.path.startsWith(timeFolder) ? [`Date outside ${timeFolder}`] : []),
      ].map((what) => `${file.path}: uses ${what}`);
    });

/** The sandbox makes Date and Math.random replayable, so only what it lacks or what leaves it is banned. */
const bannedInWorkflows = [
  'Buffer',
  'console',
  'crypto',
  'fetch',
  'performance',
  'process',
  'require',
  'structuredClone',
];

export const workflowsStayInTheirSandbox: Check = (files) =>
  files
    .filter(
      (file) => isTypeScript(file) && packageOf(file.path) === 'workflows' && !outsideTheSandbox.includes(file.path),
    )
    .flatMap((file) => {
      const { globals } = parsedSource(file);
      return bannedInWorkflows.filter((name) => globals.has(name)).map((name) => `${file.path}: uses ${name}`);
    });

/** Ports are passed and time is an argument, so nothing needs to be replaced behind a test's back. */
export const noMocks: Check = (files) =>
  files
    .filter((file) => isTypeScript(file) && file.path.startsWith('test/'))
    .flatMap((file) =>
      [...parsedSource(file).members]
        .filter((name) => /^jest\.(?:mock|doMock|unstable_mockModule|useFakeTimers|spyOn)$/.test(name))
        .map((name) => `${file.path}: uses ${name}; pass a port or an instant instead`),
    );
