/** What simulated people see (open tasks, copies, meetings) and what they do: commands in the words of the client's list. Types only. */
import type { FactValue } from '../../campaign/definition.ts';
import type { NodeKey, PersonId, RoleId, StageId, StepId, TaskId } from '../../campaign/keys.ts';
import type { Choice, Vote } from '../../kernel/command.ts';
import type { Signer } from '../../kernel/signer.ts';
import type { Instant } from '../../time/civil-date.ts';

/** An open task as the inbox shows it. */
export interface OpenTask {
  readonly node: NodeKey;
  readonly task: TaskId;
  readonly step: StepId;
  readonly stage: StageId | null;
  readonly round: number;
  readonly role: RoleId;
  /** In whose right, where each of several has a task of their own. */
  readonly seat: PersonId | null;
  readonly owners: readonly PersonId[];
  /** 委派: who asked the owners to prepare it; empty for every other task. */
  readonly delegatedBy: readonly PersonId[];
  readonly stuck: boolean;
  readonly openedAt: Instant;
  readonly due: Instant | null;
}

/** 抄送: what somebody was given to read and has not read. */
export interface OpenCopy {
  readonly node: NodeKey;
  readonly step: StepId;
  readonly person: PersonId;
  readonly round: number;
  readonly sentAt: Instant;
}

/** A meeting that has been convened and is not closed. */
export interface OpenMeeting {
  readonly node: NodeKey;
  readonly meeting: string;
  readonly role: RoleId;
  /** Only a sitting one is closed. */
  readonly place: string;
  readonly convenedAt: Instant;
  /** What stands on it now, with the round of each review. */
  readonly agenda: readonly {
    readonly review: string;
    readonly node: NodeKey;
    readonly step: StepId;
    readonly round: number;
  }[];
}

/** Where a vote stands of which only its convener has a task. */
export interface OpenVote {
  readonly seats: number;
  /** Of a secret ballot. */
  readonly ballot: { readonly place: 'issuing' | 'drawing' | 'casting'; readonly drawn: number } | null;
}

export interface Judgement {
  readonly outcome: string;
  readonly reasons: string[];
  readonly opinion: string;
  readonly verdicts: { item: string; outcome: string; reasons: string[] }[];
}

interface Head {
  readonly request: string;
  readonly node: string;
}
interface AtStep extends Head {
  readonly step: string;
}
interface AtStage extends AtStep {
  readonly stage: string;
  readonly round: number;
}
interface OnTask extends Head {
  readonly task: string;
}

interface Inputs {
  submit: AtStep & { round: number; content: Record<string, unknown> };
  decide: AtStage & Judgement;
  vote: AtStage & Omit<Judgement, 'outcome'> & { choice: Choice };
  issueBallots: AtStage & { ballots: string[] };
  takeBallot: AtStage;
  /** Signed by nobody. */
  castBallot: AtStage & { token: string; choice: Choice };
  recuse: AtStep & { round: number; reason: string };
  demandRecusal: AtStep & { round: number; person: string; reason: string };
  answerRecusal: AtStep & { round: number; person: string; granted: boolean; reason: string };
  delegate: OnTask & { to: string; reason: string };
  handBack: OnTask & { opinion: string };
  markRead: AtStep;
  confirm: Head & { act: string };
  decline: Head & { act: string; reason: string };
  comment: AtStep & { comment: string; channel: string; from: 'named' | 'recorded'; text: string };
  dispose: AtStep & { comment: string; disposition: 'adopted' | 'partly' | 'not-adopted'; reason: string };
  endAsking: AtStep;
  answer: AtStep & { facts: Record<string, string | number | boolean | string[]> };
  openCase: Head & { procedure: string; facts: Record<string, FactValue>; reason: string };
  issue: AtStep & { opinion: string };
  recordProof: AtStep & { of: 'start' | 'end'; proof: string };
  send: AtStep & { package: string };
  receive: AtStep;
  reopen: Head & { steps: string[]; items: string[]; reasons: string[]; opinion: string };
  reassign: OnTask & { to: string; reason: string };
  convene: Head & { role: string; meeting: string; agenda: string[] };
  closeMeeting: Head & {
    meeting: string;
    present: string[];
    vote: Vote;
    exceptions: (Judgement & { review: string; vote?: Vote })[];
    minutes: string;
  };
}

export type CommandName = keyof Inputs;
export type InputOf<N extends CommandName> = Inputs[N];
/** A command as the client's list names it. */
export type PersonCommand = {
  readonly [N in CommandName]: { readonly name: N; readonly input: Inputs[N] };
}[CommandName];

/** What somebody will do, and from when on. */
export interface PersonAct {
  readonly at: Instant;
  readonly signer: Signer;
  readonly command: PersonCommand;
}

export function byPerson(person: PersonId): Signer {
  return { kind: 'person', person };
}
