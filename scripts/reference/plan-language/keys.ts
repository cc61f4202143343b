/**
 * The keys of a part of the plan language as rows: name, what may stand there, what it means. Read off the zod schemas that parse a plan,
 * so that the page cannot say anything else than they do.
 */
import type * as z from 'zod';

export interface KeyRow {
  /** Dotted within the part: `return.to`. */
  readonly key: string;
  readonly required: boolean;
  /** What may stand there, in Markdown. */
  readonly value: string;
  /** Empty when the schema does not say. */
  readonly meaning: string;
}

/** Parts with a chapter of their own, which is linked instead of repeated. By definition: a schema that is described anew is another one with the same. */
export type Chapters = ReadonlyMap<z.core.$ZodTypeDef, { readonly title: string; readonly anchor: string }>;

/** All keys of an object or of the objects among which it is one. */
export function keysOf(schema: z.core.$ZodType, chapters: Chapters, prefix = ''): KeyRow[] {
  const rows: KeyRow[] = [];
  for (const object of objectsIn(schema)) {
    // A part that holds parts of its own kind is told once.
    const within = new Map([...chapters, [object._zod.def, { title: '同样的一组键', anchor: '' }]]);
    for (const [name, part] of Object.entries(object._zod.def.shape)) {
      const key = `${prefix}${name}`;
      const inner = bare(part);
      add(rows, { key, required: !isOptional(part), value: wordsOf(inner, within), meaning: meaningOf(part) });
      if (!within.has(inner._zod.def)) for (const row of keysWithin(inner, within, key)) add(rows, row);
    }
  }
  return rows;
}

/** What several kinds of a part share is one row, with everything that may stand there. */
function add(rows: KeyRow[], row: KeyRow): void {
  const at = rows.findIndex((one) => one.key === row.key);
  const known = rows[at];
  if (known === undefined) {
    rows.push(row);
    return;
  }
  const joined = known.value.includes(row.value) ? known.value : `${known.value} ${row.value}`;
  rows[at] = {
    ...known,
    required: known.required && row.required,
    value: joined,
    meaning: known.meaning || row.meaning,
  };
}

function keysWithin(schema: z.core.$ZodType, chapters: Chapters, key: string): KeyRow[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const element = def.type === 'array' ? bare(def.element) : def.type === 'record' ? bare(def.valueType) : schema;
  const suffix = def.type === 'array' ? '[].' : def.type === 'record' ? '.*.' : '.';
  if (chapters.has(element._zod.def)) return [];
  if (def.type === 'array' || def.type === 'record')
    return keysWithin(element, chapters, `${key}${suffix.slice(0, -1)}`);
  if (def.type === 'union' || def.type === 'object') {
    const own = objectsIn(element).filter((object) => !chapters.has(object._zod.def));
    const rows = own.flatMap((object) => keysOf(object, chapters, `${key}.`));
    const lists = def.type === 'union' ? def.options.map(bare).filter((one) => typeOf(one) === 'array') : [];
    return [...rows, ...lists.flatMap((list) => keysWithin(list, chapters, key))];
  }
  return [];
}

function objectsIn(schema: z.core.$ZodType): z.core.$ZodObject[] {
  const inner = bare(schema) as z.core.$ZodTypes;
  const { def } = inner._zod;
  if (def.type === 'object') return [inner as z.core.$ZodObject];
  return def.type === 'union' ? def.options.flatMap(objectsIn) : [];
}

/** Without what only says that it may be left out. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'nullable') return bare(def.innerType);
  // Kept by the schema; the getter would make it anew, without end for a part that holds itself.
  if (def.type === 'lazy') return bare((schema as z.core.$ZodLazy)._zod.innerType);
  return schema;
}

function typeOf(schema: z.core.$ZodType): string {
  return (schema as z.core.$ZodTypes)._zod.def.type;
}

function isOptional(schema: z.core.$ZodType): boolean {
  return schema._zod.optin === 'optional';
}

function meaningOf(schema: z.core.$ZodType): string {
  const said = (schema as z.ZodType).description;
  if (said !== undefined) return said;
  const inner = bare(schema);
  return inner === schema ? '' : ((inner as z.ZodType).description ?? '');
}

function wordsOf(schema: z.core.$ZodType, chapters: Chapters): string {
  const chapter = chapters.get(schema._zod.def);
  if (chapter !== undefined) return chapter.anchor === '' ? chapter.title : `[${chapter.title}](#${chapter.anchor})`;
  const inner = bare(schema) as z.core.$ZodTypes;
  if (inner !== schema) return wordsOf(inner, chapters);
  const { def } = inner._zod;
  switch (def.type) {
    case 'string':
      return '文字';
    case 'number':
      return '数';
    case 'boolean':
      return '`true` `false`';
    case 'null':
      return '`null`';
    case 'literal':
      return def.values.map((value) => `\`${String(value)}\``).join(' ');
    case 'enum':
      return Object.values(def.entries)
        .map((value) => `\`${String(value)}\``)
        .join(' ');
    case 'array':
      return `列表：${wordsOf(def.element, chapters)}`;
    case 'record':
      return `名称 → ${wordsOf(def.valueType, chapters)}`;
    case 'tuple':
      return `[${def.items.map((item) => wordsOf(item, chapters)).join(', ')}]`;
    case 'union':
      return [...new Set(def.options.map((option) => wordsOf(option, chapters)))].join(' 或 ');
    case 'object':
      return '一组键';
    default:
      return '文字';
  }
}
