import { codeTable } from './entry.ts';

/** Expressions, the facts they read, and the rule tables made of them. `{words}` is the part of the expression a problem is about. */
export const expressionCodes = codeTable({
  'expression.empty': {
    kind: 'problem',
    zh: '此处应写条件表达式，现为空；请写上，或删去这一项。',
    en: 'Expected an expression, but it is empty; write one or remove the key.',
  },
  'expression.too-long': {
    kind: 'problem',
    zh: '表达式长 {length} 字，最多 {most} 字；请拆成几行。',
    en: 'Expected an expression of at most {most} characters, but it has {length}; split it into rows.',
  },
  'expression.too-deep': {
    kind: 'problem',
    zh: '表达式嵌套 {depth} 层，最多 {most} 层；请拆成几行规则。',
    en: 'Expected an expression nested at most {most} levels, but it has {depth}; split it into rows.',
  },
  'expression.syntax': {
    kind: 'problem',
    zh: '表达式“{expression}”第 {at} 个字符处读不懂：{found}；请核对括号、引号和运算符。',
    en: "Expected an expression in FEEL, but '{expression}' cannot be read at character {at}: {found}; check brackets, quotes and signs.",
  },
  'expression.wide-character': {
    kind: 'problem',
    zh: '表达式“{expression}”第 {at} 个字符“{found}”是全角符号，应写作“{use}”。',
    en: "Expected '{use}' at character {at} of '{expression}', but it is the full-width sign '{found}'.",
  },
  'expression.unknown-name': {
    kind: 'problem',
    zh: '表达式“{expression}”中的“{name}”在此处没有定义；可用的有：{possible}。',
    en: "Expected a name known here, but '{name}' in '{expression}' is not; possible are: {possible}.",
  },
  'expression.no-fields': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{name}”是 {type}，没有“{field}”这一项；请改写。',
    en: "Expected '{name}' in '{expression}' to be a record with '{field}', but it is {type}; change it.",
  },
  'expression.name-taken': {
    kind: 'problem',
    zh: '表达式“{expression}”中变量“{name}”与已有名称重复，请换一个名称。',
    en: "Expected a free name for the variable '{name}' in '{expression}', but it is taken.",
  },
  'expression.wrong-type': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{words}”应为 {expected}，实为 {found}；请改写。',
    en: "Expected '{words}' in '{expression}' to be {expected}, but it is {found}; change it.",
  },
  'expression.mixed-types': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{words}”的各个取值类型不一：{left}；{right}；请改成一种。',
    en: "Expected the values of '{words}' in '{expression}' to be of one type, but they are {left} and {right}; make them one type.",
  },
  'expression.not-comparable': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{words}”两边不能比较：{left} 与 {right}；请改成同类的两边。',
    en: "Expected the two sides of '{words}' in '{expression}' to compare, but they are {left} and {right}; compare values of one kind.",
  },
  'expression.no-order': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{words}”比较大小，而 {left} 没有大小顺序；请改用 = 或 in，或把要素写成 ordered: true。',
    en: "Expected '{words}' in '{expression}' to compare values that have an order, but {left} has none; use '=' or 'in', or make the fact 'ordered: true'.",
  },
  'expression.not-a-value': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{value}”不在可选值之内；可选值：{possible}；请改写。',
    en: "Expected a possible value in '{expression}', but '{value}' is none of: {possible}; change it.",
  },
  'expression.not-a-date': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{value}”不是日期，应写作 date("2011-10-10")。',
    en: "Expected a day written as date(\"2011-10-10\") in '{expression}', but it is '{value}'.",
  },
  'expression.not-narrowed': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{name}”可能没有（没有填，或这里没有这一级），须先写“{name} != null and …”。',
    en: "Expected '{name} != null and …' before '{name}' is read in '{expression}', because it may be absent.",
  },
  'expression.clock': {
    kind: 'problem',
    zh: '表达式“{expression}”用了时钟函数“{name}”；结果不得随时间变化，请改用日期要素或时限。',
    en: "Expected an expression without a clock, but '{expression}' calls '{name}'; use a date fact or a limit.",
  },
  'expression.unknown-function': {
    kind: 'problem',
    zh: '表达式“{expression}”中没有“{name}”这个函数；可用的有：{possible}。',
    en: "Expected a known function, but '{name}' in '{expression}' is not; possible are: {possible}.",
  },
  'expression.parameters': {
    kind: 'problem',
    zh: '表达式“{expression}”中函数“{name}”应有 {expected} 个参数，实有 {found} 个；请改写。',
    en: "Expected {expected} parameters of '{name}' in '{expression}', but there are {found}; change it.",
  },
  'expression.unsupported': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{words}”的写法（{construct}）不支持；请换一种写法（相等写 =，不等写 !=）。',
    en: "Expected a supported construct, but '{words}' in '{expression}' is {construct}; write it otherwise (equal is =, unequal is !=).",
  },
  'expression.inexact-division': {
    kind: 'problem',
    zh: '表达式“{expression}”中除以“{by}”除不尽或不是常数；请改为两边相乘来比较。',
    en: "Expected an exact division by a constant in '{expression}', but it divides by '{by}'; compare products instead.",
  },
  'expression.too-precise': {
    kind: 'problem',
    zh: '表达式“{expression}”中“{words}”的小数超过 {most} 位或位数过多；请减少小数。',
    en: "Expected at most {most} decimal places in '{expression}', but '{words}' has more or too many digits; use fewer digits.",
  },
  'fact.missing': {
    kind: 'problem',
    zh: '要素“{name}”没有填；请补上。',
    en: "Expected the fact '{name}', but it is missing; fill it in.",
  },
  'fact.wrong-type': {
    kind: 'problem',
    zh: '要素“{name}”应为 {expected}，实为 {found}。',
    en: "Expected the fact '{name}' to be {expected}, but it is {found}.",
  },
  'fact.not-a-value': {
    kind: 'problem',
    zh: '要素“{name}”的值“{value}”不在可选值之内；可选值：{possible}。',
    en: "Expected a possible value of the fact '{name}', but '{value}' is none of: {possible}.",
  },
  'fact.repeated': {
    kind: 'problem',
    zh: '要素“{name}”中“{value}”重复。',
    en: "Expected each value of the fact '{name}' once, but '{value}' is repeated.",
  },
  'fact.out-of-range': {
    kind: 'problem',
    zh: '要素“{name}”的值 {value} 超出范围 {expected}，或小数超过 {scale} 位。',
    en: "Expected the fact '{name}' to be {expected} with at most {scale} decimal places, but it is {value}.",
  },
  'rule.gap': {
    kind: 'problem',
    zh: '规则有空档：{witness} 时没有一行适用，也没有写“其余情况”；请加一行，或写 otherwise。',
    en: "Expected a row or an otherwise for every case, but none matches {witness}; add a row or 'otherwise'.",
  },
  'rule.overlap': {
    kind: 'problem',
    zh: '规则有重叠：{witness} 时第 {rows} 行同时适用，而规则要求只有一行适用；请改窄其中一行，或把 hit 改为 first、worst。',
    en: "Expected one row to match, but rows {rows} match {witness}; narrow one of them, or change 'hit' to first or worst.",
  },
  'rule.conflict': {
    kind: 'problem',
    zh: '规则自相矛盾：{witness} 时第 {rows} 行同时适用，结果却不同；请改成同一个结果，或改窄其中一行。',
    en: 'Expected rows that match together to agree, but rows {rows} differ for {witness}; make their results agree or narrow one of them.',
  },
  'rule.unreachable': {
    kind: 'problem',
    zh: '规则第 {row} 行在任何情况下都不适用或轮不到；请删去，或移到前面、改窄前面的行。',
    en: 'Expected row {row} to be reached in some case, but it never is; remove it, move it up or narrow the rows before it.',
  },
  'rule.too-many-cases': {
    kind: 'problem',
    zh: '规则的情况有 {cases} 种，超过 {most} 种，无法逐一检查空档；须写明“其余情况”如何处理。',
    en: "Expected an otherwise, because the {cases} cases of the rule are more than the {most} that can be checked; add 'otherwise'.",
  },
  'rule.not-points': {
    kind: 'problem',
    zh: '规则的分值“{value}”位数过多或不是普通小数；请改写。',
    en: "Expected points as a plain decimal, but '{value}' has too many digits; write fewer digits.",
  },
  'rule.not-a-result': {
    kind: 'problem',
    zh: '规则的结果“{value}”不在可选值之内；可选值：{possible}；请从中选一个。',
    en: "Expected a possible result, but '{value}' is none of: {possible}; choose one of them.",
  },
});
