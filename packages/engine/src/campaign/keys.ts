/**
 * The names by which a campaign's parts are addressed. Ids come from the plan and the roster and are kept for ever.
 */

/** A place of the roster, or a case: `<subject node>#<procedure>-<number>`. */
export type NodeKey = string;
/** An actor is named by its top node. */
export type ActorKey = NodeKey;
/** `<phase>.<step>` or `<procedure>.<step>`. */
export type StepId = string;
export type StageId = string;
export type RoleId = string;
export type PersonId = string;
/** Within a node: `<step>` for a step's own task, `<step>/<stage>` for a stage of its review. */
export type TaskId = string;
/** SHA-256, 64 hexadecimal digits. */
export type Hash = string;

/** A review is the course of one decide step at one node. */
export function reviewKey(node: NodeKey, step: StepId): string {
  return `${node}/${step}`;
}

export function caseKey(subject: NodeKey, procedure: string, number: number): NodeKey {
  return `${subject}#${procedure}-${number}`;
}

/** The stage of a send step's second task: the receiver's, beside the sender's. */
export const RECEIPT: StageId = 'receipt';

export function receiptTask(step: StepId): TaskId {
  return `${step}/${RECEIPT}`;
}

/** The stage of a task to answer an asking's questions: each person's own. */
export const REPLY: StageId = 'reply';

export function replyTask(step: StepId, person: PersonId): TaskId {
  return `${step}/${REPLY}@${person}`;
}

/** The roster's place behind a node: a case stands at its subject's place. */
export function placeOf(node: NodeKey): NodeKey {
  const cut = node.indexOf('#');
  return cut < 0 ? node : node.slice(0, cut);
}
