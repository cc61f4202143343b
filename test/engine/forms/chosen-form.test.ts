import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CHINA_CALENDAR, compileCampaign, parsePlan } from '@lianfang/engine';
import type { StoredCampaign } from '@lianfang/registry';
import { stepFormOf } from '../../../packages/client/src/forms.ts';
import { aBureau } from '../../plans/bureau-roster.ts';

const planText = readFileSync(path.join(__dirname, '../../plans/choose.yaml'), 'utf8');
const { plan } = parsePlan(planText);
if (plan === undefined) throw new Error('Expected the plan to parse.');
const { campaign } = compileCampaign({ plan, roster: aBureau(), calendar: CHINA_CALENDAR });
const stored = { id: 'choose', campaign, planText } as StoredCampaign;

/** The steps of a node as the registry keeps them. */
const registry = (chosen?: Readonly<Record<string, string>>) => ({
  stepsAt: async () => [{ step: 'look.fill', ...(chosen === undefined ? {} : { chosen }) }] as never,
});

describe('the form behind a step', () => {
  test('is the one that was chosen at the node when the step opened', async () => {
    const { manifest, form } = await stepFormOf(
      registry({ form: 'long', due: '3月10日' }),
      stored,
      'permits',
      'look.fill',
    );

    expect([manifest.id, form?.name]).toEqual(['long', 'Long sheet']);
    expect(manifest.facts).toEqual(['sure', 'cases']);
  });

  test('is the usual one before that', async () => {
    expect((await stepFormOf(registry(), stored, 'permits', 'look.fill')).manifest.id).toBe('short');
  });
});
