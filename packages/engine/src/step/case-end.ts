/** A case is over when nothing in it is left to do; a step of it that is taken up again takes that back. */
import type { NodeState } from '../kernel/state.ts';
import type { Work } from '../kernel/work.ts';

/** Says so at the subject, where something looks at it. */
export function noteCaseEnd(work: Work, node: NodeState): void {
  const { case: opened } = node;
  if (opened === undefined || node.closed) return;
  const procedure = work.definition.procedures.find((one) => one.id === opened.procedure);
  if (procedure?.ends !== true) return;
  const isOver = Object.values(node.steps).every(({ place }) => place !== 'waiting' && place !== 'open');
  if (isOver === (opened.endedAt !== undefined)) return;
  const subject = work.node(opened.subject);
  const { endedAt: _, ...rest } = opened;
  node.case = isOver ? { ...rest, endedAt: work.at } : rest;
  subject.cases = subject.cases.map((one) => {
    if (`${subject.key}#${one.procedure}-${one.number}` !== node.key) return one;
    const { endedAt: __, ...open } = one;
    return isOver ? { ...open, endedAt: work.at } : open;
  });
  if (isOver) work.emit(subject, { kind: 'CaseEnded', case: node.key, procedure: opened.procedure });
}
