/** The filler takes a submission back until somebody has acted on it. When that meets an approval exactly one wins. */
import type { DecideStep } from '../campaign/definition.ts';
import { reviewKey } from '../campaign/keys.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';
import { moveStep } from '../step/move-step.ts';
import { begin } from '../step/open.ts';
import { reviewOf } from './course.ts';
import { decideStepOf, refusalOfVersion } from './decide.ts';
import { closePass, leavePass, move } from './enter.ts';
import { keepItems } from './open.ts';
import { signsAsFiller } from './recusal.ts';

export const withdraw = {
  refuse(work: Work, node: NodeState, command: CommandOf<'Withdraw'>): Rejection | undefined {
    const refusal = refusalOfVersion(work, node, command);
    if (refusal) return refusal;
    const step = decideStepOf(work, node, command.step);
    const review = node.reviews[command.step];
    const name = reviewKey(node.key, command.step);
    if (step === undefined || review === undefined) return { code: 'review.unknown', review: name };
    if (review.tabled !== undefined) return { code: 'review.tabled', review: name, meeting: review.tabled.meeting };
    if (!signsAsFiller(work, node, step, review, command.signer))
      return { code: 'review.not-filler', review: name, filler: review.fillers };
    const acted = review.decisions.filter((decision) => decision.round === review.round);
    const drawn = Object.entries(review.sittings ?? {}).filter(([, sitting]) => sitting.ballot?.drawn.length);
    if (acted.length + drawn.length > 0) {
      return {
        code: 'review.acted-on',
        review: name,
        stages: [...acted.map((decision) => decision.stage), ...drawn.map(([stage]) => stage)],
        place: review.place,
      };
    }
    return undefined;
  },
  apply(work: Work, node: NodeState, command: CommandOf<'Withdraw'>): void {
    const definition = work.stepDefinition(node, command.step) as DecideStep;
    const review = reviewOf(node, definition);
    work.emit(node, { kind: 'Withdrawn', step: command.step, round: review.round }, command.signer);
    closePass(work, node, definition, 'withdrawn');
    leavePass(review);
    keepItems(node, definition, review);
    move(work, node, definition, review, { type: 'Withdraw' });
    const subject = work.step(node, definition.of);
    moveStep(subject, definition.of, 'Reopen', 'open');
    // The same round goes on: nobody has judged the version that was taken back.
    begin(work, node, work.stepDefinition(node, definition.of));
  },
};
