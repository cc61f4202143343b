import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Campaign,
  CHINA_CALENDAR,
  checkPlan,
  compileCampaign,
  type Plan,
  parsePlan,
  type RehearsalReport,
  rehearse,
} from '@lianfang/engine';
import type { EventKind, EventOf } from '@lianfang/engine/kernel';
import { recordedEventOf } from '../../../packages/engine/src/record/entry.ts';
import { applyEvent, emptyView } from '../../../packages/engine/src/record/node-view.ts';
import { sentenceOf } from '../../../packages/engine/src/record/sentence.ts';
import { vocabularyOf } from '../../../packages/engine/src/record/vocabulary.ts';
import { aBureau } from '../../plans/bureau-roster.ts';

const text = readFileSync(path.join(__dirname, '../../plans/choose.yaml'), 'utf8');
const seeds = [1, 2, 3, 4, 5, 6];

function planOf(source: string): Plan {
  const { plan, problems } = parsePlan(source);
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return plan;
}

function campaignOf(plan: Plan): Campaign {
  const { campaign, problems } = compileCampaign({ plan, roster: aBureau(), calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error(JSON.stringify(problems.filter((one) => one.severity !== 'advice')));
  return campaign;
}

const plan = planOf(text);
const campaign = campaignOf(plan);
const played = new Map<number, RehearsalReport>();
const report = (seed: number): RehearsalReport => {
  const known = played.get(seed) ?? rehearse({ campaign, forms: plan.forms, seed });
  played.set(seed, known);
  return known;
};
const all = <K extends EventKind>(kind: K, from: readonly number[] = seeds): EventOf<K>[] =>
  from.flatMap((seed) => report(seed).events.filter((event): event is EventOf<K> => event.kind === kind));
const opened = (step: string, node: string) =>
  all('StepOpened').filter((event) => event.step === step && event.node === node);
const valuesOf = (events: readonly { readonly chosen?: readonly { key: string; value: string }[] | undefined }[]) => [
  ...new Set(events.flatMap((event) => (event.chosen ?? []).map((one) => `${one.key}=${one.value}`))),
];
const sureAt = (seed: number, node: string) =>
  all('Submitted', [seed]).find((event) => event.node === node && event.step === 'look.fill')?.facts.sure;

describe('a value chosen by rule', () => {
  test('is chosen when the step opens and said with its rule, row and inputs', () => {
    const [event] = opened('look.fill', 'permits');

    expect(event?.chosen).toEqual([
      {
        key: 'due',
        value: '10 working-days',
        rule: campaign.steps[0]?.choices?.due?.hash,
        row: null,
        inputs: { 'desk.cash': false },
      },
      {
        key: 'form',
        value: 'long',
        rule: campaign.steps[0]?.choices?.form?.hash,
        row: 0,
        inputs: { 'desk.permits': true },
      },
    ]);
  });

  test.each([
    ['cash', ['due=3月10日', 'form=short'], ['review=strict'], ['by=chief', 'scope=board']],
    ['permits', ['due=10 working-days', 'form=long'], ['review=strict'], ['by=clerk', 'scope=clerk']],
    ['archive', ['due=10 working-days', 'form=short'], ['review=plain'], ['by=chief', 'scope=clerk']],
  ])('at desk %s gives form and limit, review, owner and scope', (node, fill, settle, hear) => {
    expect(valuesOf(opened('look.fill', node))).toEqual(fill);
    expect(valuesOf(opened('look.settle', node))).toEqual(settle);
    expect(valuesOf(opened('look.hear', node))).toEqual(hear);
  });

  test('is what is handed in, asked and reviewed by from then on', () => {
    for (const event of all('Submitted').filter((one) => one.step === 'look.fill'))
      expect(Object.keys(event.facts)).toEqual(event.node === 'permits' ? ['sure', 'cases'] : ['sure']);
    const strict = campaign.reviews.strict?.hash;
    for (const event of all('ReviewOpened'))
      expect(event.definition).toBe(event.node === 'archive' ? campaign.reviews.plain?.hash : strict);
    for (const event of all('TaskOpened').filter((one) => one.task === 'look.hear'))
      expect([event.role, event.owners]).toEqual(
        event.node === 'permits' ? ['clerk', ['permits']] : ['chief', ['ann']],
      );
  });

  test('of a stage is chosen as the stage is entered, by what was handed in', () => {
    for (const seed of seeds)
      for (const event of all('StageEntered', [seed]).filter((one) => one.stage === 'who')) {
        const row = event.chosen?.find((one) => one.key === 'by');
        const task = all('TaskOpened', [seed]).find(
          (one) => one.node === event.node && one.stage === 'who' && one.round === event.round,
        );
        expect(row?.value).toBe(task?.role);
        expect(event.chosen?.find((one) => one.key === 'due')?.inputs).toHaveProperty(['look.fill.sure']);
      }
    expect(valuesOf(all('StageEntered')).filter((one) => one.startsWith('by'))).toEqual(
      expect.arrayContaining(['by=board', 'by=chief']),
    );
  });

  test('of a step that sends reads what was filled before it', () => {
    for (const seed of seeds)
      for (const event of all('StepOpened', [seed]).filter((one) => one.step === 'look.pass'))
        expect(event.chosen?.[0]?.value).toBe(sureAt(seed, event.node) === true ? 'chief' : 'board');
  });

  test('is the same wherever the nodes are hosted', () => {
    const said = (placement: 'one' | 'per-node') =>
      rehearse({ campaign, forms: plan.forms, seed: 1, placement })
        .events.filter((event) => event.kind === 'StepOpened' || event.kind === 'StageEntered')
        .map((event) => JSON.stringify([event.node, event.kind, event.step, 'chosen' in event ? event.chosen : null]))
        .sort();

    expect(said('per-node')).toEqual(said('one'));
  });

  test('is what the view of the step shows', () => {
    const view = emptyView();
    for (const event of report(1).events.filter((one) => one.node === 'permits'))
      applyEvent(view, recordedEventOf(event));

    expect(view.steps.get('look.fill')?.chosen).toEqual({ form: 'long', due: '10 working-days' });
    expect(view.steps.get('look.settle')?.chosen).toEqual({ review: 'strict' });
  });

  test('leaves nothing open and nothing refused', () => {
    for (const seed of seeds) {
      expect(report(seed).refusals.map((one) => one.rejection)).toEqual([]);
      expect(all('TaskClosed', [seed]).filter((event) => event.end === 'closed')).toEqual([]);
    }
  });

  test('is told in both languages', () => {
    const words = vocabularyOf(campaign);
    const [event] = opened('look.fill', 'permits');
    if (event === undefined) throw new Error('Expected the step to open.');

    expect(sentenceOf({ event, names: {} }, 'zh', words)).toContain('第1行，表格为“Long sheet”');
    expect(sentenceOf({ event, names: {} }, 'en', words)).toContain("gives 'Long sheet' as its form");
  });
});

describe('the check of values by rule', () => {
  const broken = (from: string, to: string) => {
    if (!text.includes(from)) throw new Error(`Expected the plan to say '${from}'.`);
    return checkPlan(planOf(text.replace(from, to)), { roster: aBureau() }).filter((one) => one.severity !== 'advice');
  };

  test('finds nothing wrong with the plan', () => {
    expect(checkPlan(plan, { roster: aBureau() }).filter((one) => one.severity !== 'advice')).toEqual([]);
  });

  test('says for which case nothing is chosen', () => {
    expect(broken('not(desk.cash) and not(desk.permits)', 'not(desk.permits)')).toEqual([]);
    expect(broken('if: desk.cash or desk.permits', 'if: desk.cash and desk.permits')).toMatchObject([
      { code: 'choose.gap', path: ['phases', 0, 'steps', 1, 'review'] },
      { code: 'choose.gap' },
    ]);
  });

  test('looks at every value that may be chosen', () => {
    expect(broken('then: board }], otherwise: clerk', 'then: bord }], otherwise: clerk')).toMatchObject([
      { code: 'reference.role', name: 'bord', path: ['phases', 0, 'steps', 2, 'ask', 'scope', 'choose', 0, 'then'] },
    ]);
    expect(broken('otherwise: short', 'otherwise: shorter')).toContainEqual(
      expect.objectContaining({ code: 'reference.form', path: ['phases', 0, 'steps', 0, 'declaration', 'otherwise'] }),
    );
    expect(broken('then: 3月10日', 'then: 3月40日')).toContainEqual(
      expect.objectContaining({ code: 'date.not-in-calendar' }),
    );
  });

  test('takes a fact that not every form has for one that may be absent', () => {
    expect(broken('look.fill.cases != null and look.fill.cases > 500', 'look.fill.cases > 500')).toMatchObject([
      { code: 'expression.not-narrowed' },
    ]);
  });

  test('reports a fact that differs from form to form', () => {
    const other = text.replace(
      'fact: { name: Sure, type: boolean }',
      'fact: { name: Sure, type: number, min: 0, max: 9 }',
    );

    expect(checkPlan(planOf(other)).filter((one) => one.code === 'choose.other-type')).toMatchObject([
      {
        path: ['phases', 0, 'steps', 0, 'declaration', 'otherwise'],
        name: 'sure',
        form: 'Long sheet',
        other: 'Short sheet',
      },
    ]);
  });

  test('knows from the roster whom each place needs', () => {
    const roster = aBureau();
    const { bodies: _, ...without } = roster;
    const problems = checkPlan(plan, { roster: without }).filter((one) => one.code === 'role.vacant');

    expect(problems).toEqual([]); // the board is asked by what the run fills, and so by nobody before it
  });
});
