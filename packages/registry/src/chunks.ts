/** Rows in portions that one statement can carry: PostgreSQL takes 65,535 parameters. */
export function* inChunks<T>(rows: readonly T[], size = 2000): Generator<T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}
