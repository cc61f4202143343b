/** Prints the commands that people and programs can give: those of the client's list, then those of the command line. */
import { buildProgram, shellOf } from '@lianfang/cli';
import { type CommandName, commandList, commandNames } from '@lianfang/client';
import * as z from 'zod';
import { inCell } from './markdown.ts';

type Command = ReturnType<typeof buildProgram>;

interface Json {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Json;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
}

function schemaOf(name: CommandName): Json {
  return z.toJSONSchema(commandList[name].input as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Json;
}

function typeOf(type: Json, depth = 0): string {
  const options = type.anyOf ?? type.oneOf;
  if (options !== undefined) return [...new Set(options.map((one) => typeOf(one, depth + 1)))].join(' or ');
  if (type.enum !== undefined) return type.enum.map((one) => JSON.stringify(one)).join(' or ');
  if (type.const !== undefined) return JSON.stringify(type.const);
  if (type.type === 'array') return `list of ${type.items === undefined ? 'anything' : typeOf(type.items, depth + 1)}`;
  if (type.type === 'object' && type.properties !== undefined) {
    const fields = Object.keys(type.properties).map((key) => (type.required?.includes(key) ? key : `${key}?`));
    return depth > 2 ? 'object' : `{ ${fields.join(', ')} }`;
  }
  return type.type ?? 'anything';
}

function userCommand(name: CommandName): string[] {
  const { summary, example, kind } = commandList[name];
  const { properties = {}, required = [] } = schemaOf(name);
  return [
    '',
    `### \`${name}\``,
    '',
    `${summary.zh}。${summary.en} (the kernel's \`${kind}\`).`,
    '',
    '| field | type | |',
    '| --- | --- | --- |',
    ...Object.entries(properties).map(
      ([field, type]) => `| \`${field}\` | ${inCell(typeOf(type))} | ${required.includes(field) ? 'required' : ''} |`,
    ),
    '',
    '```json',
    JSON.stringify(example),
    '```',
  ];
}

function shellCommand(command: Command, above: string): string[] {
  const path = `${above} ${command.name()}`.trim();
  if (command.commands.length > 0) return command.commands.flatMap((one) => shellCommand(one, path));
  const options = command.options.filter((option) => !['--json', '--lang'].includes(option.long ?? ''));
  const usage = [path, ...command.registeredArguments.map(argumentText)].join(' ');
  return [
    '',
    `### \`${usage}\``,
    '',
    `${command.description()}。`,
    ...(options.length === 0 ? [] : ['', '| option | |', '| --- | --- |']),
    ...options.map((option) => `| \`${option.flags}\` | ${inCell(option.description)} |`),
  ];
}

function argumentText(argument: Command['registeredArguments'][number]): string {
  const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

const silent = shellOf({ out: () => {}, err: () => {}, env: { NO_COLOR: '1' }, isTerminal: false }, 'zh');
const program = buildProgram(silent, () => {});
const lines = [
  '# 命令 Commands',
  '',
  'Made by `npm run generate` from the client’s list of commands and from the command line.',
  '',
  '## By program',
  '',
  'The third and fourth arguments of `client.perform(campaign, by, name, input)`. `request` is the caller’s own id for the act: a repeat',
  'under the same id is done once. What is left out and can be known (round, stage, hash) is taken as it is at that moment.',
  ...commandNames.flatMap(userCommand),
  '',
  '## By the command line',
  '',
  '`npm run lianfang -- COMMAND`. Every command also takes `--json` (for programs) and `--lang zh|en`.',
  ...program.commands.flatMap((command) => shellCommand(command, '')),
];
process.stdout.write(`${lines.join('\n')}\n`);
