/**
 * The examples of embedding run as a developer would run them, each in a process of its own, and print what stands beside them. Salted
 * hashes and the minute differ from run to run and are compared by their shape. When words have changed on purpose:
 * UPDATE_EXAMPLES=1 npx jest test/examples, then read the difference.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestRegistry, testRegistry } from '../durable/test-registry.ts';

const root = path.join(__dirname, '../..');
let database: TestRegistry;

beforeAll(async () => {
  database = await testRegistry();
});
afterAll(() => database.drop());

describe('the example', () => {
  test.each(['check-and-rehearse', 'one-declaration', 'vote-and-recusal'])(
    '%s prints what is expected',
    async (story) => {
      const file = path.join(root, 'examples', story, 'expected.txt');

      const { stdout } = await run(story);

      if (process.env.UPDATE_EXAMPLES === '1') writeFileSync(file, stdout);
      const expected = readFileSync(file, 'utf8');
      expect(shapeOf(stdout)).toBe(shapeOf(expected));
    },
  );
});

function run(story: string): Promise<{ readonly stdout: string }> {
  const main = path.join('examples', story, 'main.ts');
  const { LIANFANG_TEST_TEMPORAL: temporal } = process.env;
  return promisify(execFile)(process.execPath, ['--conditions=source', '--import', 'tsx', main], {
    cwd: root,
    timeout: 100_000,
    env: { ...process.env, LIANFANG_TEMPORAL_ADDRESS: temporal, LIANFANG_POSTGRES_URL: database.url },
  });
}

function shapeOf(text: string): string {
  return text.replace(/(版本|存档)[0-9a-f]{8,16}/g, '$1………').replace(/(2011-10-10) 09:\d\d/g, '$1 09:…');
}
