/** Quotes are the document's own words; readings are ours, and shown. */
import type { Plan } from '../plan/plan.ts';
import { quotesOf } from '../plan/words.ts';
import type { Problem } from '../problem.ts';
import { type Check, type Path, problem } from './context.ts';

/** A part that carries a quote or a reading. */
export interface SourcedPart {
  readonly path: Path;
  readonly quotes: readonly string[];
  readonly reading: string | undefined;
}

/** Every part of the plan with a `source` or a `reading`, in document order. */
export function sourcedParts(plan: Plan): readonly SourcedPart[] {
  const parts: SourcedPart[] = [];
  visit(plan, []);
  return parts;

  function visit(value: unknown, path: Path): void {
    if (Array.isArray(value))
      value.forEach((one, index) => {
        visit(one, [...path, index]);
      });
    else if (value !== null && typeof value === 'object') {
      const part = value as { readonly source?: unknown; readonly reading?: unknown };
      const isQuote = typeof part.source === 'string' || Array.isArray(part.source);
      // In a compute step and a grade field `source` names where a grade comes from, not a quote.
      const quotes =
        isQuote && !isGradeSource(value, path) ? quotesOf({ source: part.source as string | string[] }) : [];
      const reading = typeof part.reading === 'string' ? part.reading : undefined;
      if (quotes.length > 0 || reading !== undefined) parts.push({ path, quotes, reading });
      for (const [key, one] of Object.entries(value))
        if (key !== 'source' && !(path.length === 0 && key === 'presets')) visit(one, [...path, key]);
    }
  }
}

function isGradeSource(value: object, path: Path): boolean {
  return path.at(-1) === 'compute' || ('scale' in value && path.at(-1) === 'grade');
}

export const checkQuotes: Check = ({ plan, source }) => {
  if (source === undefined) return [];
  return sourcedParts(plan).flatMap(({ path, quotes }): Problem[] =>
    quotes.flatMap((quote, at) => {
      if (source.includes(quote)) return [];
      return [
        problem('plan.not-in-source', 'error', [...path, 'source', ...(quotes.length > 1 ? [at] : [])], { quote }),
      ];
    }),
  );
};

export const showReadings: Check = ({ plan }) =>
  sourcedParts(plan).flatMap(({ path, reading }) =>
    reading === undefined ? [] : [problem('plan.reading', 'advice', [...path, 'reading'], { reading })],
  );
