import { personsOf, sentenceOf, vocabularyOf } from '@lianfang/engine/record';
import { campaign, names, texts } from './course.ts';
import { everyKind } from './every-kind.ts';

const words = vocabularyOf(campaign);
for (const event of everyKind) {
  const told = { event, texts, names: Object.fromEntries(personsOf(event).map((p) => [p, names[p] ?? p])) };
  console.log(event.kind);
  console.log('  ' + sentenceOf(told, 'zh', words));
  console.log('  ' + sentenceOf(told, 'en', words));
}
