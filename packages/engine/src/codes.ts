/**
 * The one registry of codes: every problem, rejection and fault, with its message forms. Callers match codes, never text.
 * A code never changes once released. Areas keep their tables in `codes/`; a test shows that none is defined twice.
 */

import { checkCodes } from './codes/check.ts';
import { contentCodes } from './codes/content.ts';
import type { CodeEntry } from './codes/entry.ts';
import { expressionCodes } from './codes/expression.ts';
import { faultCodes } from './codes/fault.ts';
import { frameCodes } from './codes/frames.ts';
import { ledgerCodes } from './codes/ledger.ts';
import { planCodes } from './codes/plan.ts';
import { registryCodes } from './codes/registry.ts';
import { rejectionCodes } from './codes/rejection.ts';
import { rosterCodes } from './codes/roster.ts';
import { scoreCodes } from './codes/scores.ts';
import { slotCodes } from './codes/slots.ts';
import { timeCodes } from './codes/time.ts';

export const codes = {
  ...planCodes,
  ...checkCodes,
  ...expressionCodes,
  ...slotCodes,
  ...scoreCodes,
  ...frameCodes,
  ...timeCodes,
  ...rosterCodes,
  ...contentCodes,
  ...rejectionCodes,
  ...ledgerCodes,
  ...registryCodes,
  ...faultCodes,
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof codes;
export type Lang = 'zh' | 'en';

/** The message of a coded value in one language; a code that this build does not know gives the code itself. */
export function messageOf(value: { readonly code: string }, lang: Lang): string {
  const entry: CodeEntry | undefined = Object.hasOwn(codes, value.code) ? codes[value.code as Code] : undefined;
  if (entry === undefined) return value.code;
  const fields = value as unknown as Readonly<Record<string, unknown>>;
  const form = fields.more === 0 ? entry[lang].replace(countsMore, '') : entry[lang];
  return form.replace(/\{(\w+)\}/g, (_, name: string) => renderField(fields[name], lang));
}

/** The sentence that says how many more there are: left out when there are none. */
const countsMore = /[^。.]*\{more\}[^。.]*[。.]/;

function renderField(field: unknown, lang: Lang): string {
  if (field === undefined || field === null) return lang === 'zh' ? '（无）' : '(none)';
  if (Array.isArray(field)) return field.map((one) => renderField(one, lang)).join(lang === 'zh' ? '、' : ', ');
  return typeof field === 'object' ? JSON.stringify(field) : String(field);
}
