/**
 * A stray console call fails the test that made it: test output is the behaviour document, and a forgotten print hides in it.
 */
import { afterAll, afterEach } from '@jest/globals';
import { recordConsoleCalls } from './console-calls.ts';

const calls = recordConsoleCalls(console);

function failOnCalls(): void {
  const made = calls.take();
  if (made.length > 0) throw new Error(`Expected no console call in a test, but found:\n${made.join('\n')}`);
}

afterEach(failOnCalls);
afterAll(failOnCalls);
