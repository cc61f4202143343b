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
  #loaded = false;
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
    this.#loaded = true;
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: space().mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, sandboxFileName }) {
    const atOnce = mutantActivation === 'static';
    space().activeMutant = atOnce ? activeMutant.id : undefined;
    if (!this.#loaded && !atOnce) await this.#load(this.#files());
    this.#loaded = true;
    space().hitCount = 0;
    space().hitLimit = hitLimit;
    const wanted = testFilter && new Set(testFilter);
    const files = wanted === undefined ? this.#files() : [...new Set(testFilter.map((id) => id.split(': ')[0]))];
    space().hitCount = undefined;
    const tests = (await this.#load(files)).filter(({ id }) => wanted === undefined || wanted.has(id));
    const finds = this.#finds.get(sandboxFileName) ?? new Map();
    this.#finds.set(sandboxFileName, finds);
    tests.sort((one, other) => (finds.get(other.id) ?? 0) - (finds.get(one.id) ?? 0));

    space().hitCount = hitLimit === undefined ? undefined : 0;
    space().activeMutant = activeMutant.id;
    try {
      for (const [index, test] of tests.entries()) {
        const result = await this.#play(test);
        if (hitLimit !== undefined && space().hitCount > hitLimit) return { status: MutantRunStatus.Timeout };
        if (result.status === TestStatus.Success) continue;
        for (const [id, count] of finds) finds.set(id, count * 0.95);
        finds.set(test.id, (finds.get(test.id) ?? 0) + 1);
        return {
          status: MutantRunStatus.Killed,
          killedBy: [test.id],
          failureMessage: result.failureMessage,
          nrOfTests: index + 1,
        };
      }
      return { status: MutantRunStatus.Survived, nrOfTests: tests.length };
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
