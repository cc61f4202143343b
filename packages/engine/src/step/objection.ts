/** Objections: what they may be about, which were adopted and are not acted on yet. Must not know what follows from one. */
import type { AskStep } from '../campaign/definition.ts';
import type { CommandOf } from '../kernel/command.ts';
import type { Rejection } from '../kernel/rejection.ts';
import type { NodeState, StepState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';

/** What was adopted, in whole or in part, and has not been acted on. */
export function adopted(comments: StepState['comments']): string[] {
  return Object.entries(comments ?? {}).flatMap(([id, { disposition, handled }]) =>
    handled !== true && (disposition === 'adopted' || disposition === 'partly') ? [id] : [],
  );
}

/** About something that is there, and not about what was answered for good. */
export function refusalOfObjection(
  work: Work,
  node: NodeState,
  { upheld, id }: AskStep,
  { about }: CommandOf<'Comment'>,
): Rejection | undefined {
  if (upheld === undefined || about.length === 0) return undefined;
  const items = upheld.reopen.flatMap((one) => node.steps[one]?.output?.items.map(({ item }) => item) ?? []);
  const known = new Set([...items, ...work.nodeDefinition(node.key).children]);
  const strange = about.filter((item) => !known.has(item));
  if (strange.length > 0) return { code: 'review.unknown-item', items: strange, possible: [...known] };
  if (!upheld.final) return undefined;
  const answered = Object.values(node.steps[id]?.comments ?? {}).flatMap((one) =>
    one.disposition === null ? [] : (one.about ?? []),
  );
  const final = about.filter((item) => answered.includes(item));
  return final.length > 0 ? { code: 'comment.final', items: final } : undefined;
}
