import { describe, expect, test } from '@jest/globals';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import { hostile } from './hostile.ts';

describe('a hostile plan', () => {
  test.each(hostile)('%s gives problems, never an exception', (_name, text, code) => {
    const { plan, problems } = parsePlan(text);

    expect(plan).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.length).toBeLessThan(300);
  });

  test('leaves objects as they were', () => {
    parsePlan('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\n');

    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('is answered within two seconds', () => {
    for (const [, text] of hostile) {
      const start = performance.now();
      parsePlan(text);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
