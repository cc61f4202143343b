/**
 * A test runner for Stryker that keeps the sources loaded and switches mutants in the process: a run takes as long as its tests. Tests of
 * a mutated file that have found mutants there before are tried first.
 */
import { register } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import { collect } from './harness.mjs';
import { testFiles } from './tests.mjs';

class InProcessRunner {
  static inject = tokens(commonTokens.options);
  #root = process.cwd();
  #run = 0;
  /** Of all tests, in the order of their files. @type {string[]} */
  #ids = [];
  /** mutated file → test → how many mutants it has found there, later ones counting more. */
  #finds = new Map();

  capabilities() {
    // Modules are loaded once a process: mutants that act while loading get a process of their own.
    return { reloadEnvironment: false };
  }

  async init() {
    register('./resolve.mjs', import.meta.url);
    // What kills a mutant need not be shrunk to its simplest form.
    fc.configureGlobal({ endOnFailure: true });
  }

  async dryRun() {
    const results = [];
    for (const test of await this.#load(this.#files())) {
      results.push(await this.#play(test));
      if (results.at(-1).status === TestStatus.Failed) break;
    }
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: space().mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, sandboxFileName }) {
    const atOnce = mutantActivation === 'static';
    space().activeMutant = atOnce ? activeMutant.id : undefined;
    if (this.#ids.length === 0) this.#ids = (await this.#load(this.#files())).map(({ id }) => id);
    space().hitLimit = hitLimit;
    const finds = this.#finds.get(sandboxFileName) ?? new Map();
    this.#finds.set(sandboxFileName, finds);
    const wanted = [...(testFilter ?? this.#ids)].sort((one, other) => (finds.get(other) ?? 0) - (finds.get(one) ?? 0));
    const loaded = new Map();
    /** A file's tests are made anew for this run, and only when one of them is next. */
    const testOf = async (id) => {
      const file = id.split(': ')[0];
      if (!loaded.has(file)) loaded.set(file, new Map((await this.#load([file])).map((test) => [test.id, test])));
      return loaded.get(file).get(id);
    };

    space().hitCount = hitLimit === undefined ? undefined : 0;
    try {
      for (const [index, id] of wanted.entries()) {
        space().activeMutant = atOnce ? activeMutant.id : undefined;
        const test = await testOf(id);
        space().activeMutant = activeMutant.id;
        const result = await this.#play(test);
        if (hitLimit !== undefined && space().hitCount > hitLimit) return { status: MutantRunStatus.Timeout };
        if (result.status === TestStatus.Success) continue;
        for (const [other, count] of finds) finds.set(other, count * 0.95);
        finds.set(test.id, (finds.get(test.id) ?? 0) + 1);
        return {
          status: MutantRunStatus.Killed,
          killedBy: [test.id],
          failureMessage: result.failureMessage,
          nrOfTests: index + 1,
        };
      }
      return { status: MutantRunStatus.Survived, nrOfTests: wanted.length };
    } finally {
      space().activeMutant = undefined;
      space().hitCount = undefined;
    }
  }

  #files() {
    return testFiles(this.#root);
  }

  async #load(files) {
    this.#run += 1;
    const tests = [];
    for (const file of files) {
      const url = `${pathToFileURL(join(this.#root, file)).href}?run=${this.#run}`;
      tests.push(...(await collect(relative(this.#root, join(this.#root, file)), () => import(url))));
    }
    return tests;
  }

  async #play({ id, name, file, play }) {
    const from = performance.now();
    const base = () => ({ id, name, fileName: join(this.#root, file), timeSpentMs: performance.now() - from });
    space().currentTestId = id;
    try {
      await play();
      return { ...base(), status: TestStatus.Success };
    } catch (error) {
      return { ...base(), status: TestStatus.Failed, failureMessage: String(error?.message ?? error).slice(0, 500) };
    } finally {
      space().currentTestId = undefined;
    }
  }
}

/** Where instrumented code and the runner meet. */
function space() {
  globalThis.__stryker__ ??= {};
  return globalThis.__stryker__;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
