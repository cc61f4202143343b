/**
 * One command from the command line to its answer: who acts and in which right, the input from options or a file, the result in
 * words. Must not know any one command.
 */
import { BadInput, type CommandInput, type CommandName, type CommandResult, commandList } from '@lianfang/client';
import { directoryOf } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';
import { campaignInstant, type Rejection, type Signer, SYSTEM } from '@lianfang/engine/kernel';
import { vocabularyOf } from '@lianfang/engine/record';
import type { StoredCampaign } from '@lianfang/registry';
import type { InputField } from './commands/user-commands.ts';
import { CannotDo } from './fault.ts';
import { contentRefusals } from './filling.ts';
import { campaignMeant, nodeMeant, personMeant } from './found.ts';
import { dataIn, instantIn, type Options, readData, textIn } from './options.ts';
import { type Connected, withSession } from './session.ts';
import { type ExitCode, exitCodes, type Shell } from './shell.ts';

export interface Given {
  readonly name: CommandName;
  /** `node/step`, `node/task`, `node/meeting` or `node`. */
  readonly target: string | undefined;
  readonly options: Options;
  readonly fields: readonly InputField[];
  readonly content?: Record<string, unknown> | undefined;
}

/** Whose `to` is a person. */
const handedOver: readonly CommandName[] = ['reassign', 'transfer', 'delegate'];

export async function actAs(shell: Shell, json: boolean, given: Given): Promise<ExitCode> {
  return withSession(shell, async (session) => {
    const stored = await campaignMeant(session.registry, textIn(given.options, 'campaign'));
    const people = await session.registry.peopleOf(stored.id);
    const input = inputOf(given, stored, people);
    const person = commandList[given.name].signedAs === 'nobody' ? null : actorNamed(given, people);
    if (given.name === 'submit' || given.name === 'amend') {
      const said = await contentRefusals(session.registry, stored, input);
      const refused = said.filter((one) => one.advice === undefined);
      if (refused.length > 0) return tellRefusals(shell, json, refused);
      if (!json) for (const { message } of said) shell.line(message);
    }
    const signer = person === null ? SYSTEM : await signerOf(session, given, stored, person, people, input);
    try {
      const ballot = await ballotAct(session, given.name, stored, signer, input);
      if (ballot !== undefined) {
        return tellResult(shell, json, given.name, ballot.result, stored, ballot.token);
      }
      const result = await session.client.perform(stored.id, signer, given.name, input as CommandInput<CommandName>);
      return tellResult(shell, json, given.name, result, stored);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      return tellRefusals(
        shell,
        json,
        error.issues.map((issue) => ({
          code: 'client.bad-input',
          path: issue.path,
          message: `--${issue.path}: ${issue.message}`,
        })),
      );
    }
  });
}

/** @throws CannotDo */
function actorNamed({ options }: Given, people: Readonly<Record<string, string>>): string {
  const named = textIn(options, 'as');
  if (named !== undefined) return personMeant(named, people);
  throw new CannotDo('input.as', {
    zh: '请用 --as 说明是谁在办（编号或姓名）。',
    en: 'Say who acts with --as (an id or a name).',
  });
}

/** Secret ballots: the client makes the tokens, and hands one out to whoever draws. */
async function ballotAct(
  { client, registry }: Connected,
  name: CommandName,
  stored: StoredCampaign,
  signer: Signer,
  input: Readonly<Record<string, unknown>>,
): Promise<{ readonly result: CommandResult; readonly token?: string | null } | undefined> {
  if (name !== 'takeBallot' && (name !== 'issueBallots' || input.ballots !== undefined)) return undefined;
  const [node, step] = [String(input.node ?? ''), String(input.step ?? '')];
  const stage = String(input.stage ?? (await registry.review(stored.id, `${node}/${step}`))?.place ?? '');
  const request = typeof input.request === 'string' ? { request: input.request } : {};
  const at = { node, step, stage, ...request };
  if (name === 'takeBallot') return client.takeBallot(stored.id, signer, at);
  // As many as there are members, which the actor knows.
  const found = await client.possible(stored.id, node, signer.kind === 'system' ? '' : signer.person);
  const issue = found.find((one) => one.kind === 'IssueBallots' && one.step === step && one.stage === stage);
  const members = issue?.probe.kind === 'IssueBallots' ? issue.probe.ballots.length : 1;
  return { result: await client.issueBallots(stored.id, signer, { ...at, members }) };
}

function inputOf(
  { name, target, options, fields, content }: Given,
  stored: StoredCampaign,
  people: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const file = textIn(options, 'input');
  const read = file === undefined ? {} : readData(file);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new CannotDo('input.file', {
      zh: '文件的内容应是“键: 值”。',
      en: 'Expected the file to hold keys and values.',
    });
  }
  const input: Record<string, unknown> = { ...read, ...(content === undefined ? {} : { content }) };
  const cut = target?.indexOf('/') ?? -1;
  if (target !== undefined) {
    input.node = cut < 0 ? target : target.slice(0, cut);
    const rest = cut < 0 ? '' : target.slice(cut + 1);
    const part = ['step', 'task', 'meeting'].find((one) => fields.some((field) => field.name === one));
    if (rest !== '' && part !== undefined) {
      // As the inbox shows it: `step/stage` names the stage as well.
      const [step = rest, stage] = rest.split('/');
      input[part] = part === 'step' ? step : rest;
      if (part === 'step' && stage !== undefined && fields.some((field) => field.name === 'stage')) input.stage = stage;
    }
  }
  for (const field of fields) {
    const value = options[field.name];
    if (value === undefined) continue;
    if (field.kind === 'data') input[field.name] = dataIn(String(value));
    else if (field.kind === 'number')
      input[field.name] = field.name === 'due' ? instantIn(String(value), stored.campaign.zone) : Number(value);
    else input[field.name] = value;
  }
  if (typeof input.node === 'string') input.node = nodeMeant(input.node, stored.campaign.nodes);
  if (handedOver.includes(name) && typeof input.to === 'string') input.to = personMeant(input.to, people);
  if (Array.isArray(input.to)) input.to = input.to.map((one) => personMeant(String(one), people));
  if (typeof input.person === 'string') input.person = personMeant(input.person, people);
  if (Array.isArray(input.present)) input.present = input.present.map((one) => personMeant(String(one), people));
  return input;
}

async function signerOf(
  { registry }: Connected,
  { name, options }: Given,
  stored: StoredCampaign,
  person: string,
  people: Readonly<Record<string, string>>,
  input: Readonly<Record<string, unknown>>,
): Promise<Signer> {
  const other = textIn(options, 'for');
  if (other !== undefined) return { kind: 'substitute', person, for: personMeant(other, people) };
  const outside = textIn(options, 'recordFor');
  if (outside !== undefined) return { kind: 'recorder', person, of: outside };
  const { signedAs } = commandList[name];
  // Whom the plan lets order beside the office does so in their own right.
  const isOffice = () =>
    directoryOf(stored.campaign)
      .members(stored.campaign.root, stored.campaign.office, campaignInstant(stored.clock, Date.now()))
      .includes(person);
  if (name === 'reopen' && stored.campaign.orders !== undefined && !isOffice()) return { kind: 'person', person };
  if (signedAs === 'office') return { kind: 'administrator', person };
  if (signedAs !== 'recorder') return { kind: 'person', person };
  const node = String(input.node ?? '');
  const role =
    typeof input.role === 'string'
      ? input.role
      : ((await registry.meeting(stored.id, node, String(input.meeting ?? '')))?.role ?? '');
  const body = directoryOf(stored.campaign).body(node, role, campaignInstant(stored.clock, Date.now()));
  return { kind: 'recorder', person, of: body?.id ?? (role === '' ? node : role) };
}

export function tellResult(
  shell: Shell,
  json: boolean,
  name: CommandName,
  result: CommandResult,
  stored: StoredCampaign,
  /** A ballot that was drawn: shown once, kept nowhere. */
  token?: string | null,
): ExitCode {
  if (json)
    shell.line(
      JSON.stringify({
        ok: result.status === 'accepted',
        ...result,
        ...(token === undefined ? {} : { token }),
        ...(result.status === 'refused' ? { message: messageOf(result.rejection, shell.lang) } : {}),
      }),
    );
  switch (result.status) {
    case 'accepted':
      if (!json) {
        const summary = shell.say(commandList[name].summary);
        const node = vocabularyOf(stored.campaign).node(result.node);
        shell.line(
          shell.colour.green(
            shell.say({
              zh: `已办：${summary}（${node}，留痕第 ${result.seq} 条）`,
              en: `Done: ${summary} (${node}, entry ${result.seq})`,
            }),
          ),
        );
        if (typeof token === 'string')
          shell.line(
            shell.say({
              zh: `您的票：${token}\n只显示这一次，任何地方都没有记下是谁的。投票：cast-ballot … --token ${token} --choice for|against|abstained`,
              en: `Your ballot: ${token}\nIt is shown once, and nowhere is kept whose it is. To vote: cast-ballot … --token ${token} --choice for|against|abstained`,
            }),
          );
      }
      return exitCodes.ok;
    case 'refused':
      if (!json) for (const line of rejectionLines(shell, result.rejection)) shell.note(line);
      return exitCodes.refused;
    case 'unknown':
      if (!json) {
        shell.note(
          shell.colour.yellow(
            shell.say({
              zh: `还不知道办成没有（${result.cause}）。申请已存下，不会丢失也不会办两次；系统会以同一编号继续。\n查询或重试：再运行同一命令，加 --request ${result.request}`,
              en: `It is not known yet whether it was done (${result.cause}). The request is stored: it is neither lost nor done twice, and is repeated under the same id.\nTo ask or try again: run the same command with --request ${result.request}`,
            }),
          ),
        );
      }
      return exitCodes.fault;
  }
}

function rejectionLines(shell: Shell, rejection: Rejection): string[] {
  const { possible, code } = rejection;
  const message = messageOf(rejection, shell.lang);
  const ways = (possible ?? []).map(String);
  const shown = ways.length === 0 || ways.every((way) => message.includes(way));
  return [
    `${shell.colour.red(shell.say({ zh: '不能办：', en: 'Refused: ' }))}${message}  ${shell.colour.dim(code)}`,
    ...(shown ? [] : [shell.say({ zh: `可以：${ways.join('、')}`, en: `Possible: ${ways.join(', ')}` })]),
  ];
}

function tellRefusals(
  shell: Shell,
  json: boolean,
  problems: readonly { readonly code: string; readonly path: string; readonly message: string }[],
): ExitCode {
  if (json) shell.line(JSON.stringify({ ok: false, status: 'refused', problems }));
  else
    for (const problem of problems)
      shell.note(
        `${shell.colour.red(shell.say({ zh: '不能办：', en: 'Refused: ' }))}${problem.message}  ${shell.colour.dim(`${problem.path} ${problem.code}`)}`,
      );
  return exitCodes.refused;
}
