import { codeTable } from './entry.ts';

/** What an exported ledger may have wrong with it. */
export const ledgerCodes = codeTable({
  'ledger.unreadable': { kind: 'problem', zh: '第 {line} 行无法识别', en: 'Line {line} cannot be read' },
  'ledger.headless': {
    kind: 'problem',
    zh: '缺少首行（活动名称与编号）',
    en: 'The first line, which names the campaign, is missing',
  },
  'ledger.endless': {
    kind: 'problem',
    zh: '缺少末行：文件可能被截断',
    en: 'The last line is missing: the file may be cut off',
  },
  'ledger.after-end': { kind: 'problem', zh: '末行之后仍有第 {line} 行', en: 'Line {line} comes after the last line' },
  'ledger.foreign': {
    kind: 'problem',
    zh: '第 {line} 行属于另一活动 {campaign}',
    en: "Line {line} belongs to another campaign, '{campaign}'",
  },
  'ledger.changed': {
    kind: 'problem',
    zh: '{chain} 第 {seq} 条内容与其哈希不符：已被改动',
    en: "Entry {seq} of '{chain}' does not match its hash: it was changed",
  },
  'ledger.broken-link': {
    kind: 'problem',
    zh: '{chain} 第 {seq} 条与前一条不衔接',
    en: "Entry {seq} of '{chain}' does not follow from the entry before it",
  },
  'ledger.missing': {
    kind: 'problem',
    zh: '{chain} 缺少第 {from} 至 {to} 条',
    en: "Entries {from} to {to} of '{chain}' are missing",
  },
  'ledger.repeated': {
    kind: 'problem',
    zh: '{chain} 第 {seq} 条重复出现',
    en: "Entry {seq} of '{chain}' appears twice",
  },
  'ledger.out-of-order': {
    kind: 'problem',
    zh: '{chain} 第 {seq} 条次序颠倒',
    en: "Entry {seq} of '{chain}' is out of order",
  },
  'ledger.truncated': {
    kind: 'problem',
    zh: '{chain} 末尾缺少第 {from} 至 {to} 条（检查点已记载）',
    en: "'{chain}' ends early: entries {from} to {to} are in a checkpoint but not here",
  },
  'ledger.not-as-checkpointed': {
    kind: 'problem',
    zh: '{chain} 第 {seq} 条与检查点所载不同',
    en: "Entry {seq} of '{chain}' is not the one in the checkpoint",
  },
  'ledger.not-covered': {
    kind: 'problem',
    zh: '{chain} 第 {from} 至 {to} 条未被任何检查点覆盖',
    en: "Entries {from} to {to} of '{chain}' are in no checkpoint",
  },
  'ledger.wrong-root': {
    kind: 'problem',
    zh: '检查点 {seq} 的根与各链不符',
    en: 'The root of checkpoint {seq} does not match the chains',
  },
  'ledger.wrong-count': {
    kind: 'problem',
    zh: '末行所记数目与实际不符：{said}，实际 {found}',
    en: 'The last line says {said}, found {found}',
  },
  'ledger.checkpoint-unknown': {
    kind: 'problem',
    zh: '文件中没有已知的检查点 {checkpoint}：可能被换成较早的导出',
    en: 'The known checkpoint {checkpoint} is not in the file: it may be an older export',
  },
});
