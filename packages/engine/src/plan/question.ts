/**
 * A question of a questionnaire: a fact that whoever answers gives. Answers are told together, as facts of the step; who gave which is
 * told only where the plan asks by name.
 */
import * as z from 'zod';
import type { FactType, Scope } from '../expression/fact-type.ts';
import { Fact, factType } from './fact.ts';
import { Id, Word } from './words.ts';

const id = Word.describe('问题的代号；后面的规则用 <阶段>.<步骤>.<代号>.mean、.count、.share 读结果');
const [choice, choices, yesNo, number, date] = Fact.options;

export const Question = z.discriminatedUnion('type', [
  choice.extend({ id }),
  choices.extend({ id }),
  yesNo.extend({ id }),
  number.extend({ id }),
  date.extend({ id }),
]);
export type Question = z.infer<typeof Question>;

/** Written out, or the asked criteria of a yardstick, each from 0 to its maximum. */
export const Questions = z.union([
  z.array(Question).min(1).max(100),
  z.strictObject({ score: Id.describe('问卷的题目就是这个评分标准里由评分人打分的各项，每项从 0 到满分') }),
]);
export type Questions = z.infer<typeof Questions>;

interface Asking {
  readonly questions?: Questions | undefined;
  readonly replies?: 'named' | 'anonymous' | undefined;
  readonly least?: number | undefined;
  readonly hideBelow?: number | undefined;
}

/** Of how few answers nothing is told but their number. */
export function hiddenBelow(ask: Asking): number {
  return ask.hideBelow ?? (ask.replies === 'anonymous' ? 5 : 1);
}

/** The questions that the plan writes out; of a yardstick's criteria it knows only how many answered. */
export function writtenQuestions(ask: Asking): readonly Question[] {
  return Array.isArray(ask.questions) ? ask.questions : [];
}

/** What an answer must be. */
export function questionScope(questions: readonly Question[]): Scope {
  return Object.fromEntries(questions.map((question) => [question.id, factType(question)]));
}

const whole: FactType = { kind: 'number', scale: 0, min: { n: 0, scale: 0 } };

/** The facts that an asking leaves: how many answered, and per question the mean of numbers, the share of each choice. */
export function resultsScope(ask: Asking | undefined): Scope {
  if (ask?.questions === undefined) return {};
  const told = (ask.least ?? 1) >= hiddenBelow(ask);
  const each = writtenQuestions(ask).map((question): [string, FactType] => {
    const may = told && question.optional !== true ? {} : { optional: true as const };
    const mean: FactType = { kind: 'number', scale: 6, ...may };
    const part: FactType = { kind: 'number', scale: 6, min: { n: 0, scale: 0 }, max: { n: 1, scale: 0 }, ...may };
    const share = (values: readonly string[]): FactType => ({
      kind: 'record',
      fields: Object.fromEntries(values.map((value) => [value, part])),
    });
    switch (question.type) {
      case 'number':
        return [question.id, { kind: 'record', fields: { count: whole, mean } }];
      case 'enumeration':
      case 'list':
        return [question.id, { kind: 'record', fields: { count: whole, share: share(question.values) } }];
      case 'boolean':
        return [question.id, { kind: 'record', fields: { count: whole, share: part } }];
      default:
        return [question.id, { kind: 'record', fields: { count: whole } }];
    }
  });
  return Object.fromEntries([['replies', whole], ...each]);
}
