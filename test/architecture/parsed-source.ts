/**
 * What a TypeScript source imports, exports and touches, read from its syntax tree: words in comments and strings do not count.
 */
import { parseSync } from '@swc/core';
import type { SourceFile } from './source-file.ts';

export interface Import {
  readonly specifier: string;
  /** Gone after types are stripped. */
  readonly isTypeOnly: boolean;
}

export interface ParsedSource {
  /** Static and dynamic imports, re-exports, `import('x')` types, `require` and `require.resolve`. */
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  readonly hasStarExport: boolean;
  /** Names that no scope of the file declares. */
  readonly globals: ReadonlySet<string>;
  /** Every `.name` read or called, with the name of what it is read from where that is a plain name: `getHours`, `Date.now`. */
  readonly members: ReadonlySet<string>;
  /** `new Date()` without an argument, or `Date()` as a function. */
  readonly readsClockByDate: boolean;
}

type Node = Readonly<Record<string, unknown>>;

/** The parser marks a name that no scope declares with this context. */
const UNDECLARED = 1;

const parsed = new WeakMap<SourceFile, ParsedSource>();

export function parsedSource(file: SourceFile): ParsedSource {
  const known = parsed.get(file);
  if (known !== undefined) return known;

  const imports: Import[] = [];
  const globals = new Set<string>();
  const members = new Set<string>();
  const seen = { hasDefaultExport: false, hasStarExport: false, readsClockByDate: false };

  function take(source: unknown, isTypeOnly: boolean): void {
    const specifier = isNode(source) ? source.value : undefined;
    if (typeof specifier === 'string') imports.push({ specifier, isTypeOnly });
  }

  function visit(node: Node): void {
    switch (node.type) {
      case 'ImportDeclaration':
        take(node.source, node.typeOnly === true);
        break;
      case 'ExportNamedDeclaration':
        take(node.source, node.typeOnly === true);
        break;
      case 'ExportAllDeclaration':
        seen.hasStarExport = true;
        take(node.source, node.typeOnly === true);
        break;
      case 'ExportNamespaceSpecifier':
        seen.hasStarExport = true;
        break;
      case 'ExportDefaultExpression':
      case 'ExportDefaultDeclaration':
        seen.hasDefaultExport = true;
        break;
      case 'ExportSpecifier':
        if (textOf(node.exported) === 'default') seen.hasDefaultExport = true;
        break;
      case 'TsImportType':
        take(node.argument, true);
        break;
      case 'TsExternalModuleReference':
        take(node.expression, false);
        break;
      case 'CallExpression':
        if (isImporting(node.callee)) take(firstArgument(node), false);
        if (isGlobal(node.callee, 'Date')) seen.readsClockByDate = true;
        break;
      case 'NewExpression':
        if (isGlobal(node.callee, 'Date') && firstArgument(node) === undefined) seen.readsClockByDate = true;
        break;
      case 'MemberExpression': {
        const name = memberName(node.property);
        if (name !== undefined) members.add(name).add(`${textOf(node.object) ?? ''}.${name}`);
        break;
      }
      case 'Identifier':
        if (node.ctxt === UNDECLARED && typeof node.value === 'string') globals.add(node.value);
        break;
    }
    for (const child of Object.values(node)) visitAll(child);
  }

  function visitAll(child: unknown): void {
    if (Array.isArray(child)) for (const one of child) visitAll(one);
    else if (isNode(child)) visit(child);
  }

  visitAll(parseSync(file.text, { syntax: 'typescript', target: 'es2022' }).body);
  const result = { imports, globals, members, ...seen };
  parsed.set(file, result);
  return result;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function textOf(node: unknown): string | undefined {
  return isNode(node) && typeof node.value === 'string' ? node.value : undefined;
}

/** `a.b` and `a['b']`. */
function memberName(property: unknown): string | undefined {
  return isNode(property) && property.type === 'Computed' ? textOf(property.expression) : textOf(property);
}

function isGlobal(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.ctxt === UNDECLARED && node.value === name;
}

/** `import(…)`, `require(…)`, `require.resolve(…)`. */
function isImporting(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'Import') return true;
  if (callee.type === 'MemberExpression') return isGlobal(callee.object, 'require');
  return isGlobal(callee, 'require');
}

function firstArgument(node: Node): unknown {
  const [first] = Array.isArray(node.arguments) ? (node.arguments as unknown[]) : [];
  return isNode(first) ? first.expression : undefined;
}
