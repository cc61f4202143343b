/**
 * A compiled campaign: what the kernel runs. Made by the compiler from plan, roster and calendar, and hashed; nothing after the
 * compiler reads the raw documents. Must not know how the plan is written or where the campaign runs.
 */

import type { Scope } from '../expression/fact-type.ts';
import type { Rule } from '../expression/rule.ts';
import type { ScoreRule } from '../expression/score.ts';
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
  /** `since`: not from the opening but from this step's completion here or above, or from the opening of the `case`. */
  | { readonly kind: 'after'; readonly limit: Limit; readonly since?: StepId }
  /** Of a stage: as its step. */
  | { readonly kind: 'step' }
  | { readonly kind: 'none'; readonly reason: string };

/** The direct dependencies only: steps at the same node, at the nodes above, at all nodes below. */
export interface Waits {
  readonly same: readonly StepId[];
  readonly above: readonly StepId[];
  readonly below: readonly StepId[];
}

/** A value that a rule gives when its step or stage opens: the rule's results are indexes of `values`. */
export interface Choice<T> {
  readonly rule: Rule;
  readonly values: readonly T[];
  /** Of both. */
  readonly hash: Hash;
}

/** What of a step is chosen by rule; its own keys hold the usual value until then. */
export interface StepChoices {
  readonly by?: Choice<RoleId>;
  readonly form?: Choice<string>;
  readonly review?: Choice<string>;
  readonly due?: Choice<Due>;
  readonly scope?: Choice<RoleId>;
  readonly to?: Choice<RoleId>;
}
export interface StageChoices {
  readonly by?: Choice<RoleId>;
  readonly due?: Choice<Due>;
}

interface StepBase {
  readonly id: StepId;
  readonly name: string;
  /** The phase or procedure it belongs to. */
  readonly part: string;
  /** The layer whose nodes it runs at; `case` for steps of a procedure. */
  readonly layer: string;
  /** Which time of a duty that comes again. */
  readonly occurrence?: number;
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
  /** Read through `Work.stepAt` and `Work.stepsAt`, which put what was chosen in its place. */
  readonly choices?: StepChoices;
  /** Of a phase in waves: when it opens and is due at the nodes of each; read through `inWave`. */
  readonly waves?: Readonly<Record<string, { readonly opens: Instant | null; readonly due: Due }>>;
}

/** What an objection that is adopted does, even to what was approved. */
export interface Upheld {
  /** Done again at this node, or at the nodes below where they run. */
  readonly reopen: readonly StepId[];
  /** Shown once more when it is done again. */
  readonly again: boolean;
  /** What rests on it waits until then. */
  readonly stay: boolean;
  /** What was answered is neither answered otherwise nor objected to again. */
  readonly final: boolean;
  readonly reasons: readonly string[];
  /** For those who do it again. */
  readonly limit: Limit;
}

/** Somebody hands in a version of a form. */
export interface DoStep extends StepBase {
  readonly kind: 'do';
  readonly form: string;
  /** Something in the plan reads its items: which facts and grades they have. Absent: nobody does. */
  readonly itemsRead?: {
    readonly facts: readonly string[];
    readonly grades: readonly {
      readonly scale: string;
      readonly source: string;
      /** The grade is the filler's own. */
      readonly fact?: string;
      /** There may be none, even when the step that gives it is done. */
      readonly optional?: true;
    }[];
  };
  /** By form: its rows are the items of another step for which the condition holds, no more and no less. */
  readonly itemsFrom?: Readonly<Record<string, { readonly step: StepId; readonly if?: Expression }>>;
  /** By form: what is asked of a version before it is taken. */
  readonly checks?: Readonly<Record<string, readonly FormCheck[]>>;
}

/** Something is wrong with a version where the condition holds; a blocking check refuses it, advice is kept on record. */
export interface FormCheck {
  readonly if: Expression;
  readonly says: string;
  readonly severity: 'blocking' | 'advice';
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
  /** On approval every item takes its grade of `source`, or what a reviewer gave it instead, as its approved one. */
  readonly itemGrades?: { readonly scale: string; readonly source: string; readonly approved: string };
}
/** Comments are collected; each gets a disposition; the owner ends it. */
export interface AskStep extends StepBase {
  readonly kind: 'ask';
  readonly purpose: 'consultation' | 'publicity' | 'appraisal' | 'questionnaire' | 'assessment';
  readonly channels: readonly string[];
  /** Whose members may speak by account; others are recorded by the owner. */
  readonly scope: RoleId;
  /** Steps whose texts are shown, at this node or below; frozen by hash for a publicity. */
  readonly of: readonly StepId[];
  /** Days it must stand; null: the document gives none. */
  readonly days: number | null;
  /** They are working days, to the end of the last; otherwise calendar days, each of 24 hours. */
  readonly ofWork?: true;
  /** Answered once by each. */
  readonly questions?: AskedQuestions;
  /** What was blanked in what is shown. */
  readonly redaction?: string;
  /** Its length counts from the proof that it is up, and it ends after the proof that it is down. */
  readonly proof?: true;
  /** What a comment that is adopted does. */
  readonly upheld?: Upheld;
}
export interface AskedQuestions {
  /** What an answer must be; or the yardstick whose criteria assessors judge. */
  readonly of: { readonly scope: Scope } | { readonly score: string };
  readonly replies: 'named' | 'anonymous';
  readonly least: number;
  /** Of fewer nothing is told but their number. */
  readonly hideBelow: number;
  /** Whoever answers belongs to the first of these that they hold; to the scope otherwise. */
  readonly groups: readonly RoleId[];
  /** Does everybody of the scope get a task? */
  readonly invites: boolean;
}
/** Derived at once, by the system. */
export interface ComputeStep extends StepBase {
  readonly kind: 'compute';
  readonly compute:
    | { readonly what: 'grade'; readonly rule: string; readonly scale: string; readonly source: string }
    /** A grade of its own for every item of what the step `of` handed in at the same node. */
    | {
        readonly what: 'grade-items';
        readonly rule: string;
        readonly scale: string;
        readonly source: string;
        readonly of: StepId;
      }
    | { readonly what: 'roll-up'; readonly form: string; readonly of: readonly StepId[] }
    | {
        readonly what: 'score';
        readonly score: string;
        /** Null where the yardstick has no bands. */
        readonly scale: string | null;
        readonly source: string;
        /** Whose answers are combined. */
        readonly of: readonly StepId[];
      }
    /** The earlier and the later score. */
    | { readonly what: 'compare'; readonly of: readonly [StepId, StepId] }
    | { readonly what: 'rank'; readonly score: string; readonly source: string };
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
/** Another procedure's case is opened, with facts computed here. */
export interface OpenCaseStep extends StepBase {
  readonly kind: 'open';
  readonly procedure: string;
  readonly facts: Readonly<Record<string, Expression>>;
  readonly who: 'system' | 'owner';
}
/** Steps of this node or case, of the case's subject, or of the nodes below are done again; asked anew when they are. */
export interface ReopenStep extends StepBase {
  readonly kind: 'reopen';
  readonly steps: readonly StepId[];
  readonly reasons: readonly string[];
  /** For those who do it again. */
  readonly limit: Limit;
  /** So many times; after that it is done without. Null: until its condition does not hold. */
  readonly most: number | null;
  readonly who: 'system' | 'owner';
}
/** Nothing but order and time. */
export interface WaitStep extends StepBase {
  readonly kind: 'wait';
}
/** The step with the roles, form and review that were chosen for it, as its opening is on record; its limit is on its tasks. */
export function stepAsChosen<T extends StepDefinition>(step: T, chosen: Readonly<Record<string, string>> = {}): T {
  const { due: _, ...own } = chosen;
  return step.choices === undefined ? step : { ...step, ...own };
}

/** Every form that may be handed in at the step: several where it is chosen by rule. */
export function formsOf(step: Pick<DoStep, 'form' | 'choices'>): readonly string[] {
  return step.choices?.form === undefined ? [step.form] : [...new Set(step.choices.form.values)];
}
/** Every review that the step may decide by. */
export function reviewsOf(step: Pick<DecideStep, 'review' | 'choices'>): readonly string[] {
  return step.choices?.review === undefined ? [step.review] : [...new Set(step.choices.review.values)];
}

export type StepDefinition =
  | DoStep
  | DecideStep
  | AskStep
  | ComputeStep
  | SendStep
  | SitStep
  | OpenCaseStep
  | ReopenStep
  | WaitStep;

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
  /** Read through `definitionOf`, which puts what was chosen in its place. */
  readonly choices?: StageChoices;
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
  /** Facts of its items that are grades which the filler states. */
  readonly itemGrades?: Readonly<Record<string, { readonly scale: string; readonly source: string }>>;
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

/** What opens a case by itself, with the condition and the facts as they are where it happens. */
export interface TriggerDefinition {
  readonly event: CaseEvent;
  readonly step?: StepId;
  readonly scale?: string;
  readonly source?: string;
  readonly procedure?: string;
  readonly if?: Expression;
  readonly facts: Readonly<Record<string, Expression>>;
}
export type CaseEvent =
  | 'holder-changed'
  | 'place-added'
  | 'place-closed'
  | 'place-changed'
  | 'graded'
  | 'outdated'
  | 'overdue'
  | 'returned'
  | 'case-ended'
  | 'shortfall';

/** A yardstick as the plan has it; what the run makes is empty in `rule` until it is made. */
export interface ScoreDefinition {
  readonly id: string;
  readonly name: string;
  /** Of `rule` and `made`; the version where nothing is made in the run. */
  readonly hash: Hash;
  /** The layer of its subjects. */
  readonly of: string;
  readonly scale: string | null;
  readonly rule: ScoreRule;
  readonly made: {
    /** The layer at whose nodes it is made. */
    readonly layer: string;
    readonly criteria: { readonly from: StepId; readonly max: string; readonly weight: string | null } | null;
    readonly bands: { readonly from: StepId; readonly if: Expression; readonly then: string } | null;
  } | null;
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
  readonly on?: readonly TriggerDefinition[];
  /** Opened by the calendar at these instants, in order. */
  readonly at?: {
    readonly times: readonly Instant[];
    readonly if?: Expression;
    readonly facts: Readonly<Record<string, Expression>>;
  };
  /** So many cases ended at a node in each of these periods; `to` is the instant after. */
  readonly least?: {
    readonly count: number;
    readonly periods: readonly { readonly from: Instant; readonly to: Instant }[];
  };
  /** Its end is said: something in the plan looks at it. */
  readonly ends?: true;
}

/** Places of a layer, with all below, that go together: the first wave of the phase whose condition holds. */
export interface WaveDefinition {
  readonly id: string;
  readonly name: string;
  readonly of: string;
  readonly if: Expression;
  readonly opens: Instant | null;
  readonly ends: Instant | null;
}

/** The part of a campaign that every actor carries alike. */
export interface Definitions {
  readonly campaign: string;
  readonly campaignHash: Hash;
  /** Offset from UTC in minutes, a constant of the campaign. */
  readonly zone: number;
  readonly layers: readonly string[];
  /** The facts of each layer's places. */
  readonly vocabulary: Readonly<Record<string, Scope>>;
  readonly root: NodeKey;
  readonly steps: readonly StepDefinition[];
  readonly procedures: readonly ProcedureDefinition[];
  readonly reviews: Readonly<Record<string, ReviewDefinition>>;
  readonly roles: Readonly<Record<RoleId, RoleDefinition>>;
  readonly rules: Readonly<
    Record<
      string,
      {
        readonly rule: Rule;
        readonly hash: Hash;
        /** What the author calls it; absent: its id. */
        readonly name?: string;
        /** What a person who grades is shown and what is recorded with the grade, by name. */
        readonly factors?: Readonly<Record<string, Expression>>;
      }
    >
  >;
  readonly scales: Readonly<Record<string, Scale>>;
  /** Absent where the plan has none. */
  readonly scores?: Readonly<Record<string, ScoreDefinition>>;
  readonly forms: Readonly<Record<string, FormFacts>>;
  /** Sees and mends what nobody else can: stuck work, reopening, roster changes. */
  readonly office: RoleId;
  /** Who beside the office may order a reopening at any time, for these reasons. */
  readonly orders?: { readonly by: readonly RoleId[]; readonly reasons: readonly string[] };
  /** Hours that must pass before the same task is urged again. */
  readonly urgeEvery: number;
  readonly phases: readonly {
    readonly id: string;
    readonly name: string;
    readonly opens: Instant | null;
    readonly ends: Instant | null;
    readonly waves?: readonly WaveDefinition[];
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
  /** What a person filled into the plan's slots before the launch, by slot. */
  readonly fillings?: Readonly<Record<string, Hash>>;
  readonly rosterHash: Hash;
  readonly calendarHash: Hash;
  readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
  readonly roster: RosterSlice;
  readonly calendar: CalendarSlice;
  readonly placement: Placement;
  /** At these steps people begin with what the campaign before last approved at the same node. No actor reads it. */
  readonly continues?: { readonly from: 'approved'; readonly every: 'year'; readonly steps: readonly StepId[] };
}
