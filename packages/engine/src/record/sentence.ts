/**
 * One entry of the ledger as one sentence: who, what, which round, which items, why. For inspectors and the command line; nothing
 * may depend on the words.
 */
import type { Lang } from '../codes.ts';
import type { RecordedEvent } from './entry.ts';
import { civilTime, type Sentences, type Told } from './phrases.ts';
import { englishSentences } from './sentence-en.ts';
import { chineseSentences } from './sentence-zh.ts';
import type { Vocabulary } from './vocabulary.ts';

const languages: Readonly<Record<Lang, Sentences>> = { zh: chineseSentences, en: englishSentences };

/** The sentence with the civil time at which it happened before it. */
export function sentenceOf(told: Told, lang: Lang, words: Vocabulary): string {
  const { event } = told;
  const sentence = languages[lang][event.kind] as (event: RecordedEvent, told: Told, words: Vocabulary) => string;
  return `${civilTime(event.at, words.zone)} ${sentence(event, told, words)}`;
}
