/**
 * One entry of the ledger as one sentence: who, what, which round, which items, why. For inspectors and the command line; nothing
 * may depend on the words.
 */
import type { Lang } from '../codes.ts';
import type { RecordedEvent } from './entry.ts';
import { civilTime, type Phrases, phrasesOf, type Sentences, type Told, type Tongue } from './phrases.ts';
import { englishSentences } from './sentence-en.ts';
import { chineseSentences } from './sentence-zh.ts';
import { english } from './tongue-en.ts';
import { chinese } from './tongue-zh.ts';
import type { Vocabulary } from './vocabulary.ts';

export const tongues: Readonly<Record<Lang, Tongue>> = { zh: chinese, en: english };
const languages: Readonly<Record<Lang, Sentences>> = { zh: chineseSentences, en: englishSentences };

/** The sentence with the civil time at which it happened before it. Texts that `told` does not have stand by their hash. */
export function sentenceOf(told: Told, lang: Lang, words: Vocabulary): string {
  const { event } = told;
  const sentence = languages[lang][event.kind] as (event: RecordedEvent, say: Phrases) => string;
  const loud = event.signer.kind === 'administrator' ? tongues[lang].loud : '';
  return `${civilTime(event.at, words.zone)} ${loud}${sentence(event, phrasesOf(tongues[lang], told, words))}`;
}
