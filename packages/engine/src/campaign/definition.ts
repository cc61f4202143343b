/**
 * A compiled campaign: what the kernel runs. Made by the compiler from plan, roster and calendar, and hashed; nothing after the
 * compiler reads the raw documents. Must not know how the plan is written or where the campaign runs.
 */

import type { Scope } from '../expression/fact-type.ts';
import type { Rule } from '../expression/rule.ts';
import type { Expression } from '../expression/tree.ts';
import type { RoleDefinition } from '../roster/resolve.ts';
import type { RosterSlice } from '../roster/roster-slice.ts';
import type { CalendarSlice } from '../time/calendar.ts';
import type { Instant } from '../time/civil-date.ts';
import type { DueLadder } from '../time/ladder.ts';
import type { Limit } from '../time/limit.ts';
import type { ActorKey, Hash, NodeKey, RoleId, StageId, StepId } from './keys.ts';

export type FactValue = string | number | boolean | null | readonly string[];
export type Facts = Readonly<Record<string, FactValue>>;

export interface NodeDefinition {
  readonly key: NodeKey;
  readonly layer: string;
  readonly name: string;
  readonly parent: NodeKey | null;
  readonly children: readonly NodeKey[];
  readonly facts: Facts;
}

/** How long: absolute, or from the opening; or none, with the plan's reason. */
export type Due =
  | { readonly kind: 'at'; readonly at: Instant; readonly words: string }
  | { readonly kind: 'after'; readonly limit: Limit }
  | { readonly kind: 'none'; readonly reason: string };

/** The direct dependencies only: steps at the same node, at the nodes above, at all nodes below. */
export interface Waits {
  readonly same: readonly StepId[];
  readonly above: readonly StepId[];
  readonly below: readonly StepId[];
}

interface StepBase {
  readonly id: StepId;
  readonly name: string;
  /** The phase or procedure it belongs to. */
  readonly part: string;
  /** The layer whose nodes it runs at; `case` for steps of a procedure. */
  readonly layer: string;
  /** Who answers for it: does it, gathers it, hands it in. */
  readonly by: RoleId;
  readonly when?: Expression;
  readonly waits: Waits;
  /** Not before; null: as soon as what it waits for is done. */
  readonly opens: Instant | null;
  readonly due: Due;
  readonly ladder: DueLadder;
  /** May the owner go on without missing nodes below, by an audited act? */
  readonly join: 'all' | 'owner-may-go-on';
  /** What happens to this step, already done or open, when a step it rests on is reopened. */
  readonly onReopen: 'go-on' | 'hold' | 'redo';
}

/** Somebody hands in a version of a form. */
export interface DoStep extends StepBase {
  readonly kind: 'do';
  readonly form: string;
}
/** A review over what the step `of` produced at the same node. */
export interface DecideStep extends StepBase {
  readonly kind: 'decide';
  readonly review: string;
  readonly of: StepId;
  /** On approval of a form whose rows are nodes below: each row's node records its grade from these two sources. */
  readonly rowGrades?: {
    readonly scale: string;
    readonly fact: string;
    readonly declared: string;
    readonly approved: string;
  };
}
/** Comments are collected; each gets a disposition; the owner ends it. */
export interface AskStep extends StepBase {
  readonly kind: 'ask';
  readonly purpose: 'consultation' | 'publicity' | 'appraisal';
  readonly channels: readonly string[];
  /** Whose members may speak by account; others are recorded by the owner. */
  readonly scope: RoleId;
  /** Steps whose texts are shown, at this node or below; frozen by hash for a publicity. */
  readonly of: readonly StepId[];
  /** Calendar days it must stand; null: the document gives none. */
  readonly days: number | null;
}
/** Derived at once, by the system. */
export interface ComputeStep extends StepBase {
  readonly kind: 'compute';
  readonly compute:
    | { readonly what: 'grade'; readonly rule: string; readonly scale: string; readonly source: string }
    | { readonly what: 'roll-up'; readonly form: string; readonly of: readonly StepId[] };
}
/** Handed to somebody outside or above, with receipt. */
export interface SendStep extends StepBase {
  readonly kind: 'send';
  readonly to: RoleId;
  /** What is in the package: outputs of these steps at this node. */
  readonly of: readonly StepId[];
}
/** A body is to sit: called for by order and time, convened by its owner, done when a sitting has been held and delivered. */
export interface SitStep extends StepBase {
  readonly kind: 'sit';
  /** The role of the body. */
  readonly body: RoleId;
}
/** Nothing but order and time. */
export interface WaitStep extends StepBase {
  readonly kind: 'wait';
}
export type StepDefinition = DoStep | DecideStep | AskStep | ComputeStep | SendStep | SitStep | WaitStep;

/** A fraction: numerator and denominator. */
export type Share = readonly [number, number];

/** How many are enough: a number, at least a share, or more than a share of those that are asked about. */
export type Threshold = { readonly atLeast: number } | { readonly atLeastShare: Share } | { readonly moreThan: Share };

/** How votes are counted, at a stage and in a meeting alike; people who stand aside are in no number. */
export interface Counting {
  /** Of those entitled, by heads: how many must vote (at a stage) or sit (in a meeting). */
  readonly quorum: Threshold;
  /** In favour, by weight, of `of`: enough to pass. */
  readonly pass: Threshold;
  /** Against, by weight, of `of`: enough to fail. Null: what does not pass fails. */
  readonly fail: Threshold | null;
  readonly of: 'entitled' | 'present' | 'voting';
  /** Whoever holds the role counts so much; everybody else one. */
  readonly weights: Readonly<Record<RoleId, number>>;
  /** The chair's vote decides when as many are for as against. */
  readonly casting: boolean;
  /** One vote against is enough to fail. */
  readonly veto: boolean;
  readonly ballot: 'open' | 'secret';
  /** Of a secret ballot with fewer votes only the result is said. */
  readonly hideBelow: number;
}

export type Decide =
  /** One person; whoever of several holders comes first. */
  | { readonly mode: 'one' }
  /** 或签: any one of several. */
  | { readonly mode: 'any' }
  /** 会签: every one of them; the first who does not agree decides. */
  | { readonly mode: 'all' }
  /** 依次: one after another, in the roster's order. */
  | { readonly mode: 'in-order' }
  /** Members vote one by one; `passed` and `failed` are outcomes of the stage. */
  | ({
      readonly mode: 'vote';
      /**
       * When everybody has voted, or as soon as the rest cannot change the result; a secret ballot always when all are cast. The chair may
       * close it once there is a quorum.
       */
      readonly ends: 'all-voted' | 'certain';
      readonly passed: string;
      readonly failed: string;
    } & Counting)
  /** A body sits over an agenda. */
  | ({ readonly mode: 'meeting' } & Counting);
export type DecideMode = Decide['mode'];

export interface Outcome {
  readonly id: string;
  readonly name: string;
  readonly leads: 'forward' | 'return' | 'end';
  readonly opinion: 'required' | 'optional';
  /** Forward: a later stage or group. Return: an earlier one. Absent: the next, or the filler. */
  readonly to?: StageId;
  /** Return: these steps instead of the review's own. */
  readonly steps?: readonly StepId[];
}

export interface StageDefinition {
  readonly id: StageId;
  readonly name: string;
  readonly by: RoleId;
  readonly resolve: 'frozen' | 'live';
  readonly decide: Decide;
  readonly when?: Expression;
  readonly due: Due;
  /** After a return: the whole limit anew, or what was left of it when the work went back. */
  readonly limit: 'anew' | 'paused-while-returned';
  readonly ladder: DueLadder;
  readonly outcomes: readonly Outcome[];
  /** Says what it thinks; whatever it says, the review goes forward. */
  readonly advice: boolean;
  /** Who decides when everybody who could is the filler or stands aside. */
  readonly selfReview: RoleId | null;
  /** Their holders get a copy when the stage is decided. */
  readonly copies: readonly RoleId[];
}

export interface BranchDefinition {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly StageId[];
}

/** Branches that run side by side; the review is at one place in each. */
export interface GroupDefinition {
  readonly id: StageId;
  readonly name: string;
  readonly join: 'all' | 'any';
  /** When one branch sends back: the others stop at once, or go on to their decision and everything goes back together. */
  readonly onReturn: 'stop' | 'hear-all';
  readonly branches: readonly BranchDefinition[];
}

/** The order of a review: stages and groups of branches. */
export type CourseEntry =
  | { readonly kind: 'stage'; readonly stage: StageId }
  | { readonly kind: 'group'; readonly group: GroupDefinition };

/** What a material change of what was approved opens. */
export type OnChange = 'nothing' | 'recompute' | 'supplement' | 'short' | 'review' | 'redo';

export interface ReviewDefinition {
  readonly id: string;
  readonly name: string;
  readonly hash: Hash;
  /** Every stage, those of branches too, in the plan's order; ids are unique in the review. */
  readonly stages: readonly StageDefinition[];
  readonly course: readonly CourseEntry[];
  /** Who agreed at an earlier stage of the same pass is not asked again. */
  readonly once: boolean;
  readonly return: {
    /** Steps that are reopened at the review's node when it goes back to the filler. */
    readonly to: readonly StepId[];
    /** Earlier stages and groups that a stage may send back to on the same version. */
    readonly stages: 'none' | 'previous' | 'earlier' | readonly StageId[];
    /** `chosen`: whoever returns it says which. */
    readonly then: 'walk-again' | 'straight-back' | 'chosen';
    readonly reasons: readonly string[];
    readonly due: Limit;
    /** Past so many rounds the named role decides at its stage; the last that applies counts. Nothing is rejected by a count. */
    readonly raise: readonly { readonly past: number; readonly role: RoleId }[];
  };
  /** When material fields change after approval; `stages` for a short review. */
  readonly onChange: { readonly then: OnChange; readonly stages: readonly StageId[] };
}

/** What of a form the hashes of a version depend on. */
export interface ManifestForm {
  readonly id: string;
  /** Fields that rules may read; they are always material. */
  readonly facts: readonly string[];
  /** Fields whose change makes what was approved outdated. */
  readonly material: readonly string[];
  /** The repeating rows, each judged on its own. */
  readonly items?: {
    /** The field that holds the rows. */
    readonly rows: string;
    /** The row's field with its identity, kept across rounds. */
    readonly id: string;
    readonly facts: readonly string[];
    readonly material: readonly string[];
  };
}

/** What the kernel and the hashes need to know of a form; columns and boxes are for documents. */
export interface FormFacts extends ManifestForm {
  readonly name: string;
  /** What each fact must be; what a version says of them is checked before any rule reads it. */
  readonly types: Scope;
  /** The same of the repeating rows. */
  readonly itemTypes: Scope;
  /** Facts that are grades of the node. */
  readonly grades: readonly { readonly fact: string; readonly scale: string; readonly source: string }[];
  /** Rows are nodes of this layer below the step's node. */
  readonly rowsOf: string | null;
}

export interface Scale {
  readonly id: string;
  readonly name: string;
  /** As the plan lists them. */
  readonly grades: readonly string[];
  readonly gravest: 'first' | 'last';
  /** Where its grades come from (self, declared, computed, approved): every source that a form, rule or step of the plan names. */
  readonly sources: readonly string[];
  /** What the plan calls each source. */
  readonly sourceNames: Readonly<Record<string, string>>;
}

export interface ProcedureDefinition {
  readonly id: string;
  readonly name: string;
  /** The layer of its subjects. */
  readonly of: string;
  readonly opens: RoleId;
  /** Facts a case is opened with. */
  readonly facts: readonly string[];
  readonly types: Scope;
  readonly steps: readonly StepDefinition[];
}

/** The part of a campaign that every actor carries alike. */
export interface Definitions {
  readonly campaign: string;
  readonly campaignHash: Hash;
  /** Offset from UTC in minutes, a constant of the campaign. */
  readonly zone: number;
  readonly layers: readonly string[];
  readonly root: NodeKey;
  readonly steps: readonly StepDefinition[];
  readonly procedures: readonly ProcedureDefinition[];
  readonly reviews: Readonly<Record<string, ReviewDefinition>>;
  readonly roles: Readonly<Record<RoleId, RoleDefinition>>;
  readonly rules: Readonly<Record<string, { readonly rule: Rule; readonly hash: Hash }>>;
  readonly scales: Readonly<Record<string, Scale>>;
  readonly forms: Readonly<Record<string, FormFacts>>;
  /** Sees and mends what nobody else can: stuck work, reopening, roster changes. */
  readonly office: RoleId;
  /** Hours that must pass before the same task is urged again. */
  readonly urgeEvery: number;
  readonly phases: readonly {
    readonly id: string;
    readonly name: string;
    readonly opens: Instant | null;
    readonly ends: Instant | null;
  }[];
}

/** What one actor is started with: the definitions and its slice of tree, roster and calendar. */
export interface ActorDefinition extends Definitions {
  readonly format: 'actor/v1';
  /** Of everything else in it. */
  readonly hash: Hash;
  readonly actor: ActorKey;
  readonly rosterHash: Hash;
  /** The nodes hosted here, in tree order. */
  readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
  /** Ancestors of the hosted nodes that are hosted elsewhere: their facts may be read. */
  readonly above: Readonly<Record<NodeKey, NodeDefinition>>;
  /** Nodes elsewhere that this actor may address, and who hosts them. */
  readonly elsewhere: Readonly<Record<NodeKey, ActorKey>>;
  /** Nodes below the hosted ones, hosted elsewhere, that a form here has rows for: each with its layer. */
  readonly rows: Readonly<Record<NodeKey, string>>;
  /** The root's actor starts these. */
  readonly starts: readonly ActorKey[];
  readonly roster: RosterSlice;
  readonly calendar: CalendarSlice;
}

/** How the nodes are spread over actors: each actor's top node, first the root's. It changes no meaning. */
export type Placement = readonly { readonly actor: ActorKey; readonly nodes: readonly NodeKey[] }[];

declare const compiled: unique symbol;

/** The whole compiled campaign, kept in the registry by hash. */
export interface Campaign extends Definitions {
  readonly [compiled]: true;
  readonly format: 'campaign/v1';
  readonly title: string;
  readonly period: string;
  /** What bodies are called, by id. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly planHash: Hash;
  readonly rosterHash: Hash;
  readonly calendarHash: Hash;
  readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
  readonly roster: RosterSlice;
  readonly calendar: CalendarSlice;
  readonly placement: Placement;
  /** At these steps people begin with what the campaign before last approved at the same node. No actor reads it. */
  readonly continues?: { readonly from: 'approved'; readonly every: 'year'; readonly steps: readonly StepId[] };
}
