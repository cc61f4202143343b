/**
 * The one mapping between the kernel's values and faults and Temporal's failures, both ways. A plain error must never leave a
 * handler: in an Update it would retry the task for ever, in a Signal it would fail the workflow.
 */
import type { Code } from '@lianfang/engine/codes';
import type { Answer } from '@lianfang/engine/kernel';
import { ApplicationFailure } from '@temporalio/common';

/** All commands of a batch were refused; details: the answers. */
export const REFUSED = 'lianfang.refused' satisfies Code;
/** The kernel broke a promise of its own; nothing changed. Details: the fault's code. */
export const FAULT = 'lianfang.fault' satisfies Code;
/** A delivered command has no answer yet; worth asking again. */
export const UNANSWERED = 'lianfang.unanswered' satisfies Code;

const UNEXPECTED = 'fault.unexpected' satisfies Code;

export function refusedFailure(answers: readonly Answer[]): ApplicationFailure {
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.rejection.code));
  return ApplicationFailure.create({
    type: REFUSED,
    message: `Refused: ${[...new Set(codes)].join(', ')}`,
    details: [answers],
    nonRetryable: true,
  });
}

export function faultFailure(error: unknown): ApplicationFailure {
  const { code, text } = faultOf(error);
  return ApplicationFailure.create({ type: FAULT, message: `${code}: ${text}`, details: [code], nonRetryable: true });
}

export function unansweredFailure(request: string, cause: string): ApplicationFailure {
  return ApplicationFailure.retryable(`Request '${request}' has no answer yet: ${cause}`, UNANSWERED);
}

/** Of an activity, with a coded fault that trying again will not mend; somebody must look. */
export function lastingFailure(fault: Error & { readonly code: Code }): ApplicationFailure {
  return ApplicationFailure.create({ type: fault.code, message: fault.message, nonRetryable: true });
}

export function faultOf(error: unknown): { code: string; text: string } {
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : UNEXPECTED;
    return { code, text: error.message };
  }
  return { code: UNEXPECTED, text: String(error) };
}

/** The answers that a refused Update carries; undefined when the failure is something else. */
export function answersOfFailure(cause: unknown): readonly Answer[] | undefined {
  if (!(cause instanceof ApplicationFailure) || cause.type !== REFUSED) return undefined;
  const answers: unknown = cause.details?.[0];
  return Array.isArray(answers) ? (answers as readonly Answer[]) : undefined;
}

export function isKernelFault(cause: unknown): cause is ApplicationFailure {
  return cause instanceof ApplicationFailure && cause.type === FAULT;
}
