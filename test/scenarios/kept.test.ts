/**
 * What every scenario left behind when it was last looked at, event by event: a change of behaviour nobody meant is a difference here, also
 * in what no story asks about. When it was meant: UPDATE_KEPT=1 npx jest test/scenarios/kept, then read which events changed.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hashOf } from '../../packages/engine/src/json/canonical.ts';
import { rehearse } from './rehearse.ts';
import { scenarios } from './scenarios.ts';

const folder = new URL('./kept/', import.meta.url);

describe('what a scenario leaves behind', () => {
  for (const scenario of scenarios) {
    test(`${scenario.id} is what it was`, async () => {
      const file = new URL(`${scenario.id}.txt`, folder);

      const { events, nodes } = await rehearse(scenario);
      const lines = [
        ...Object.entries(events).flatMap(([node, list]) =>
          list.map((event) => `${node} ${(event as { kind: string }).kind} ${hashOf(event).slice(0, 8)}`),
        ),
        ...Object.entries(nodes).map(([node, state]) => `${node} at the end ${hashOf(state).slice(0, 8)}`),
      ];
      const text = `${lines.join('\n')}\n`;

      if (process.env.UPDATE_KEPT === '1') writeFileSync(file, text);
      expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
    });
  }
});
