/**
 * The tour of each review's machine, driven through the kernel by commands. A transition that no command can make here is named with the
 * reason that its definition gives; one that could be made and is not is a failure.
 */
import { afterAll, describe, expect, test } from '@jest/globals';
import type { ReviewDefinition, StageDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { entryId, reviewMachine } from '../../../packages/engine/src/machine/review-machine.ts';
import { ReviewPlay } from '../kernel/review-play.ts';
import { transplant } from '../kernel/transplant.ts';
import { nameOf, type Transition, transitionsOf } from './tour.ts';
import { tourable } from './toured-reviews.ts';

/** An entry of the course: its stages, in order; a group has those that begin its branches. */
function stagesAt(review: ReviewDefinition, entry: string): StageDefinition[] {
  const found = review.course.find((one) => entryId(one) === entry);
  const ids = found?.kind === 'group' ? found.group.branches.flatMap((branch) => branch.stages) : [entry];
  return ids.flatMap((id) => review.stages.find((stage) => stage.id === id) ?? []);
}

const isOptional = (review: ReviewDefinition, entry: string) =>
  stagesAt(review, entry).every((stage) => stage.when !== undefined);

/** Stages that may send to the target by a choice or an outcome of their own. */
function returning(
  review: ReviewDefinition,
  from: string,
  to: string,
): [StageDefinition, string, string | undefined][] {
  const allowed = review.return.stages;
  const entries = review.course.map(entryId);
  const before = entries.slice(0, entries.indexOf(from));
  const may =
    allowed === 'none' ? [] : allowed === 'earlier' ? before : allowed === 'previous' ? before.slice(-1) : allowed;
  return stagesAt(review, from)
    .filter((stage) => !stage.advice)
    .flatMap((stage) =>
      stage.outcomes
        .filter((outcome) => outcome.leads === 'return')
        .filter((outcome) => stage.decide.mode !== 'vote' || stage.decide.failed === outcome.id)
        .flatMap((outcome): [StageDefinition, string, string | undefined][] => {
          if (outcome.to === to) return [[stage, outcome.id, undefined]];
          const chooses = stage.decide.mode !== 'meeting' && stage.decide.mode !== 'vote';
          // Of a stage that follows another in its branch that other is the previous one.
          const group = review.course.find((one) => entryId(one) === from);
          const first = group?.kind !== 'group' || group.group.branches.some((branch) => branch.stages[0] === stage.id);
          if (allowed === 'previous' && !first) return [];
          return chooses && may.includes(to) && outcome.to === undefined ? [[stage, outcome.id, to]] : [];
        }),
    );
}

/** How the kernel comes from a transition's place to its target; or in words why its definition leaves no way. */
function wayOf(review: ReviewDefinition, { from, type, to }: Transition): ((play: ReviewPlay) => void) | string {
  const entries = review.course.map(entryId);
  const between = (low: number, high: number) => entries.slice(low, high).filter((entry) => !isOptional(review, entry));
  switch (type) {
    case 'Start':
    case 'Resubmit': {
      const straight = from === 'returned' && straightBack(review, to) !== undefined;
      if (between(0, entries.indexOf(to)).length > 0 && !straight)
        return `${between(0, entries.indexOf(to))[0]} is always asked before`;
      return (play) => play.ok(play.submit());
    }
    case 'Forward': {
      const over = between(entries.indexOf(from) + 1, to === 'approved' ? entries.length : entries.indexOf(to));
      if (over.length === 0) return (play) => play.goForward();
      const [stage] = stagesAt(review, from);
      const outcome = stage?.outcomes.find((one) => one.leads === 'forward' && one.to === to);
      if (outcome === undefined || stage === undefined || stage.advice || stagesAt(review, from).length > 1)
        return `${over[0]} is always asked between`;
      if (stage.decide.mode === 'meeting' || (stage.decide.mode === 'vote' && stage.decide.passed !== outcome.id))
        return `a vote at ${from} does not choose where it leads`;
      return (play) => play.pass(stage.id, outcome.id);
    }
    case 'Return': {
      if (to !== 'returned') {
        const [found] = returning(review, from, to);
        if (found === undefined) return `${from} may not send back to ${to}`;
        const [stage, outcome, target] = found;
        return (play) => {
          bringTo(play, review, from, stage.id);
          play.pass(stage.id, outcome, target === undefined ? {} : { target });
        };
      }
      const stage = stagesAt(review, from).find((one) => !one.advice && sendsBack(one) !== undefined);
      if (stage === undefined) return `${from} only gives advice, or has no outcome that sends back`;
      return (play) => {
        bringTo(play, review, from, stage.id);
        play.pass(stage.id, sendsBack(stage));
        // Where all branches are heard, the others go on to theirs.
        for (let turn = 0; turn < 20 && play.place === from; turn += 1) play.pass(play.open()[0] ?? '');
      };
    }
    case 'End':
      return (play) => play.ok(...play.byTwo(play.force('ended')));
    case 'Approve':
      return (play) => play.ok(...play.byTwo(play.force('approved')));
    case 'Jump':
      return (play) => play.ok(...play.byTwo(play.jump(to)));
    case 'Withdraw':
      return (play) => play.ok(play.withdraw());
    case 'Reset':
      // What waits for the filler already stays so: its steps are open, and an order finds nothing to take back.
      return from === 'returned' ? 'what was sent back is open already' : (play) => play.ok(play.reopen());
    case 'TakeBack': {
      const stages = stagesAt(review, to).filter((one) => one.decide.mode !== 'meeting' && one.decide.mode !== 'vote');
      if (stages.length < stagesAt(review, to).length) return `what was counted at ${to} stands`;
      if (between(entries.indexOf(to) + 1, entries.indexOf(from)).length > 0)
        return `${to} does not lead to ${from} at once`;
      return (play) => {
        const last = play.at?.decisions.at(-1);
        play.ok(play.takeBack(last?.stage ?? '', last?.by ?? ''));
      };
    }
    default:
      return type satisfies never;
  }
}

function sendsBack(stage: StageDefinition): string | undefined {
  const { decide } = stage;
  return stage.outcomes.find(
    (one) => one.leads === 'return' && one.to === undefined && (decide.mode !== 'vote' || decide.failed === one.id),
  )?.id;
}

/** In a group, a stage may come second in its branch. */
function bringTo(play: ReviewPlay, review: ReviewDefinition, entry: string, stage: string): void {
  for (let turn = 0; turn < 20 && play.place === entry && !play.open().includes(stage); turn += 1) {
    const group = review.course.find((one) => entryId(one) === entry);
    const branch = group?.kind === 'group' ? group.group.branches.find((one) => one.stages.includes(stage)) : undefined;
    const before = play.open().find((one) => branch?.stages.includes(one));
    if (before === undefined) return;
    play.pass(before);
  }
}

/** The stages with a condition that hold, so that the transition can be made: all but those that it passes over. */
function applicableFor(review: ReviewDefinition, { from, type, to }: Transition): string[] {
  const entries = review.course.map(entryId);
  const low = type === 'Forward' ? entries.indexOf(from) : type === 'TakeBack' ? entries.indexOf(to) : -1;
  const end = type === 'TakeBack' ? entries.indexOf(from) : to === 'approved' ? entries.length : entries.indexOf(to);
  const skips = ['Start', 'Forward', 'Resubmit', 'TakeBack'].includes(type)
    ? entries.slice(low + 1, Math.max(0, end))
    : [];
  const left = new Set(skips.flatMap((entry) => stagesAt(review, entry).map((stage) => stage.id)));
  return review.stages.map((stage) => stage.id).filter((id) => !left.has(id));
}

/** Comes to the place that the transition leaves from. */
function comeTo(play: ReviewPlay, review: ReviewDefinition, { from, type, to }: Transition): void {
  const entries = review.course.map(entryId);
  const at = (entry: string) => {
    if (play.place !== entry) play.ok(...play.byTwo(play.jump(entry)));
  };
  if (from === 'waiting') return;
  play.ok(play.submit());
  if (type === 'TakeBack') {
    at(to);
    play.goForward();
    return;
  }
  if (entries.includes(from)) at(from);
  else if (from === 'withdrawn') play.ok(play.withdraw());
  else if (from === 'approved' || from === 'ended') play.ok(...play.byTwo(play.force(from)));
  else if (type === 'Resubmit' && straightBack(review, to) !== undefined) {
    const stage = straightBack(review, to);
    at(to);
    bringTo(play, review, to, stage?.id ?? '');
    const chosen = review.return.then === 'chosen' ? ({ then: 'straight-back' } as const) : {};
    play.pass(stage?.id ?? '', stage === undefined ? '' : sendsBack(stage), chosen);
    for (let turn = 0; turn < 20 && play.place === to; turn += 1) play.pass(play.open()[0] ?? '');
  } else play.ok(play.reopen());
}

/** A stage of the entry from which the next version comes straight back. */
function straightBack(review: ReviewDefinition, entry: string): StageDefinition | undefined {
  const { then } = review.return;
  const chooses = ({ decide }: StageDefinition) => decide.mode !== 'meeting' && decide.mode !== 'vote';
  return stagesAt(review, entry).find(
    (one) =>
      !one.advice && sendsBack(one) !== undefined && (then === 'straight-back' || (then === 'chosen' && chooses(one))),
  );
}

describe('a review, driven by commands', () => {
  const lines: string[] = [];
  afterAll(() => {
    process.stdout.write(`${lines.join('\n')}\n`);
  });

  test.each(tourable())(
    'of %s makes every transition of its machine that its definition gives a way to',
    (name, plan) => {
      const made: string[] = [];
      const why: string[] = [];
      const failed: string[] = [];
      for (const transition of transitionsOf(reviewMachine(plan).machine)) {
        const way = wayOf(plan, transition);
        if (typeof way === 'string') {
          why.push(`${nameOf(transition)}: ${way}`);
          continue;
        }
        const play = new ReviewPlay(transplant(plan, applicableFor(plan, transition)));
        try {
          comeTo(play, plan, transition);
          const from = play.place;
          way(play);
          if (from === transition.from && play.place === transition.to) made.push(nameOf(transition));
          else failed.push(`${nameOf(transition)}: from ${from} it came to ${play.place}`);
        } catch (error) {
          failed.push(`${nameOf(transition)}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      const all = made.length + why.length + failed.length;
      lines.push(
        `tour of ${name}: ${made.length} of ${all} transitions by commands, ${why.length} that no command can make`,
      );

      expect(failed).toEqual([]);
      expect(made.length).toBeGreaterThan(0);
    },
  );
});
