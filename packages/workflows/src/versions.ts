/**
 * Ids given to Temporal's `patched()`, for changes of the host's own wiring only, each with what changed, why and since when.
 * What a decision means changes in the engine's `editions.ts` instead.
 */
export const patches = {} as const satisfies Readonly<Record<string, { what: string; why: string; since: string }>>;
