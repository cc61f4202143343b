/**
 * What a simulated person says, as the kernel's command: forms become manifests, words become hashes, as the client does against the
 * registry. Deterministic, so that a rehearsal can be played again elsewhere. Must not decide anything.
 */
import type { Campaign } from '../campaign/definition.ts';
import { manifestOf } from '../forms/manifest.ts';
import { hashOf } from '../json/canonical.ts';
import { chosenIn } from '../kernel/choose.ts';
import type { Command, CommandOf } from '../kernel/command.ts';
import type { NodeState } from '../kernel/state.ts';
import { gradesItems, itemGradeForm } from '../step/grade-items.ts';
import type { InputOf, PersonAct } from './people/acts.ts';

/** The hash under which a rehearsal keeps a text. */
function textHash(text: string): string {
  return hashOf({ rehearsal: text });
}

/** @returns undefined when what it is about is not there any more */
export function commandOf(
  campaign: Campaign,
  act: PersonAct,
  nodeOf: (key: string) => NodeState | undefined,
): Command | undefined {
  const { name, input } = act.command;
  const head = { request: input.request, node: input.node, signer: act.signer };
  switch (name) {
    case 'submit':
      return submitted(campaign, head, input, nodeOf(input.node));
    case 'decide':
    case 'vote':
    case 'issueBallots':
    case 'takeBallot':
    case 'castBallot': {
      const hash = nodeOf(input.node)?.reviews[input.step]?.hash;
      return hash == null ? undefined : atStage(act.command, head, hash);
    }
    case 'recuse':
      return { kind: 'Recuse', ...head, step: input.step, round: input.round, reason: textHash(input.reason) };
    case 'demandRecusal': {
      const { step, round, person } = input;
      return { kind: 'DemandRecusal', ...head, step, round, person, reason: textHash(input.reason) };
    }
    case 'answerRecusal': {
      const { step, round, person, granted } = input;
      return { kind: 'AnswerRecusal', ...head, step, round, person, granted, reason: textHash(input.reason) };
    }
    case 'delegate':
      return { kind: 'Delegate', ...head, task: input.task, to: input.to, reason: textHash(input.reason) };
    case 'handBack':
      return { kind: 'HandBack', ...head, task: input.task, opinion: textHash(input.opinion) };
    case 'reopen': {
      const { steps, items, reasons, opinion } = input;
      return { kind: 'Reopen', ...head, steps, items, reasons, opinion: textHash(opinion) };
    }
    case 'markRead':
      return { kind: 'MarkRead', ...head, step: input.step };
    case 'confirm':
      return { kind: 'Confirm', ...head, act: input.act };
    case 'decline':
      return { kind: 'Decline', ...head, act: input.act, reason: textHash(input.reason) };
    case 'comment': {
      const { step, comment, channel, from } = input;
      return { kind: 'Comment', ...head, step, comment, channel, from, about: [], text: textHash(input.text) };
    }
    case 'dispose': {
      const { step, comment, disposition } = input;
      return { kind: 'Dispose', ...head, step, comment, disposition, reason: textHash(input.reason) };
    }
    case 'endAsking':
      return { kind: 'EndAsking', ...head, step: input.step };
    case 'answer':
      return { kind: 'Reply', ...head, step: input.step, facts: input.facts };
    case 'openCase': {
      const { procedure, facts: given, reason } = input;
      const facts = given as CommandOf<'OpenCase'>['facts'];
      return { kind: 'OpenCase', ...head, procedure, facts, reason: textHash(reason) };
    }
    case 'issue':
      return { kind: 'Issue', ...head, step: input.step, opinion: textHash(input.opinion) };
    case 'recordProof':
      return { kind: 'RecordProof', ...head, step: input.step, of: input.of, proof: textHash(input.proof) };
    case 'send':
      return { kind: 'Send', ...head, step: input.step, package: textHash(input.package) };
    case 'receive':
      return { kind: 'Receive', ...head, step: input.step };
    case 'reassign':
      return { kind: 'Reassign', ...head, task: input.task, to: input.to, reason: textHash(input.reason) };
    case 'convene':
      return convened(head, input, nodeOf);
    case 'closeMeeting': {
      const { meeting, present, vote } = input;
      const exceptions = input.exceptions.map((one) => ({ ...one, opinion: textHash(one.opinion) }));
      return {
        kind: 'CloseMeeting',
        ...head,
        meeting,
        present,
        recused: [],
        vote,
        exceptions,
        minutes: textHash(input.minutes),
      };
    }
    default:
      name satisfies never;
      return undefined;
  }
}

type Head = Pick<Command, 'request' | 'node' | 'signer'>;
type StageAct = Extract<
  PersonAct['command'],
  { readonly name: 'decide' | 'vote' | 'issueBallots' | 'takeBallot' | 'castBallot' }
>;

/** On the version that lies there now. */
function atStage({ name, input }: StageAct, head: Head, hash: string): Command {
  const { step, stage, round } = input;
  const bound = { ...head, step, stage, round, hash };
  switch (name) {
    case 'decide': {
      const { outcome, reasons, verdicts, opinion } = input;
      return { kind: 'Decide', ...bound, outcome, reasons, verdicts, opinion: textHash(opinion) };
    }
    case 'vote': {
      const { choice, reasons, verdicts, opinion } = input;
      return { kind: 'Vote', ...bound, choice, reasons, verdicts, opinion: textHash(opinion) };
    }
    case 'issueBallots':
      return { kind: 'IssueBallots', ...bound, ballots: input.ballots };
    case 'takeBallot':
      return { kind: 'TakeBallot', ...bound };
    case 'castBallot':
      return { kind: 'CastBallot', ...bound, token: input.token, choice: input.choice };
  }
}

function submitted(
  campaign: Campaign,
  head: Head,
  input: InputOf<'submit'>,
  node: NodeState | undefined,
): CommandOf<'Submit'> | undefined {
  const steps = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  const written = steps.find((one) => one.id === input.step);
  if (written === undefined) return undefined;
  const step = node === undefined ? written : chosenIn(node, written);
  const form = gradesItems(step)
    ? itemGradeForm(step)
    : step.kind === 'do'
      ? campaign.forms[step.form]
      : { id: step.id, facts: Object.keys(input.content), material: [] };
  if (form === undefined) return undefined;
  const salt = hashOf(['lineage', input.node, input.step]);
  const { version, material, facts, items } = manifestOf(form, input.content, salt);
  return {
    kind: 'Submit',
    ...head,
    step: input.step,
    round: input.round,
    version,
    material,
    facts: facts as CommandOf<'Submit'>['facts'],
    items: [...items],
  };
}

function convened(
  head: Head,
  input: InputOf<'convene'>,
  nodeOf: (key: string) => NodeState | undefined,
): CommandOf<'Convene'> | undefined {
  const agenda = input.agenda.flatMap((key) => {
    const cut = key.lastIndexOf('/');
    const [node, step] = [key.slice(0, cut), key.slice(cut + 1)];
    const state = nodeOf(node);
    const review = state?.reviews[step];
    if (review?.hash == null) return [];
    // In a branch the review's place is the group's; the task names the stage that waits for the body.
    const waiting = Object.values(state?.tasks ?? {}).find((task) => task.step === step && task.role === input.role);
    return [{ node, step, stage: waiting?.stage ?? review.place, round: review.round, hash: review.hash }];
  });
  return agenda.length === 0 && input.agenda.length > 0
    ? undefined
    : { kind: 'Convene', ...head, role: input.role, meeting: input.meeting, agenda };
}
