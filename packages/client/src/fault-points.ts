/**
 * Named points at which a process may be killed by a test. In production the hook is absent and costs nothing. One more lies
 * inside the registry's transaction: `insideRecording` of its options.
 */
export const faultPoints = ['before-update', 'after-update', 'during-continue-as-new', 'during-delivery'] as const;
export type FaultPoint = (typeof faultPoints)[number];
export type FaultHook = (point: FaultPoint) => void | Promise<void>;
