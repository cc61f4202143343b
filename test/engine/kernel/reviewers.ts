/** What reviewers, fillers and the office might ask of a review: mostly what fits where it stands, often not. */
import type { ActorDefinition, ReviewDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf, sha256Hex } from '../../../packages/engine/src/json/canonical.ts';
import type { Choice, Command, CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import type { Signer } from '../../../packages/engine/src/kernel/signer.ts';
import { SYSTEM } from '../../../packages/engine/src/kernel/signer.ts';
import type { NodeState, ReviewState, Task } from '../../../packages/engine/src/kernel/state.ts';
import type { Instant } from '../../../packages/engine/src/time/civil-date.ts';
import type { Draw } from './people.ts';

const DAY = 86_400_000;
const hash = (text: unknown) => hashOf(text);

/** Where one command is drawn: a node, and who is there. */
export interface Scene {
  readonly definition: ActorDefinition;
  /** Newer versions of reviews too, by hash. */
  readonly versions: Readonly<Record<string, ReviewDefinition>>;
  readonly node: NodeState;
  readonly people: readonly string[];
  /** Two of them, where there are: who proposes is not who confirms. */
  readonly office: readonly string[];
  readonly at: Instant;
  readonly request: string;
  readonly draw: Draw;
}

export type ReviewerCommandKind = Extract<
  CommandKind,
  | 'Withdraw'
  | 'Decide'
  | 'Vote'
  | 'CloseVote'
  | 'IssueBallots'
  | 'TakeBallot'
  | 'CastBallot'
  | 'TakeBack'
  | 'Recuse'
  | 'DemandRecusal'
  | 'AnswerRecusal'
  | 'AddReviewer'
  | 'Copy'
  | 'MarkRead'
  | 'Transfer'
  | 'Delegate'
  | 'HandBack'
  | 'Urge'
  | 'Jump'
  | 'Force'
  | 'Regrade'
  | 'Confirm'
  | 'Decline'
>;

export function reviewerCommand(kind: ReviewerCommandKind, scene: Scene): Command {
  const { node, people, office, at, request, draw } = scene;
  const anybody = (): Signer => ({ kind: 'person', person: draw.from(people) ?? '' });
  const person = (of: readonly string[], one = 8): Signer => {
    const found = draw.from(of);
    return found === undefined || draw.once(one) ? anybody() : { kind: 'person', person: found };
  };
  const admin = (): Signer => (draw.once(8) ? anybody() : { kind: 'administrator', person: draw.from(office) ?? '' });
  const base = { request, node: node.key };
  const reason = hash('reason');

  const step = draw.from(Object.keys(node.reviews)) ?? 'none';
  const review = node.reviews[step];
  const own = review === undefined ? undefined : definitionOf(scene, step, review);
  const open = Object.entries(node.tasks).filter(([, task]) => task.step === step && task.stage !== undefined);
  const [chosen, task] = draw.from(open) ?? ['none', undefined];
  const stage = draw.once(15) ? (draw.from(own?.stages ?? [])?.id ?? 'none') : (task?.stage ?? review?.place ?? 'none');
  const at15 = draw.once(15);
  const bound = {
    step,
    round: at15 ? 9 : (review?.round ?? 1),
    hash: draw.once(15) ? hash('older') : (review?.hash ?? hash('none')),
  };
  const sitting = review?.sittings?.[stage];
  const heads = task === undefined ? [] : [...task.owners];

  switch (kind) {
    case 'Withdraw':
      return { kind, ...base, ...bound, signer: person(review?.fillers ?? [], 6) };
    case 'Decide':
      return decided(scene, bound, stage, signerOf(task, draw, anybody), own, step);
    case 'Vote': {
      const choice: Choice = draw.from(['for', 'for', 'against', 'abstained'] as const) ?? 'for';
      const needs = choice === 'against' && !draw.once(8);
      return {
        kind,
        ...base,
        ...bound,
        stage,
        signer: signerOf(task, draw, anybody),
        choice,
        reasons: needs ? reasonsOf(own, draw) : [],
        opinion: draw.once(8) ? null : hash('opinion'),
        verdicts: [],
      };
    }
    case 'CloseVote':
      return { kind, ...base, ...bound, stage, signer: recorderOr(person([...heads, 'li', 'xu', 'luo']), draw) };
    case 'IssueBallots': {
      const members = sitting?.seats.length ?? 3;
      const ballots = Array.from({ length: draw.once(8) ? 1 : members }, (_, i) => sha256Hex(token(node, step, i)));
      return {
        kind,
        ...base,
        ...bound,
        stage,
        signer: recorderOr(person([...heads, 'li', 'xu', 'luo']), draw),
        ballots,
      };
    }
    case 'TakeBallot':
      return { kind, ...base, ...bound, stage, signer: signerOf(task, draw, anybody) };
    case 'CastBallot': {
      const choice: Choice = draw.from(['for', 'for', 'against', 'abstained'] as const) ?? 'for';
      const given = draw.once(10) ? 'found' : token(node, step, draw.below(sitting?.seats.length ?? 3));
      return { kind, ...base, ...bound, stage, signer: draw.once(10) ? anybody() : SYSTEM, token: given, choice };
    }
    case 'TakeBack': {
      const last = draw.once(4) ? draw.from(review?.decisions ?? []) : review?.decisions.at(-1);
      const by = [last?.right, last?.by].flatMap((one) => one ?? []);
      return { kind, ...base, ...bound, stage: last?.stage ?? stage, signer: person(by, 6) };
    }
    case 'Recuse':
      return { kind, ...base, step, round: bound.round, signer: person(heads), reason };
    case 'DemandRecusal':
      return {
        kind,
        ...base,
        step,
        round: bound.round,
        signer: person([...(review?.fillers ?? []), ...heads]),
        person: draw.from(seated(review, heads)) ?? draw.from(people) ?? '',
        reason,
      };
    case 'AnswerRecusal': {
      const asked = draw.from(review?.demands ?? [])?.person ?? draw.from(people) ?? '';
      const chair = draw.once(3) ? admin() : person(['li', 'xu', 'he', ...heads]);
      return { kind, ...base, step, round: bound.round, signer: chair, person: asked, granted: draw.once(2), reason };
    }
    case 'AddReviewer':
      return {
        kind,
        ...base,
        ...bound,
        stage,
        signer: signerOf(task, draw, anybody),
        person: draw.from(people) ?? '',
        when: draw.once(2) ? 'before' : 'after',
        reason,
      };
    case 'Copy':
      return {
        kind,
        ...base,
        step,
        signer: person([...heads, ...(review?.fillers ?? [])]),
        to: [...new Set([draw.from(people) ?? '', draw.from(people) ?? ''])],
        reason: draw.once(2) ? null : reason,
      };
    case 'MarkRead':
      return { kind, ...base, step, signer: person(Object.keys(review?.copies ?? {}), 6) };
    case 'Transfer':
    case 'Delegate':
      return { kind, ...base, task: chosen, signer: person(heads), to: draw.from(people) ?? '', reason };
    case 'HandBack': {
      const lent = draw.from(Object.entries(node.tasks).filter(([, one]) => one.delegatedBy !== undefined));
      return {
        kind,
        ...base,
        task: lent?.[0] ?? chosen,
        signer: person(lent?.[1].owners ?? heads),
        opinion: draw.once(2) ? null : hash('prepared'),
      };
    }
    case 'Urge':
      return { kind, ...base, task: chosen, signer: person(review?.fillers ?? []), opinion: null };
    case 'Jump': {
      const to = draw.from([...(own?.course.map((one) => (one.kind === 'stage' ? one.stage : one.group.id)) ?? [])]);
      return { kind, ...base, step, signer: admin(), to: draw.once(10) ? 'none' : (to ?? 'none'), reason };
    }
    case 'Force':
      return { kind, ...base, step, signer: admin(), outcome: draw.once(2) ? 'approved' : 'ended', reason };
    case 'Regrade': {
      const [scale, found] = draw.from(Object.entries(scene.definition.scales)) ?? ['none', undefined];
      return {
        kind,
        ...base,
        signer: admin(),
        scale,
        source: draw.from(Object.keys(node.grades[scale] ?? {})) ?? 'self',
        value: draw.once(8) ? '特级' : (draw.from(found?.grades ?? []) ?? '一级'),
        reason,
      };
    }
    case 'Confirm':
      return { kind, ...base, signer: admin(), act: draw.from(Object.keys(node.acts ?? {})) ?? 'none' };
    case 'Decline':
      return { kind, ...base, signer: admin(), act: draw.from(Object.keys(node.acts ?? {})) ?? 'none', reason };
    default:
      return kind satisfies never;
  }

  function recorderOr(usual: Signer, from: Draw): Signer {
    // Where the role is no body, the office ends it as such.
    if (usual.kind === 'person' && office.includes(usual.person) && !from.once(4)) {
      return { kind: 'administrator', person: usual.person };
    }
    return from.once(3) && usual.kind === 'person'
      ? { kind: 'recorder', person: usual.person, of: from.once(2) ? 'panel1' : 'pair1' }
      : usual;
  }

  function decided(
    { node: here, draw: from }: Scene,
    on: typeof bound,
    where: string,
    signer: Signer,
    definition: ReviewDefinition | undefined,
    id: string,
  ): Command {
    const outcomes = definition?.stages.find((one) => one.id === where)?.outcomes ?? [];
    // Twice as often forward: a walk should also arrive.
    const outcome = from.once(2) ? outcomes[0] : from.from(outcomes);
    const back = outcome?.leads === 'return';
    const reasons = back ? reasonsOf(definition, from) : [];
    const step = [...scene.definition.steps, ...scene.definition.procedures.flatMap((one) => one.steps)].find(
      (one) => one.id === id,
    );
    const known = here.steps[step?.kind === 'decide' ? step.of : '']?.output?.items.map((one) => one.item) ?? [];
    return {
      kind: 'Decide',
      ...base,
      ...on,
      stage: where,
      signer,
      outcome: from.once(20) ? 'none' : (outcome?.id ?? 'approve'),
      reasons,
      opinion: from.once(12) ? null : hash('opinion'),
      verdicts: back
        ? from.some(known).map((item) => ({ item, outcome: outcome.id, reasons }))
        : from.once(20)
          ? [{ item: known[0] ?? 'none', outcome: 'return', reasons: [] }]
          : [],
      ...(from.once(back ? 3 : 20) ? { target: from.from(targets(definition)) ?? 'none' } : {}),
      ...(from.once(8) ? { then: from.once(2) ? ('walk-again' as const) : ('straight-back' as const) } : {}),
      ...(from.once(15) ? { due: at + from.below(10) * DAY } : {}),
      ...(from.once(60) ? { meeting: 'm1' } : {}),
    };
  }
}

/** The definition that the review is pinned to. */
export function definitionOf(
  { definition, versions }: Pick<Scene, 'definition' | 'versions'>,
  step: string,
  review: ReviewState,
): ReviewDefinition | undefined {
  const own = [...definition.steps, ...definition.procedures.flatMap((one) => one.steps)].find(
    (one) => one.id === step,
  );
  const compiled = own?.kind === 'decide' ? definition.reviews[own.review] : undefined;
  return compiled?.hash === review.definitionHash ? compiled : versions[review.definitionHash];
}

function targets(definition: ReviewDefinition | undefined): string[] {
  const course = definition?.course ?? [];
  return [
    ...course.map((one) => (one.kind === 'stage' ? one.stage : one.group.id)),
    ...(definition?.stages ?? []).map((stage) => stage.id),
  ];
}

function reasonsOf(definition: ReviewDefinition | undefined, draw: Draw): string[] {
  const reason = draw.from(definition?.return.reasons ?? []);
  return reason === undefined ? [] : [reason];
}

function seated(review: ReviewState | undefined, owners: readonly string[]): string[] {
  return [...owners, ...Object.values(review?.sittings ?? {}).flatMap((one) => one.seats.map((seat) => seat.right))];
}

/** Mostly its owner, in whose right it is: who stands in for another says so or not. */
function signerOf(task: Task | undefined, draw: Draw, anybody: () => Signer): Signer {
  const person = draw.from(task?.owners ?? []);
  if (person === undefined || draw.once(10)) return anybody();
  if (task?.seat !== undefined && task.seat !== person && draw.once(2)) {
    return { kind: 'substitute', person, for: task.seat };
  }
  return { kind: 'person', person };
}

/** As many for every stage of a step as ever are drawn; nobody is named in one. */
function token(node: NodeState, step: string, number: number): string {
  return `${node.key} ${step} ${number}`;
}
