import { codeTable } from './entry.ts';

/** What was written into a form, against the form. */
export const contentCodes = codeTable({
  'content.missing': { kind: 'problem', zh: '“{name}”没有填；请补上。', en: "Expected '{name}' to be filled in." },
  'content.unknown-field': {
    kind: 'problem',
    zh: '表格没有可填的“{name}”；可填的有：{possible}。',
    en: "Expected a field of the form, but '{name}' is none of: {possible}.",
  },
  'content.wrong-type': {
    kind: 'problem',
    zh: '“{name}”应为 {expected}，实为 {found}。',
    en: "Expected '{name}' to be {expected}, but it is {found}.",
  },
  'content.not-a-value': {
    kind: 'problem',
    zh: '“{name}”的值“{found}”不在可选值之内；可选值：{possible}。',
    en: "Expected '{name}' to be one of {possible}, but it is '{found}'.",
  },
  'content.out-of-range': {
    kind: 'problem',
    zh: '“{name}”为 {found}，应在 {least} 与 {most} 之间。',
    en: "Expected '{name}' between {least} and {most}, but it is {found}.",
  },
  'content.too-long': {
    kind: 'problem',
    zh: '“{name}”有 {found} 字，最多 {most} 字。',
    en: "Expected at most {most} characters in '{name}', but there are {found}.",
  },
  'content.too-few': {
    kind: 'problem',
    zh: '“{name}”只有 {found} 行，至少应有 {least} 行。',
    en: "Expected at least {least} rows of '{name}', but there are {found}.",
  },
  'content.row-without-id': {
    kind: 'problem',
    zh: '“{name}”的一行没有标识 id；请给每行一个不变的标识。',
    en: "Expected every row of '{name}' to have an 'id' that is kept.",
  },
  'content.repeated-row': {
    kind: 'problem',
    zh: '“{name}”有两行的标识都是“{id}”。',
    en: "Expected each row of '{name}' to have an id of its own, but '{id}' stands twice.",
  },
  'content.check': {
    kind: 'problem',
    zh: '“{name}”的检查：{says}。',
    en: "A check of '{name}' says: {says}.",
  },
  'content.foreign-row': {
    kind: 'problem',
    zh: '这些行不属于本单位：{rows}；应有的行：{possible}。',
    en: 'Expected rows for {possible}, but there are {rows}.',
  },
  'content.missing-row': {
    kind: 'problem',
    zh: '缺少这些行：{rows}；请逐一填写。',
    en: 'Expected a row for each of: {rows}.',
  },
});
