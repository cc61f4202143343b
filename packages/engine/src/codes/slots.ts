import { codeTable } from './entry.ts';

/** What a plan leaves open or says briefly: slots, what launch.yaml gives, presets. */
export const slotCodes = codeTable({
  'slot.unfilled': {
    kind: 'problem',
    zh: '“{name}”还没有填（用在 {uses}）；请在 launch.yaml 写一行“{example}”这样的内容，再加 --with launch.yaml。',
    en: "Expected '{name}' to be filled (used at {uses}); write a line such as '{example}' into launch.yaml and add --with launch.yaml.",
  },
  'slot.unknown': {
    kind: 'problem',
    zh: '没有“{name}”这个空位；slots 里有：{possible}。',
    en: "Expected a slot of the plan, but '{name}' is none of: {possible}.",
  },
  'slot.unused': {
    kind: 'problem',
    zh: '空位“{name}”没有用到；请删去，或在需要处写 { slot: … }。',
    en: "Expected slot '{name}' to be used; remove it or write { slot: … } where it belongs.",
  },
  'slot.not-asked': {
    kind: 'problem',
    zh: '方案没有让人在启动前填“{slot}”；可填的有：{possible}。',
    en: "Expected a slot that is filled at launch, but '{slot}' is none of: {possible}.",
  },
  'slot.wrong-value': {
    kind: 'problem',
    zh: '“{slot}”应填写“{expected}”这样的内容，实为“{found}”。',
    en: "Expected '{slot}' to be such as '{expected}', but it is '{found}'.",
  },
  'slot.too-early': {
    kind: 'problem',
    zh: '步骤“{step}”用到“{name}”，而填写它的“{other}”不在前面；请调整次序。',
    en: "Expected '{other}', which fills '{name}', to come before step '{step}', which uses it; change the order.",
  },
  'preset.unknown': {
    kind: 'problem',
    zh: '没有“{name}”这个预设；可用的有：{possible}。',
    en: "Expected a preset, but '{name}' is none of: {possible}.",
  },
  'preset.cycle': {
    kind: 'problem',
    zh: '预设“{name}”绕了一圈又用到自己；请去掉其中一个 use。',
    en: "Expected preset '{name}' not to use itself; remove one 'use'.",
  },
});
