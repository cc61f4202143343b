/**
 * Text to syntax: FEEL as lezer-feel reads it, turned into plain nodes within limits of length and depth. Reports what cannot be
 * read; must not know what the names mean. The one module, with `compile.ts` above it, that needs the parser library.
 */
import { parser, trackVariables } from 'lezer-feel';
import type { FactType, Scope } from './fact-type.ts';

export const maxLength = 2000;
export const maxDepth = 120;

/** A node of the syntax, named as in the grammar, with its place in the text. */
export interface Syntax {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly of: readonly Syntax[];
}

/** A mistake at a place of the text; `compile.ts` makes it a problem. */
export interface Mistake {
  readonly code: string;
  readonly from: number;
  readonly to: number;
  readonly [field: string]: unknown;
}

/** Syntax, or why the text has none. `scope` tells which names hold signs or spaces, like `post-grade`. */
export function parse(text: string, scope: Scope): Syntax | readonly Mistake[] {
  if (text.length > maxLength)
    return [{ code: 'expression.too-long', from: 0, to: 0, length: text.length, most: maxLength }];
  if (text.trim() === '') return [{ code: 'expression.empty', from: 0, to: 0 }];
  const wide = wideCharacters(text);
  if (wide.length > 0) return wide;

  const tree = parser.configure({ contextTracker: trackVariables(namesOf(scope)) }).parse(text);
  const mistakes: Mistake[] = [];
  type Open = { name: string; from: number; to: number; text: string; of: Syntax[] };
  const root: Open = { name: 'root', from: 0, to: text.length, text, of: [] };
  const open = [root];
  let deepest = 0;
  // The cursor walks without recursion, so depth is measured before anything recurses over the nodes.
  tree.iterate({
    enter(node) {
      if (node.name.endsWith('Comment')) return false;
      const found = text.slice(node.from, node.to);
      if (node.type.isError)
        mistakes.push({ code: 'expression.syntax', from: node.from, to: node.to, found: found || undefined });
      const syntax: Open = { name: node.name, from: node.from, to: node.to, text: found, of: [] };
      open.at(-1)?.of.push(syntax);
      open.push(syntax);
      deepest = Math.max(deepest, open.length);
      return true;
    },
    leave() {
      open.pop();
    },
  });
  if (deepest > maxDepth) return [{ code: 'expression.too-deep', from: 0, to: 0, depth: deepest, most: maxDepth }];
  if (mistakes.length > 0) return mistakes.slice(0, 5);
  return root.of[0]?.of[0] ?? [{ code: 'expression.empty', from: 0, to: 0 }];
}

/** Full-width signs, as Chinese input methods write them, and what FEEL wants instead. */
const narrow: Readonly<Record<string, string>> = {
  '＝': '=',
  '！': '!',
  '＜': '<',
  '＞': '>',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '“': '"',
  '”': '"',
  '，': ',',
  '（': '(',
  '）': ')',
  '【': '[',
  '】': ']',
  '＋': '+',
  '－': '-',
  '×': '*',
  '；': ';',
};

function wideCharacters(text: string): Mistake[] {
  const mistakes: Mistake[] = [];
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (inside && sign === '\\') at++;
    else if (sign === '"') inside = !inside;
    else if (!inside && Object.hasOwn(narrow, sign)) {
      mistakes.push({ code: 'expression.wide-character', from: at, to: at + 1, found: sign, use: narrow[sign] });
    }
  }
  return mistakes.slice(0, 5);
}

/** The scope as the library wants it: an object of names, whose values only matter for the names inside. */
function namesOf(scope: Scope): Record<string, unknown> {
  return Object.fromEntries(Object.entries(scope).map(([name, type]) => [name, namesIn(type)]));
}

function namesIn(type: FactType): unknown {
  if (type.kind === 'record') return namesOf(type.fields);
  return type.kind === 'list' ? [namesIn(type.of)] : 1;
}
