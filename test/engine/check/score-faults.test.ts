/** Faults of questionnaires and yardsticks, each planted in the small plan that has what it needs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Document, parseDocument } from 'yaml';
import { checkPlan } from '../../../packages/engine/src/check/check-plan.ts';
import { scoreCodes } from '../../../packages/engine/src/codes/scores.ts';
import { messageOf } from '../../../packages/engine/src/codes.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import type { Problem } from '../../../packages/engine/src/problem.ts';
import { lineIn, type Path } from './faults.ts';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');
const texts = { assess: read('plans/assess/plan.yaml'), judged: read('scenarios/plans/judged.yaml') };

type Row = [code: string, name: string, plan: keyof typeof texts, plant: (plan: Document) => Path];
const set = (path: Path, value: unknown) => (plan: Document) => {
  plan.setIn(path, value);
  return path;
};
/** Where something else is reported than where it was planted. */
const seen = (at: Path, path: Path, value: unknown) => (plan: Document) => {
  plan.setIn(path, value);
  return at;
};
const without = (at: Path, path: Path) => (plan: Document) => {
  plan.deleteIn(path);
  return at;
};
const inner = ['phases', 1, 'steps', 0];
const outer = ['phases', 1, 'steps', 1];
const scoring = ['phases', 1, 'steps', 2];
const ranking = ['phases', 1, 'steps', 3];
const comparing = ['phases', 3, 'steps', 3];

const faults: readonly Row[] = [
  [
    'reference.score',
    'scoring by a yardstick that is none',
    'assess',
    set([...scoring, 'compute', 'score'], 'planted'),
  ],
  ['reference.score', 'asking the criteria of none', 'assess', set([...inner, 'ask', 'questions', 'score'], 'planted')],
  [
    'reference.role',
    'a group that is no role',
    'assess',
    set(['scores', 'merit', 'assessors', 'groups', 'planted'], 1),
  ],
  [
    'reference.step',
    'made of a step that is none',
    'judged',
    set(['scores', 'risk', 'criteria', 'from'], 'make.planted'),
  ],
  ['reference.grade-source', 'points under no source', 'assess', set([...scoring, 'compute', 'source'], 'planted')],
  [
    'ask.no-questions',
    'an assessment without questions',
    'assess',
    without([...inner, 'ask'], [...inner, 'ask', 'questions']),
  ],
  [
    'plan.missing-key',
    'a consultation without channels',
    'assess',
    set([...inner, 'ask'], { purpose: 'consultation', scope: 'staff' }),
  ],
  ['plan.duplicate-id', 'a question that stands twice', 'assess', set([...outer, 'ask', 'questions', 1, 'id'], 'duty')],
  ['plan.name-taken', 'a question called replies', 'assess', set([...outer, 'ask', 'questions', 2, 'id'], 'replies')],
  [
    'score.unasked',
    'assessors of whom nothing is asked',
    'assess',
    without([...scoring, 'compute'], [...scoring, 'of']),
  ],
  [
    'order.elsewhere',
    'a yardstick for another layer',
    'assess',
    seen([...scoring, 'compute', 'score'], ['scores', 'merit', 'of'], 'bureau'),
  ],
  [
    'score.no-such-assessors',
    'a group that nobody asks',
    'assess',
    set(['scores', 'merit', 'assessors', 'groups', 'personnel'], 1),
  ],
  [
    'score.bands-and-scale',
    'bands without a scale',
    'assess',
    without(['scores', 'merit'], ['scores', 'merit', 'scale']),
  ],
  ['rule.not-a-result', 'a veto that is no grade', 'assess', set(['scores', 'merit', 'overrides', 0, 'then'], '差')],
  [
    'rule.gap',
    'points in no band',
    'assess',
    seen(['scores', 'merit', 'bands'], ['scores', 'merit', 'bands', 3, 'if'], 'score < 50'),
  ],
  [
    'plan.duplicate-id',
    'a criterion that stands twice',
    'assess',
    set(['scores', 'merit', 'criteria', 1, 'id'], 'duty'),
  ],
  [
    'plan.one-of',
    'a criterion judged in two ways',
    'assess',
    seen(['scores', 'merit', 'criteria', 1], ['scores', 'merit', 'criteria', 1, 'asked'], true),
  ],
  [
    'expression.unknown-name',
    'points of what is no fact',
    'assess',
    set(['scores', 'merit', 'criteria', 3, 'points'], 'unit.planted'),
  ],
  [
    'expression.wrong-type',
    'points that are no number',
    'assess',
    set(['scores', 'merit', 'criteria', 3, 'points'], 'unit.praised'),
  ],
  [
    'score.no-maximum',
    'points told out of no maximum',
    'assess',
    seen(['scores', 'merit', 'criteria', 2], ['scores', 'merit', 'outOf'], 100),
  ],
  [
    'step.grade-source',
    'points without a source',
    'assess',
    without([...scoring, 'compute'], [...scoring, 'compute', 'source']),
  ],
  [
    'score.not-a-score',
    'a comparison with what is no score',
    'assess',
    set([...comparing, 'compute', 'compare', 0], 'report.write'),
  ],
  [
    'order.not-before',
    'a comparison with what comes later',
    'assess',
    (plan) => {
      plan.setIn(comparing.concat('after'), ['assess.score']);
      return [...comparing, 'compute', 'compare', 1];
    },
  ],
  [
    'score.nothing-to-rank',
    'a rank of what nobody scores',
    'assess',
    seen([...ranking, 'compute', 'rank'], [...ranking, 'compute', 'source'], 'second'),
  ],
  ['score.made-of', 'made of a fact that is none', 'judged', set(['scores', 'risk', 'criteria', 'max'], 'planted')],
  ['score.made-of', 'made of no grades', 'judged', set(['scores', 'risk', 'bands', 'then'], 'least')],
  [
    'score.before-made',
    'judged before it is made',
    'judged',
    (plan) => {
      plan.setIn(['phases', 1, 'steps', 0, 'after'], ['make.levels']);
      return ['scores', 'risk', 'criteria', 'from'];
    },
  ],
  [
    'score.made-apart',
    'made below whom it judges',
    'judged',
    (plan) => {
      plan.setIn(['scores', 'risk', 'of'], 'bureau');
      plan.setIn(['phases', 0, 'steps', 1, 'each'], 'unit');
      return ['scores', 'risk', 'bands', 'from'];
    },
  ],
];

function problemsOf(text: string): readonly Problem[] {
  const parsed = parsePlan(text);
  return parsed.plan === undefined ? parsed.problems : checkPlan(parsed.plan, { lineOf: parsed.lineOf });
}

describe('the check of questionnaires and yardsticks', () => {
  test.each(Object.entries(texts))('finds nothing wrong in %s', (_name, text) => {
    expect(problemsOf(text).filter((one) => one.severity !== 'advice')).toEqual([]);
  });

  test.each(faults)('says %s of %s', (code, _name, plan, plant) => {
    const document = parseDocument(texts[plan]);
    const path = plant(document);
    const text = document.toString({ lineWidth: 0 });

    const problems = problemsOf(text);
    const found = problems.find(
      (one) => one.code === code && JSON.stringify(one.path.slice(0, path.length)) === JSON.stringify(path),
    );

    expect(found ?? problems.filter((one) => one.severity === 'error')).toMatchObject({ code, severity: 'error' });
    expect(found?.line).toBe(lineIn(text, found?.path ?? []));
    for (const lang of ['zh', 'en'] as const)
      expect(messageOf(found ?? { code }, lang)).not.toMatch(/undefined|（无）|\(none\)|\{\w+\}/);
  });

  test('has a planted fault for each of its codes', () => {
    const raised = new Set(faults.map(([code]) => code));

    expect(Object.keys(scoreCodes).filter((code) => !raised.has(code))).toEqual([]);
  });
});
