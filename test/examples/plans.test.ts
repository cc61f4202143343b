/** The examples that are a plan and a roster and no program: each is without error, and ready after a rehearsal of its year. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findingsOf, rehearse } from '@lianfang/engine';
import { checkFolder, compileFolder, readPlanFolder } from '../../packages/cli/src/plan-folder.ts';

const folder = path.join(__dirname, '../../examples');
const has = (name: string, file: string) => existsSync(path.join(folder, name, file));
const names = readdirSync(folder).filter((name) => has(name, 'plan.yaml') && !has(name, 'main.ts'));

describe('the example of a plan', () => {
  test('is there', () => {
    expect(names).toContain('hospital');
  });

  test.each(names)('%s has no error, and is ready with any seed', (name) => {
    const checked = checkFolder(readPlanFolder(path.join(folder, name)));
    const launchable = compileFolder(checked);

    expect(checked.problems.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    if (launchable === undefined) throw new Error(`Expected ${name} to compile.`);
    const { campaign, plan } = launchable;
    for (const seed of [1, 2, 3]) {
      const rehearsal = rehearse({ campaign, forms: plan.forms, seed });
      const { verdict } = findingsOf({ campaign, rehearsal, seed, names: {}, layerNames: {} });
      expect({ seed, ready: verdict.ready, refused: rehearsal.refusals }).toEqual({ seed, ready: true, refused: [] });
    }
  });
});
