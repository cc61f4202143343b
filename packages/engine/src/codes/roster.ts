import { codeTable } from './entry.ts';

/** The roster document: its text, its shape, and what its parts mean together. */
export const rosterCodes = codeTable({
  // the text
  'roster.empty': {
    kind: 'problem',
    zh: '花名册文件是空的；请从 lianfang: roster/v1 写起。',
    en: "Expected a roster, but the file is empty; begin with 'lianfang: roster/v1'.",
  },
  'roster.too-long': {
    kind: 'problem',
    zh: '花名册文件有 {length} 字，最多 {most} 字。',
    en: 'Expected at most {most} characters, but the file has {length}.',
  },
  'roster.too-deep': {
    kind: 'problem',
    zh: '此处嵌套过深，最多 {most} 层。',
    en: 'Expected at most {most} levels of nesting.',
  },
  'roster.too-many': { kind: 'problem', zh: '此处条目过多，最多 {most} 项。', en: 'Expected at most {most} entries.' },
  'roster.unreadable': {
    kind: 'problem',
    zh: '此处不合 YAML 写法（{detail}）：“{found}”；请检查缩进、冒号和引号。',
    en: "Expected YAML, but '{found}' cannot be read ({detail}); check indentation, colons and quotes.",
  },
  'roster.duplicate-key': {
    kind: 'problem',
    zh: '同一处有两个同名的键：“{found}”；请删去或改名。',
    en: "Expected each key once, but '{found}' stands twice; remove or rename one.",
  },
  'roster.alias': {
    kind: 'problem',
    zh: '花名册不用 YAML 引用“{found}”；请把内容写全。',
    en: "Expected no YAML alias, but there is '{found}'; write it out.",
  },
  'roster.merge-key': {
    kind: 'problem',
    zh: '花名册不用 YAML 合并键“<<”；请把内容写全。',
    en: "Expected no YAML merge key '<<'; write it out.",
  },
  'roster.tag': {
    kind: 'problem',
    zh: '花名册不用 YAML 标签“{found}”；请删去。',
    en: "Expected no YAML tag, but there is '{found}'; remove it.",
  },
  'roster.bad-key': {
    kind: 'problem',
    zh: '键“{found}”不能用；键应是一个普通的名称。',
    en: "Expected a plain name as key, but it is '{found}'.",
  },
  'roster.bad-value': {
    kind: 'problem',
    zh: '值“{found}”不能用；应是文字、数或 true、false。',
    en: "Expected text, a number, true or false, but it is '{found}'.",
  },

  // the shape
  'roster.unknown-key': {
    kind: 'problem',
    zh: '没有“{key}”这一项；此处可以写：{possible}；请改正拼写或删去。',
    en: "Expected no key '{key}' here; possible are {possible}; correct its spelling or remove it.",
  },
  'roster.missing-key': {
    kind: 'problem',
    zh: '缺“{key}”这一项；请补上。',
    en: "Expected the key '{key}', but it is missing; add it.",
  },
  'roster.wrong-type': {
    kind: 'problem',
    zh: '“{key}”应为 {expected}，实为 {found}。',
    en: "Expected '{key}' to be {expected}, but it is {found}.",
  },
  'roster.not-a-value': {
    kind: 'problem',
    zh: '“{key}”的值“{found}”不在可选值之内；可选值：{possible}。',
    en: "Expected '{key}' to be one of {possible}, but it is '{found}'.",
  },
  'roster.bad-format': {
    kind: 'problem',
    zh: '“{key}”的写法“{found}”不对，应合 {expected}；编号用小写字母、数字、连字符，中文写在 name 里。',
    en: "Expected '{key}' to match {expected}, but it is '{found}'.",
  },
  'roster.too-small': {
    kind: 'problem',
    zh: '“{key}”为 {found}，至少应为 {least}。',
    en: "Expected '{key}' to be at least {least}, but it is {found}.",
  },
  'roster.too-big': {
    kind: 'problem',
    zh: '“{key}”为 {found}，最多为 {most}。',
    en: "Expected '{key}' to be at most {most}, but it is {found}.",
  },

  // names
  'roster.duplicate-id': {
    kind: 'problem',
    zh: '“{id}”重复了；同一类的编号须各不相同。',
    en: "Expected each id once, but '{id}' stands twice; rename one.",
  },
  'roster.unknown-place': {
    kind: 'problem',
    zh: '花名册中没有“{id}”这个单位、科室或岗位。',
    en: "Expected a place of the roster, but '{id}' is none.",
  },
  'roster.unknown-person': {
    kind: 'problem',
    zh: '花名册中没有“{id}”这个人。',
    en: "Expected a person of the roster, but '{id}' is none.",
  },
  'roster.unknown-body': {
    kind: 'problem',
    zh: '花名册中没有“{id}”这个集体。',
    en: "Expected a body of the roster, but '{id}' is none.",
  },
  'roster.unknown-layer': {
    kind: 'problem',
    zh: '“{id}”的层级“{layer}”不在方案之内；方案的层级：{possible}。',
    en: "Expected '{id}' on a layer of the plan ({possible}), but it is on '{layer}'.",
  },

  // the tree
  'roster.circle': {
    kind: 'problem',
    zh: '上下级关系成环：{ids}；请改其中一个的 parent。',
    en: 'Expected a tree, but {ids} stand in a circle; change the parent of one.',
  },
  'roster.no-top': {
    kind: 'problem',
    zh: '没有最高一级的单位（不写 parent 的）。',
    en: 'Expected a place without parent at the top, but every place has one.',
  },
  'roster.heads-itself': {
    kind: 'problem',
    zh: '岗位“{id}”的 heads 写的是它自己；应写它负责的单位或科室。',
    en: "Expected '{id}' to head a unit or section, but it heads itself.",
  },
  'roster.layer-order': {
    kind: 'problem',
    zh: '“{id}”（{layer}）不能隶属于同级或更低的层级（{above}）。',
    en: "Expected '{id}' ({layer}) below a higher layer, but its parent is on '{above}'.",
  },
  'roster.empty-layer': {
    kind: 'problem',
    zh: '花名册中没有“{layer}”这一层级的任何单位或岗位。',
    en: "Expected places on the layer '{layer}', but there are none.",
  },

  // people and posts
  'roster.dates-reversed': {
    kind: 'problem',
    zh: '起止日期颠倒：{from} 在 {to} 之后。',
    en: 'Expected to begin before it ends, but {from} is after {to}.',
  },
  'roster.dates-outside': {
    kind: 'problem',
    zh: '任职日期全在“{id}”存续期之外。',
    en: "Expected an appointment within the days of '{id}', but it lies outside.",
  },
  'roster.post-has-places': {
    kind: 'problem',
    zh: '任职应写到岗位，而“{id}”下面还有单位或岗位。',
    en: "Expected an appointment to a post, but '{id}' has places below it.",
  },
  'roster.appointed-twice': {
    kind: 'problem',
    zh: '“{person}”在岗位“{post}”上有两段重叠的任职。',
    en: "Expected one appointment of '{person}' to '{post}' at a time, but two overlap.",
  },
  'roster.two-heads': {
    kind: 'problem',
    zh: '岗位“{post}”同一时间有两位主职：“{other}”和“{person}”；是否漏写了前任的离任日期？',
    en: "Expected one principal holder of '{post}' at a time, but '{other}' and '{person}' overlap.",
  },
  'roster.person-without-post': {
    kind: 'problem',
    zh: '“{id}”没有任何岗位、分管、集体或职务。',
    en: "Expected '{id}' to hold something, but there is no post, charge, body or function.",
  },

  // bodies
  'roster.member-twice': {
    kind: 'problem',
    zh: '“{person}”在“{body}”中重复列出，日期重叠。',
    en: "Expected '{person}' once in '{body}' at a time, but two entries overlap.",
  },
  'roster.no-chair': {
    kind: 'problem',
    zh: '“{body}”没有写明谁主持（chair: true）。',
    en: "Expected a chair of '{body}', but none is named.",
  },
  'roster.two-chairs': {
    kind: 'problem',
    zh: '“{body}”同一时间有两位主持：“{other}”和“{person}”。',
    en: "Expected one chair of '{body}' at a time, but '{other}' and '{person}' overlap.",
  },
  'roster.two-bodies': {
    kind: 'problem',
    zh: '“{place}”同一时间有两个同类集体（{bodyKind}）：“{other}”和“{body}”。',
    en: "Expected one body of kind '{bodyKind}' at '{place}' at a time, but '{other}' and '{body}' overlap.",
  },

  // substitutes
  'roster.substitutes-itself': {
    kind: 'problem',
    zh: '“{person}”不能代理自己。',
    en: "Expected another person, but '{person}' substitutes for themselves.",
  },
  'roster.substitutes-circle': {
    kind: 'problem',
    zh: '“{person}”与“{by}”同期互为代理；届时由本人办理。',
    en: "Expected a substitute who is there, but '{person}' and '{by}' substitute for each other; each acts for themselves.",
  },
});
