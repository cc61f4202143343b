/**
 * What is possible, as lines: for each act that would be accepted the command that gives it, for each other one why not. What is left for
 * the person to write stands as `…`. Must not decide anything.
 */
import { type CommandName, commandList, commandNames } from '@lianfang/client';
import { messageOf } from '@lianfang/engine/codes';
import type { Command, CommandKind, Possibility } from '@lianfang/engine/kernel';
import type { Vocabulary } from '@lianfang/engine/record';
import { fieldsOf, kebab } from './commands/user-commands.ts';
import type { Shell } from './shell.ts';

const names = new Map<CommandKind, CommandName>(commandNames.map((name) => [commandList[name].kind, name]));
/** Those that have a place of their own. */
const places: Partial<Record<CommandName, string>> = {
  convene: 'meeting convene',
  takeOff: 'meeting take-off',
  closeMeeting: 'meeting close',
  changeReview: 'campaign change-review …',
  changeCalendar: 'campaign change-calendar …',
};
/** Part of the target. */
const addressed = ['request', 'node', 'step', 'stage', 'task', 'meeting', 'round', 'hash', 'content', 'missing'];
/** What the probe says of these is the plan's own, and may stand. */
const offered = ['channel', 'disposition'];

export function nameOf(kind: CommandKind): CommandName {
  return names.get(kind) ?? 'submit';
}

/** `npm run lianfang -- …`, to be completed where it says `…`. */
export function commandLine(one: Possibility, person: string): string {
  const name = nameOf(one.kind);
  const part = one.meeting ?? one.task ?? (one.stage === undefined ? one.step : `${one.step}/${one.stage}`);
  const target = one.kind === 'Convene' || part === undefined ? one.node : `${one.node}/${part}`;
  const options = fieldsOf(name).flatMap((field) => {
    const value = addressed.includes(field.name) ? undefined : valueFor(one, field);
    return value === undefined ? [] : [`--${kebab(field.name)} ${value}`];
  });
  const content = fieldsOf(name).some((field) => field.name === 'content') ? ['--file form.yaml'] : [];
  const right = one.for === undefined ? [] : [`--for ${one.for}`];
  const words = [places[name] ?? kebab(name), `'${target}'`, ...content, ...options, ...right, `--as ${person}`];
  return `npm run lianfang -- ${words.join(' ')}`;
}

function valueFor(
  one: Possibility,
  { name, required }: { readonly name: string; readonly required: boolean },
): string | undefined {
  const about: unknown = one[name as keyof Possibility];
  if (about !== undefined) return String(about);
  const probe: Readonly<Record<string, unknown>> = one.probe;
  if (name === 'agenda') return agendaOf(one.probe);
  if (offered.includes(name)) return String(probe[name]);
  // A probe has words where words are needed.
  const needed = required || (name === 'opinion' && probe.opinion !== null && probe.opinion !== undefined);
  const reasoned = name === 'reasons' && Array.isArray(probe.reasons) && probe.reasons.length > 0;
  return needed || reasoned ? '…' : undefined;
}

function agendaOf(probe: Command): string {
  return probe.kind === 'Convene' ? probe.agenda.map(({ node, step }) => `'${node}/${step}'`).join(' ') : '…';
}

/** The act in words: what, at which stage, with which outcome. */
export function actWords(shell: Shell, words: Vocabulary, one: Possibility): string {
  const { step, stage, outcome, target } = one;
  const choices: Readonly<Record<string, string>> = { for: '赞成', against: '反对', abstained: '弃权' };
  const details = [
    ...(step === undefined ? [] : [stage === undefined ? words.step(step) : words.stage(step, stage)]),
    ...(outcome === undefined || step === undefined ? [] : [words.outcome(step, stage ?? null, outcome)]),
    ...(one.choice === undefined ? [] : [shell.lang === 'zh' ? (choices[one.choice] ?? one.choice) : one.choice]),
    ...(target === undefined || step === undefined ? [] : [`→ ${words.stage(step, target)}`]),
    ...[one.person, one.comment, one.meeting, one.procedure, one.when, one.value].flatMap((part) => part ?? []),
    ...(one.granted === undefined ? [] : [yesOrNo(shell, one.granted)]),
  ];
  const summary = shell.say(commandList[nameOf(one.kind)].summary);
  return details.length === 0 ? summary : `${summary}（${details.join(' · ')}）`;
}

function yesOrNo(shell: Shell, yes: boolean): string {
  return shell.say(yes ? { zh: '同意', en: 'granted' } : { zh: '不同意', en: 'refused' });
}

export function whyNot(shell: Shell, one: Possibility): string {
  return one.accepted ? '' : messageOf(one.rejection, shell.lang);
}
