/**
 * Starts, shares, revives and stops the embedded servers of one data folder. Every user of a folder holds a lease; the last
 * to leave stops the servers, and the keeper does so for users that were killed. All changes happen under the folder's lock.
 */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { reasonOf, ServersFault } from './fault.ts';
import {
  type Folder,
  folderAt,
  isInUse,
  makeFolder,
  readRecord,
  type ServersRecord,
  takeLease,
  writeRecord,
} from './folder.ts';
import { type Launched, launch, waitUntilServing } from './launch.ts';
import { withLock } from './lock.ts';
import { type ConnectOptions, type ServersOptions, type Settings, settingsOf } from './options.ts';
import { freePorts } from './ports.ts';
import {
  clearStaleLock,
  ensureDatabase,
  launchPostgres,
  prepareCluster,
  probePostgres,
  urlOf,
} from './postgres-server.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';
import {
  endKeeper,
  endPostgres,
  endServers,
  endTemporal,
  endUnrecordedPostgres,
  endUnrecordedTemporal,
} from './shutdown.ts';
import { findTemporal } from './temporal-program.ts';
import { extendRetention, launchTemporal, probeTemporal } from './temporal-server.ts';
import { wordingOf } from './wording.ts';

export interface TemporalAddress {
  /** `host:port` of the gRPC front end. The namespace is `default`. */
  readonly address: string;
  /** `http://host:port/metrics`, Prometheus text with the server's persistence counts; absent for a server that is not ours. */
  readonly metricsAddress?: string;
  /** The server's process; absent for a server that is not ours. */
  readonly pid?: number;
}

export interface PostgresAddress {
  /** Connection URL of the database `lianfang`, as its superuser (who may create further databases). */
  readonly url: string;
  readonly pid?: number;
}

export interface Servers {
  readonly temporal: TemporalAddress;
  readonly postgres: PostgresAddress;
  /** Where all data lies. */
  readonly dataDir: string;
  /** Starts again, on the same data and if possible the same ports, whichever server is gone. Does nothing when both serve. */
  revive(): Promise<void>;
  /** Gives the lease back; the last user's call returns when both servers have ended. May be called twice. */
  stop(): Promise<void>;
}

const SERVES_WITHIN = 60_000;
/** What was left running is given this long to answer before it is ended. */
const ANSWERS_WITHIN = 10_000;
const LOCK_WITHIN = 180_000;
const LAUNCHES = 3;

/**
 * Returns when both servers serve: shared with whoever runs them already, taken over from a run that was killed, or started.
 * They stop when the last process that holds them calls `stop` or ends, in whatever way.
 * @throws ServersFault `fault.temporal-unavailable`, `fault.postgres-unavailable`, `fault.servers-busy`
 */
export async function startServers(options: ServersOptions = {}): Promise<Servers> {
  const settings = settingsOf(options);
  const progress = options.onProgress ?? (() => {});
  const given = await probeGiven(settings);
  if (given.temporal !== undefined && given.postgres !== undefined)
    return notOurs(settings, given.temporal, given.postgres);

  const folder = folderAt(settings.dataDir);
  makeFolder(folder, settings.ephemeral);
  const isShared = isInUse(folder);
  const release = takeLease(folder);
  const start: Start = { settings, folder, progress, obtain: options.obtain, given, isShared };
  try {
    // Looked for before the lock is taken: a build may take minutes, and others can use what runs already meanwhile.
    const search = { ...settings, progress, obtain: options.obtain };
    await ensure(start, isTemporalRunning(start) ? undefined : await findTemporal(search));
  } catch (error) {
    release();
    await leave(start);
    throw error;
  }
  if (isShared) progress(wordingOf(settings.lang).attached(settings.dataDir));
  return handle(start, release);
}

/**
 * Joins servers that run already and never starts any; they stay up until this handle, too, is stopped.
 * @throws ServersFault `fault.servers-not-running`
 */
export async function connectServers(options: ConnectOptions = {}): Promise<Servers> {
  const settings = settingsOf(options);
  const given = await probeGiven(settings);
  if (given.temporal !== undefined && given.postgres !== undefined)
    return notOurs(settings, given.temporal, given.postgres);

  const folder = folderAt(settings.dataDir);
  const start: Start = { settings, folder, progress: () => {}, obtain: undefined, given, isShared: true };
  const notRunning = (cause?: unknown) =>
    new ServersFault('fault.servers-not-running', settings.lang, { dataDir: settings.dataDir }, { cause });
  if (!isInUse(folder)) throw notRunning();
  const release = takeLease(folder);
  try {
    // The lock waits for a start that is under way.
    return await underLock(start, async () => {
      const record = readRecord(folder);
      const { temporal, postgres } = addressesOf(start, record);
      const isRunning = [record?.temporal?.process, record?.postgres?.process].every((one, index) =>
        [given.temporal, given.postgres][index] === undefined ? one !== undefined && isAlive(one) : true,
      );
      if (!isRunning) throw notRunning();
      await Promise.all([probeTemporal(temporal.address, ANSWERS_WITHIN), probePostgres(postgres.url)]).catch(
        (error) => {
          throw notRunning(error);
        },
      );
      return handle(start, release);
    });
  } catch (error) {
    release();
    throw error;
  }
}

/** One call's circumstances. */
interface Start {
  readonly settings: Settings;
  readonly folder: Folder;
  readonly progress: (line: string) => void;
  readonly obtain: ServersOptions['obtain'];
  /** Servers that are not ours, named by the environment. */
  readonly given: { readonly temporal: string | undefined; readonly postgres: string | undefined };
  /** Somebody used the servers already when we came. */
  readonly isShared: boolean;
}

async function probeGiven({ temporalAddress, postgresUrl, lang }: Settings): Promise<Start['given']> {
  const say = wordingOf(lang);
  const [temporal, postgres] = await Promise.allSettled([
    temporalAddress === undefined ? undefined : probeTemporal(temporalAddress, ANSWERS_WITHIN),
    postgresUrl === undefined ? undefined : probePostgres(postgresUrl),
  ]);
  if (temporal.status === 'rejected') {
    const detail = say.addressSilent(temporalAddress ?? '', reasonOf(temporal.reason));
    throw new ServersFault('fault.temporal-unavailable', lang, { detail }, { cause: temporal.reason });
  }
  if (postgres.status === 'rejected') {
    const detail = say.urlSilent(withoutPassword(postgresUrl ?? ''), reasonOf(postgres.reason));
    throw new ServersFault('fault.postgres-unavailable', lang, { detail }, { cause: postgres.reason });
  }
  return { temporal: temporalAddress, postgres: postgresUrl };
}

function withoutPassword(url: string): string {
  return url.replace(/:\/\/([^:@/]*):[^@]*@/, '://$1:***@');
}

function notOurs({ dataDir }: Settings, address: string, url: string): Servers {
  return { temporal: { address }, postgres: { url }, dataDir, revive: async () => {}, stop: async () => {} };
}

function handle(start: Start, release: () => void): Servers {
  let { temporal, postgres } = addressesOf(start, readRecord(start.folder));
  let stopping: Promise<void> | undefined;
  return {
    get temporal() {
      return temporal;
    },
    get postgres() {
      return postgres;
    },
    dataDir: start.folder.dataDir,
    async revive() {
      // Its own servers are no news: only what had to be started again is told.
      await ensure({ ...start, isShared: true }, undefined);
      ({ temporal, postgres } = addressesOf(start, readRecord(start.folder)));
    },
    stop() {
      stopping ??= (async () => {
        release();
        await leave(start);
      })();
      return stopping;
    },
  };
}

function addressesOf({ folder, given }: Start, record: ServersRecord | undefined) {
  const { temporal, postgres } = record ?? {};
  return {
    temporal:
      given.temporal !== undefined || temporal === undefined
        ? { address: given.temporal ?? '' }
        : {
            address: `127.0.0.1:${temporal.port}`,
            metricsAddress: `http://127.0.0.1:${temporal.metricsPort}/metrics`,
            ...(temporal.process && { pid: temporal.process.pid }),
          },
    postgres:
      given.postgres !== undefined || postgres === undefined
        ? { url: given.postgres ?? '' }
        : { url: urlOf(folder, postgres.port), ...(postgres.process && { pid: postgres.process.pid }) },
  } satisfies { temporal: TemporalAddress; postgres: PostgresAddress };
}

function isTemporalRunning({ folder, given }: Start): boolean {
  const recorded = readRecord(folder)?.temporal?.process;
  return given.temporal !== undefined || (recorded !== undefined && isAlive(recorded));
}

function underLock<T>({ folder, settings, progress }: Start, work: () => Promise<T>): Promise<T> {
  const wait = {
    patience: LOCK_WITHIN,
    onWait: (pid: number) => progress(wordingOf(settings.lang).waitingForOther(pid)),
    onTimeout: (pid: number) =>
      new ServersFault('fault.servers-busy', settings.lang, {
        dataDir: folder.dataDir,
        pid,
        seconds: LOCK_WITHIN / 1000,
      }),
  };
  return withLock(folder.lock, wait, work);
}

/** Ends the servers, if nobody else uses them. */
async function leave(start: Start): Promise<void> {
  const { folder } = start;
  if (isInUse(folder)) return;
  await underLock(start, async () => {
    if (isInUse(folder)) return;
    const keeper = readRecord(folder)?.keeper;
    await endServers(folder);
    await endKeeper(keeper);
    if (start.settings.ephemeral) rmSync(folder.dataDir, { recursive: true, force: true });
  });
}

/** Brings both servers to serve, whatever is found; on failure the other one stays for the caller to leave. */
async function ensure(start: Start, program: string | undefined): Promise<void> {
  await underLock(start, async () => {
    const { folder, settings } = start;
    const record = new Recorded(folder, readRecord(folder) ?? { format: 1, ephemeral: settings.ephemeral });
    ensureKeeper(folder, record);
    const results = await Promise.allSettled([
      start.given.temporal === undefined ? ensureTemporal(start, record, program) : undefined,
      start.given.postgres === undefined ? ensurePostgres(start, record) : undefined,
    ]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  });
}

/** The record while both servers are being started at once: each writes its own part as soon as it knows it. */
class Recorded {
  readonly #folder: Folder;
  now: ServersRecord;

  constructor(folder: Folder, now: ServersRecord) {
    this.#folder = folder;
    this.now = now;
  }

  put(change: Partial<ServersRecord>): void {
    this.now = { ...this.now, ...change };
    writeRecord(this.#folder, this.now);
  }
}

function ensureKeeper(folder: Folder, record: Recorded): void {
  if (record.now.keeper !== undefined && isAlive(record.now.keeper)) return;
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { process: keeper } = launch({
    program: process.execPath,
    args: [
      '--conditions=source',
      '--import',
      loader,
      fileURLToPath(new URL('./keeper.ts', import.meta.url)),
      folder.dataDir,
    ],
    cwd: folder.dataDir,
    env,
    log: folder.logs.keeper,
  });
  if (keeper === undefined) throw new Error('Expected the keeper of the embedded servers to start.');
  record.put({ keeper });
}

async function ensureTemporal(start: Start, record: Recorded, found: string | undefined): Promise<void> {
  const { folder, settings, progress } = start;
  const say = wordingOf(settings.lang);
  const last = record.now.temporal;
  if (last?.process !== undefined) {
    const kept = await takeOver(
      'Temporal',
      last.process,
      () => probeTemporal(`127.0.0.1:${last.port}`),
      endTemporal,
      start,
    );
    if (kept) return;
  }
  await endUnrecordedTemporal(folder);
  const program = found ?? (await findTemporal({ ...settings, progress, obtain: start.obtain }));
  progress(say.startingTemporal(program));
  const began = performance.now();
  await launchUntilServing(start, 'fault.temporal-unavailable', folder.logs.temporal, async (attempt) => {
    const wishes = attempt === 0 ? [last?.port, last?.metricsPort] : [undefined, undefined];
    const [port = 0, metricsPort = 0] = await freePorts(wishes);
    const launched = launchTemporal({ program, folder, port, metricsPort, env: settings.env });
    record.put({ temporal: { port, metricsPort, ...(launched.process && { process: launched.process }) } });
    return { launched, probe: () => probeTemporal(`127.0.0.1:${port}`), end: endTemporal };
  });
  const address = `127.0.0.1:${record.now.temporal?.port ?? 0}`;
  await extendRetention(address);
  progress(say.serving('Temporal', address, performance.now() - began));
}

async function ensurePostgres(start: Start, record: Recorded): Promise<void> {
  const { folder, settings, progress } = start;
  const say = wordingOf(settings.lang);
  const last = record.now.postgres;
  if (last?.process !== undefined) {
    const kept = await takeOver(
      'PostgreSQL',
      last.process,
      () => probePostgres(urlOf(folder, last.port, 'postgres')),
      endPostgres,
      start,
    );
    if (kept) return await ensureDatabase(folder, last.port);
  }
  const began = performance.now();
  const cluster = await prepareCluster(folder, last?.folder, settings.lang, progress);
  await endUnrecordedPostgres(cluster.folder);
  await clearStaleLock(cluster.folder);
  progress(say.startingPostgres);
  await launchUntilServing(start, 'fault.postgres-unavailable', folder.logs.postgres, async (attempt) => {
    const [port = 0] = await freePorts([attempt === 0 ? last?.port : undefined]);
    const launched = launchPostgres(cluster, port, folder.logs.postgres);
    record.put({ postgres: { port, folder: cluster.folder, ...(launched.process && { process: launched.process }) } });
    return { launched, probe: () => probePostgres(urlOf(folder, port, 'postgres')), end: endPostgres };
  });
  const port = record.now.postgres?.port ?? 0;
  await ensureDatabase(folder, port);
  progress(say.serving('PostgreSQL', `127.0.0.1:${port}`, performance.now() - began));
}

/** Keeps a recorded process that serves; ends one that lives and does not answer. */
async function takeOver(
  what: string,
  identity: ProcessIdentity,
  probe: () => Promise<unknown>,
  end: (identity: ProcessIdentity) => Promise<void>,
  { settings, progress, isShared }: Start,
): Promise<boolean> {
  const readiness = await waitUntilServing(identity, probe, ANSWERS_WITHIN);
  const say = wordingOf(settings.lang);
  if (readiness === 'serving' && !isShared) progress(say.takenOver(what, identity.pid));
  if (readiness === 'silent') {
    await end(identity);
    progress(say.ended(what, identity.pid));
  }
  return readiness === 'serving';
}

interface Trial {
  readonly launched: Launched;
  readonly probe: () => Promise<unknown>;
  readonly end: (identity: ProcessIdentity) => Promise<void>;
}

/** A start that fails at once is tried again on other ports: somebody may have taken one in the meantime. */
async function launchUntilServing(
  { settings }: Start,
  code: 'fault.temporal-unavailable' | 'fault.postgres-unavailable',
  log: string,
  tryLaunch: (attempt: number) => Promise<Trial>,
): Promise<void> {
  const say = wordingOf(settings.lang);
  for (let attempt = 0; ; attempt += 1) {
    const { launched, probe, end } = await tryLaunch(attempt);
    const readiness =
      launched.process === undefined ? 'ended' : await waitUntilServing(launched.process, probe, SERVES_WITHIN);
    if (readiness === 'serving') return;
    if (readiness === 'silent' && launched.process !== undefined) await end(launched.process);
    if (readiness === 'silent' || attempt + 1 === LAUNCHES) {
      const detail =
        readiness === 'silent'
          ? say.neverServed(SERVES_WITHIN / 1000, log, launched.lastWords())
          : say.exitedEarly(log, launched.lastWords());
      throw new ServersFault(code, settings.lang, { detail });
    }
  }
}
