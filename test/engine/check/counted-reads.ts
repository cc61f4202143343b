/** A plan that counts how often it is read: work that does not depend on the machine. Past its budget a read throws, so nothing hangs. */

export class TooMuchWork extends Error {}

export function countedReads<T extends object>(
  value: T,
  budget: number,
): { readonly value: T; readonly reads: () => number } {
  let reads = 0;
  const known = new WeakMap<object, object>();
  const wrap = (part: object): object => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const proxy = new Proxy(part, {
      get(target, key, receiver) {
        reads += 1;
        if (reads > budget) throw new TooMuchWork(`Expected at most ${budget} reads of the plan`);
        const found: unknown = Reflect.get(target, key, receiver);
        return typeof found === 'object' && found !== null ? wrap(found) : found;
      },
    });
    known.set(part, proxy);
    return proxy;
  };
  return { value: wrap(value) as T, reads: () => reads };
}
