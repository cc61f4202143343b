import { describe, expect, test } from '@jest/globals';
import type { RecordedEvent, Vocabulary } from '@lianfang/engine/record';
import { personsOf, sentenceOf, vocabularyOf } from '@lianfang/engine/record';
import { Body, type Event } from '../../../packages/engine/src/kernel/event.ts';
import { aCampaign, at, aYear, HASH, people } from '../../registry/fixture.ts';

const words = vocabularyOf(aCampaign());
const names = Object.fromEntries(people.map((one) => [one.person, one.name]));
const told = (event: Event | RecordedEvent) => ({ event: event as RecordedEvent, names });
const find = (kind: Event['kind'], nth = 0): Event => {
  const found = aYear().filter((event) => event.kind === kind)[nth];
  if (found === undefined) throw new Error(`expected a ${kind}`);
  return found;
};

/** The smallest value of a schema in which every field is filled. */
function sample(schema: unknown, key = ''): unknown {
  const { def } = schema as { def: { type: string; [field: string]: unknown } };
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape as object).map(([name, field]) => [name, sample(field, name)]),
      );
    case 'literal':
      return (def.values as unknown[])[0];
    case 'enum':
      return Object.values(def.entries as object)[0];
    case 'array':
      return [sample(def.element, key)];
    case 'optional':
    case 'nullable':
      return sample(def.innerType, key);
    case 'union':
      return sample((def.options as unknown[])[0], key);
    case 'record':
      return { fact: sample(def.valueType, 'fact') };
    case 'string':
      return /hash|root|material|definition|version|package|minutes|text|reason$|opinion/i.test(key)
        ? HASH('e')
        : `«${key}»`;
    case 'number':
      return key === 'due' || key === 'until' || key === 'from' || key === 'to' ? at('2011-10-13T00:00') : 3;
    case 'boolean':
      return true;
    default:
      return 'anything';
  }
}

const kinds = Body.options.map((option) => option.shape.kind.value);
const samples = Body.options.map((option) => {
  const body = sample(option) as object;
  return {
    node: 'jw-1',
    seq: 1,
    actorSeq: 1,
    at: at('2011-10-08T15:20'),
    signer: { kind: 'person', person: 'zhang' },
    ...body,
  } as Event;
});

describe('every kind of event', () => {
  test('is sampled from its schema', () => {
    for (const option of Body.options) expect(Body.safeParse(sample(option)).error?.issues).toBeUndefined();
    expect(new Set(samples.map((event) => event.kind))).toEqual(new Set(kinds));
  });

  test.each(samples.map((event) => [event.kind, event] as const))('%s is one sentence in each language', (_, event) => {
    for (const lang of ['zh', 'en'] as const) {
      const sentence = sentenceOf(told(event), lang, words);

      expect(sentence).toMatch(/^2011-10-08 15:20 \S/);
      expect(sentence).toMatch(lang === 'zh' ? /。$/ : /\.$/);
      expect(sentence).not.toMatch(/undefined|NaN|\[object|null|，，|；；|: \.|,,/);
      if (lang === 'zh') expect(sentence.match(/。/g)).toHaveLength(1);
    }
  });

  test('names everybody whom it needs a name for', () => {
    for (const event of samples) {
      const all = Object.fromEntries(personsOf(event).map((person) => [person, `【${person}】`]));
      const sentence = sentenceOf({ event, names: all }, 'zh', words);

      for (const person of personsOf(event)) if (sentence.includes(person)) expect(sentence).toContain(`【${person}】`);
    }
  });
});

describe('a sentence', () => {
  test.each<[string, Event, string, string]>([
    [
      'of a return says by whom, what, which round, which items, why, until when',
      find('Returned'),
      '2011-10-08 15:20 张某在“分管领导审查”退回教务科科长的“排查廉政风险”第1轮：查找不全（风险点2）；限10月12日前重新办理“排查廉政风险”；已认可的风险点1保持不变。',
      "2011-10-08 15:20 张某 returns '排查廉政风险' of 教务科科长, round 1, at '分管领导审查', because: 查找不全 (风险点2); '排查廉政风险' to be done again by 2011-10-12; 风险点1 stay as accepted.",
    ],
    [
      'of a decision says the outcome and the verdicts',
      find('Decided'),
      '2011-10-08 15:20 张某在“分管领导审查”对教务科科长的“排查廉政风险”第1轮作出结论“退回”：查找不全（风险点2）；逐项：退回 风险点2，版本11111111。',
      "2011-10-08 15:20 张某 decides '退回' at '分管领导审查' on '排查廉政风险' of 教务科科长, round 1, because: 查找不全 (风险点2); item by item: 退回 风险点2, version 11111111.",
    ],
    [
      'of what the system does names the system',
      find('Escalated'),
      '2011-10-13 00:00 考务科科员的“排查廉政风险”逾期未办，系统报张某（教务处分管领导），第1级督办。',
      "2011-10-13 00:00 The system reports the overdue '排查廉政风险' of 考务科科员 to 张某 (教务处分管领导), level 1.",
    ],
    [
      'of a meeting says who was there and how it voted',
      find('MeetingClosed'),
      '2011-10-14 11:00 王某结束会议m-1：应到2人，实到2人（王某、张某）；表决赞成2（王某、张某）、反对0、弃权0；审定1项；主持人王某；纪要99999999。',
      '2011-10-14 11:00 王某 closes meeting m-1: 2 of 2 present (王某, 张某); 2 for (王某, 张某), 0 against, 0 abstained; 1 review decided; chair 王某; minutes 99999999.',
    ],
    [
      'of a decision by a body names the body and who recorded it',
      find('Decided', 1),
      '2011-10-14 11:00 教务处领导班子（王某记录）在“领导班子集体审定”对教务科科长的“排查廉政风险”第2轮作出结论“同意”（会议m-1集体审定），版本22222222。',
      "2011-10-14 11:00 教务处领导班子 (recorded by 王某) decides '同意' at '领导班子集体审定' on '排查廉政风险' of 教务科科长, round 2 (in meeting m-1), version 22222222.",
    ],
    [
      'of work that nobody can own says who was sought',
      find('TaskOpened', 5),
      '2011-10-15 08:00 教务处的“汇总风险点”第1轮找不到“任职者”，转办公室处理（王某）。',
      "2011-10-15 08:00 Nobody holds '任职者' for '汇总风险点' of 教务处, round 1: it goes to the office (王某).",
    ],
    [
      'of a substitute shows for whom',
      { ...find('Submitted'), signer: { kind: 'substitute', person: 'li', for: 'zhao' } },
      '2011-10-07 10:00 李某代赵某报送教务科科长的“排查廉政风险”第1轮，共2项，版本11111111。',
      "2011-10-07 10:00 李某 for 赵某 submits '排查廉政风险' of 教务科科长, round 1, with 2 items, version 11111111.",
    ],
  ])('%s', (_, event, zh, en) => {
    expect(sentenceOf(told(event), 'zh', words)).toBe(zh);
    expect(sentenceOf(told(event), 'en', words)).toBe(en);
  });

  test('shows items in the words of the form where the reader may see them', () => {
    const labelled: Vocabulary = vocabularyOf(aCampaign(), (_, __, item) =>
      item === '风险点2' ? '招生录取' : undefined,
    );

    expect(sentenceOf(told(find('Returned')), 'zh', labelled)).toContain('查找不全（招生录取）');
  });

  test('gives ids where a name is not known', () => {
    expect(sentenceOf({ event: find('Reminded'), names: {} }, 'zh', words)).toContain('提醒zhao办理');
  });

  test('names a case by its place, procedure and number', () => {
    expect(words.node('jw-1#warning-2')).toBe('教务科科长·预警处置 2');
  });
});
