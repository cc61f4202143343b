/**
 * What test files get for `@jest/globals` under mutation: the same words, but tests are only collected, to be run one by one in the process
 * that has loaded the sources. Jest itself loads everything anew for each run, which takes longer than most of these tests.
 */
import { format } from 'node:util';
import { expect as assertions } from 'expect';

/** @typedef {{ id: string, name: string, file: string, play: () => unknown }} CollectedTest */

/** @type {CollectedTest[]} */
let collected = [];
/** @type {string[]} */
let heading = [];
let file = '';

/** Tests of the file that `load` evaluates. */
export async function collect(path, load) {
  collected = [];
  heading = [];
  file = path;
  await load();
  const count = new Map();
  for (const one of collected) {
    const number = (count.get(one.name) ?? 0) + 1;
    count.set(one.name, number);
    one.id = `${path}: ${one.name}${number === 1 ? '' : ` (${number})`}`;
  }
  return collected;
}

export const expect = assertions;

export function describe(name, body) {
  heading = [...heading, name];
  body();
  heading = heading.slice(0, -1);
}

export function test(name, play) {
  collected.push({ id: '', name: [...heading, name].join(' '), file, play });
}

/** As jest formats titles: one place for each cell, as many as there are. */
const each = (make) => (rows) => (name, play) => {
  for (const row of rows) {
    const cells = Array.isArray(row) ? row : [row];
    const places = name.match(/%[sdifjoOp]/g)?.length ?? 0;
    make(format(name.replaceAll('%p', '%j'), ...cells.slice(0, places)), () => play(...cells));
  }
};
describe.each = each(describe);
test.each = each(test);

/** Tests that need longer walks than are made here. */
test.skip = () => {};

/** What tests say at their end is not for here. */
export function afterAll() {}
