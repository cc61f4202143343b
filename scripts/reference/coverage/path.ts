/** Paths into a plan as the coverage files write them: keys and ids from the root, joined by dots; an id names an entry of a list. */

/** What stands at a path; undefined when there is nothing. */
export function at(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined || value === null || typeof value !== 'object') return path.length === 0 ? value : undefined;
  const next = Array.isArray(value)
    ? value.find((one) => (one as { id?: string }).id === key)
    : (value as Readonly<Record<string, unknown>>)[key];
  return at(next, rest);
}
