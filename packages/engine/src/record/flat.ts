/** Facts in facts as one list, each by its path: `duty.mean`. */
export function flat(facts: Readonly<Record<string, unknown>>, before = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]): [string, unknown][] => {
      const path = before === '' ? name : `${before}.${name}`;
      const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isRecord ? Object.entries(flat(value as Readonly<Record<string, unknown>>, path)) : [[path, value]];
    }),
  );
}
