import { codeTable } from './entry.ts';

export const registryCodes = codeTable({
  'registry.campaign-differs': {
    kind: 'fault',
    zh: '活动 {campaign} 已存在，但定义不同（已存 {stored}，现为 {given}）',
    en: "Campaign '{campaign}' exists with another definition (stored {stored}, given {given})",
  },
  'registry.campaign-unknown': {
    kind: 'fault',
    zh: '业务库中没有活动 {campaign}',
    en: "Campaign '{campaign}' is not in the registry",
  },
  'registry.event-differs': {
    kind: 'fault',
    zh: '{node} 第 {seq} 号事件已入库，但内容不同',
    en: "Event {seq} of '{node}' is recorded with other content",
  },
  'registry.unstorable': {
    kind: 'fault',
    zh: '文本含有数据库不能原样保存的字符（空字符或不成对的代理项）',
    en: 'The text holds characters that the database cannot keep unchanged (NUL or a lone surrogate)',
  },
});
