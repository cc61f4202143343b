/**
 * The commands that people give, made from the client's one list: their names, summaries and options are the list's. Only how a
 * form is filled in is said here.
 */
import { type CommandName, commandList, commandNames } from '@lianfang/client';
import type { Command } from 'commander';
import * as z from 'zod';
import { actAs, type Given } from '../acting.ts';
import { addFormOptions, contentGiven, printTemplate } from '../filling.ts';
import type { Cli } from '../program.ts';
import { exitCodes } from '../shell.ts';

/** Under `meeting` and `campaign` instead; see commands/meeting.ts and commands/change.ts. */
const elsewhere: readonly CommandName[] = ['convene', 'takeOff', 'closeMeeting', 'changeReview', 'changeCalendar'];
/** A form is filled in for these. */
const filledIn: readonly CommandName[] = ['submit', 'amend'];

export function addUserCommands(cli: Cli, program: Command): void {
  for (const name of commandNames) if (!elsewhere.includes(name)) addUserCommand(cli, program, name, kebab(name));
}

export function addUserCommand(cli: Cli, parent: Command, name: CommandName, as: string): void {
  const fields = fieldsOf(name);
  const parts = ['node', 'step', 'task', 'meeting'].filter((part) => fields.some((field) => field.name === part));
  const command = cli.leaf(
    parent,
    `${as} ${parts.length > 0 ? `[${parts.join('/')}]` : '[node]'}`,
    commandList[name].summary,
    async (options, [target], { shell, json }) => {
      if (filledIn.includes(name) && options.template === true) {
        await printTemplate(shell, target, options);
        return exitCodes.ok;
      }
      const given: Given = {
        name,
        target,
        options,
        fields,
        ...(filledIn.includes(name) ? { content: contentGiven(options) } : {}),
      };
      return actAs(shell, json, given);
    },
  );
  for (const field of fields) {
    if (filledIn.includes(name) && field.name === 'content') continue;
    cli.option(command, `--${kebab(field.name)} <${field.kind === 'list' ? 'value...' : 'value'}>`, {
      zh: hintOf(field, 'zh'),
      en: hintOf(field, 'en'),
    });
  }
  if (filledIn.includes(name)) addFormOptions(cli, command);
  cli.option(command, '--input <file>', {
    zh: '全部内容写在 YAML 或 JSON 文件里（- 为标准输入）',
    en: 'the whole input in a YAML or JSON file (- is standard input)',
  });
  cli.option(command, '--as <person>', { zh: '谁在办（编号或姓名）', en: 'who acts (id or name)' });
  cli.option(command, '--for <person>', { zh: '代谁办（须有代理关系）', en: 'for whom (needs a substitution)' });
  cli.option(command, '--record-for <organization>', {
    zh: '代为登记：哪个集体或外单位的意见（花名册里的代号）',
    en: 'recorded for which body or organization outside (its id in the roster)',
  });
  cli.option(command, '--campaign <id>', {
    zh: '活动（只有一个时可不写）',
    en: 'campaign (optional when only one runs)',
  });
  command.addHelpText(
    'after',
    `\n${cli.shell.say({ zh: '例：', en: 'Example: ' })}${JSON.stringify(commandList[name].example)}`,
  );
}

export interface InputField {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'list' | 'data';
  readonly required: boolean;
  readonly possible: readonly string[];
}

/** Options from the input's schema: what is no plain word is written as YAML. */
export function fieldsOf(name: CommandName): readonly InputField[] {
  const schema = z.toJSONSchema(commandList[name].input as z.ZodType, { io: 'input', unrepresentable: 'any' }) as {
    readonly properties?: Readonly<Record<string, JsonType>>;
    readonly required?: readonly string[];
  };
  return Object.entries(schema.properties ?? {}).map(([field, type]) => ({
    name: field,
    kind: kindOf(type),
    required: schema.required?.includes(field) ?? false,
    possible: type.enum ?? [],
  }));
}

interface JsonType {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: JsonType;
}

function kindOf(type: JsonType): InputField['kind'] {
  if (type.type === 'string') return 'text';
  if (type.type === 'integer' || type.type === 'number') return 'number';
  return type.type === 'array' && type.items?.type === 'string' ? 'list' : 'data';
}

function hintOf(field: InputField, lang: 'zh' | 'en'): string {
  const words = hints[field.name]?.[lang] ?? field.name;
  const possible = field.possible.length > 0 ? `：${field.possible.join(' | ')}` : '';
  const data = field.kind === 'data' ? (lang === 'zh' ? '（YAML）' : ' (YAML)') : '';
  return `${words}${possible}${data}`;
}

const hints: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  request: { zh: '这次办理的编号；同一编号只办一次', en: 'an id for this act; the same id is done once' },
  node: { zh: '节点（单位、科室、岗位）的编号', en: 'key of the node' },
  step: { zh: '步骤', en: 'step' },
  stage: { zh: '审批环节（默认为当前环节）', en: 'stage (default: the present one)' },
  round: { zh: '轮次（默认为当前轮次）', en: 'round (default: the present one)' },
  hash: { zh: '所看到的版本的哈希（默认为当前版本）', en: 'hash of the version seen (default: the present one)' },
  outcome: { zh: '结论', en: 'outcome' },
  reasons: { zh: '退回理由，可多个', en: 'reasons for a return' },
  opinion: { zh: '审批意见', en: 'written opinion' },
  verdicts: { zh: '逐项结论', en: 'verdicts per item' },
  due: { zh: '期限，如 2011-10-25', en: 'due, such as 2011-10-25' },
  target: { zh: '退回到哪个环节（默认退回填报人）', en: 'stage to return to (default: the filler)' },
  comment: { zh: '意见的编号', en: 'id of the comment' },
  channel: { zh: '渠道', en: 'channel' },
  from: { zh: '署名方式', en: 'how it is signed' },
  about: { zh: '针对哪些项', en: 'about which items' },
  text: { zh: '意见内容', en: 'words of the comment' },
  disposition: { zh: '采纳情况', en: 'disposition' },
  reason: { zh: '理由', en: 'reason' },
  package: { zh: '报送的内容', en: 'what is handed over' },
  missing: { zh: '缺哪些下级（默认为现在缺的全部）', en: 'which are missing (default: all that are)' },
  role: { zh: '开会的集体（角色）', en: 'the body (a role)' },
  meeting: { zh: '会议编号', en: 'id of the meeting' },
  agenda: { zh: '议题：节点/步骤，可多个', en: 'agenda: node/step, several' },
  review: { zh: '议题：节点/步骤', en: 'entry: node/step' },
  present: { zh: '到会人员', en: 'who is present' },
  recused: { zh: '回避', en: 'who stands aside' },
  vote: { zh: '表决：{for: [], against: [], abstained: []}', en: 'vote: {for: [], against: [], abstained: []}' },
  exceptions: { zh: '例外议题的结论', en: 'entries decided otherwise' },
  minutes: { zh: '会议记录', en: 'minutes' },
  procedure: { zh: '程序', en: 'procedure' },
  facts: { zh: '要素', en: 'facts' },
  steps: { zh: '哪些步骤', en: 'which steps' },
  items: { zh: '哪些项', en: 'which items' },
  task: { zh: '待办', en: 'task' },
  choice: { zh: '投票', en: 'the vote' },
  token: { zh: '领到的票', en: 'the ballot that was drawn' },
  ballots: {
    zh: '选票的哈希（在别处制票时才用；不写则由系统制票）',
    en: 'hashes of ballots made elsewhere; left out, they are made here',
  },
  person: { zh: '谁（编号或姓名）', en: 'who (id or name)' },
  granted: { zh: '是否回避：true 或 false', en: 'whether they stand aside: true or false' },
  when: { zh: '在自己之前还是之后', en: 'before or after oneself' },
  then: { zh: '退回以后：重走各环节，或直接回到退回人', en: 'after the return: every stage again, or straight back' },
  act: { zh: '提议的编号', en: 'request id of the proposal' },
  scale: { zh: '等级类别', en: 'scale' },
  source: { zh: '等级来源', en: 'source of the grade' },
  item: {
    zh: '改的是哪一项：{ step: 步骤, item: 项的代号 }；不写就是节点的等级',
    en: 'the item it is about, { step, item }; absent: the node',
  },
  value: { zh: '等级', en: 'grade' },
  to: { zh: '给谁（编号或姓名）', en: 'to whom (id or name)' },
};

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
