/**
 * Plans with something changed at random, each marked by how it was made: breaking, because the published schema or the meaning of the place
 * rules it out, or harmless, because nothing that decides was touched. The check itself is never asked.
 */
import { type Document, isScalar, parseDocument } from 'yaml';
import { planJsonSchema } from '../../../packages/engine/src/plan/json-schema.ts';
import { type Path, walk } from './faults.ts';

export interface Mutation {
  readonly kind: string;
  readonly effect: 'breaking' | 'harmless';
  /** Where, for messages. */
  readonly at: string;
  readonly text: string;
}

export interface Source {
  readonly name: string;
  readonly text: string;
}

type Random = () => number;
type Make = (
  document: Document,
  text: string,
  random: Random,
) => { readonly at: string; readonly text: string } | undefined;

interface Kind {
  readonly kind: string;
  readonly effect: Mutation['effect'];
  readonly make: Make;
}

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const whole = planJsonSchema() as Schema;

/** What a value may be, unions and references resolved. */
function alternatives(schema: Schema): readonly Schema[] {
  if (schema.$ref !== undefined) {
    const found = whole.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
    return found === undefined ? [] : alternatives(found);
  }
  const parts = schema.anyOf ?? schema.oneOf;
  return parts === undefined ? [schema] : parts.flatMap(alternatives);
}

/** What may stand at a path by the schema; empty where it does not say. */
function schemasAt(path: Path): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (found, key) =>
      found.flatMap((schema) => {
        const { properties, additionalProperties: rest, items, prefixItems } = schema;
        if (typeof key === 'number') {
          const item = prefixItems?.[key] ?? items;
          return typeof item === 'object' ? alternatives(item) : [];
        }
        const property = properties?.[key] ?? (typeof rest === 'object' ? rest : undefined);
        return property === undefined ? [] : alternatives(property);
      }),
    alternatives(whole),
  );
}

function typesOf({ type, const: one, enum: several }: Schema): readonly string[] {
  if (type !== undefined) return [type === 'integer' ? 'number' : type];
  const values = several ?? (one === undefined ? [] : [one]);
  if (values.length === 0) return ['string', 'number', 'boolean', 'null', 'array', 'object']; // anything
  return values.map((value) => (value === null ? 'null' : typeof value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface At {
  readonly path: Path;
  readonly value: unknown;
}

/** Everything that is written out itself: what presets and slots stand for may be filled from elsewhere. */
function written(document: Document): readonly At[] {
  return walk(document).filter(({ path }) => {
    if (['presets', 'slots', 'frame', 'within'].includes(String(path[0]))) return false;
    return !path.some((_, length) => {
      const part = document.getIn(path.slice(0, length));
      return hasKey(part, 'use') || hasKey(part, 'slot');
    });
  });
}

function hasKey(node: unknown, key: string): boolean {
  return typeof node === 'object' && node !== null && 'has' in node && (node as { has(key: string): boolean }).has(key);
}

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[Math.floor(random() * list.length)];
}

function print(document: Document): string {
  return document.toString({ lineWidth: 0 });
}

function dotted(path: Path): string {
  return path.join('.');
}

/** Changes one of the places that fit; undefined where the plan has none. */
function somewhere(fits: (at: At) => boolean, change: (document: Document, at: At, random: Random) => void): Make {
  return (document, _, random) => {
    const at = pick(written(document).filter(fits), random);
    if (at === undefined) return undefined;
    change(document, at, random);
    return { at: dotted(at.path), text: print(document) };
  };
}

/** `*` is any key or index. */
function like(patterns: readonly string[]): (at: At) => boolean {
  const all = patterns.map((pattern) => pattern.split('.'));
  return ({ path }) =>
    all.some((keys) => keys.length === path.length && keys.every((key, i) => key === '*' || key === String(path[i])));
}

const references = [
  'office',
  'phases.*.steps.*.by',
  'phases.*.steps.*.each',
  'phases.*.steps.*.declaration',
  'phases.*.steps.*.review',
  'phases.*.steps.*.of',
  'phases.*.steps.*.compute.grade',
  'phases.*.steps.*.compute.rollUp',
  'phases.*.steps.*.send.to',
  'phases.*.steps.*.ask.scope',
  'reviews.*.stages.*.by',
  'reviews.*.return.to',
  'procedures.*.steps.*.by',
  'procedures.*.of',
  'rules.*.scale',
  'rules.*.of',
  'roles.*.of',
  'forms.*.rows.of',
  'defaults.ladder.escalations.*.to',
];

const labels = [
  'title',
  'phases.*.name',
  'phases.*.steps.*.name',
  'roles.*.name',
  'reviews.*.name',
  'procedures.*.name',
];

/** A key that no alternative can do without. */
function isRequired({ path }: At, plan: unknown): boolean {
  const key = path.at(-1);
  const parent = valueIn(plan, path.slice(0, -1));
  if (typeof key !== 'string' || !isObject(parent)) return false;
  const keys = Object.keys(parent).filter((one) => one !== key);
  const schemas = schemasAt(path.slice(0, -1)).filter((schema) => typesOf(schema).includes('object'));
  if (schemas.length === 0 || schemas.some((schema) => schema.properties === undefined)) return false;
  return !schemas.some(
    ({ required = [], properties = {}, additionalProperties: rest }) =>
      required.every((one) => keys.includes(one)) && (rest !== false || keys.every((one) => one in properties)),
  );
}

function valueIn(plan: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    plan,
  );
}

const others: readonly unknown[] = [{ planted: true }, ['planted', 'planted'], 'planted', 7.5, true];

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

const day = /^(\d{1,2})月(\d{1,2})日$/;

function dayNumber(document: Document, path: Path): number | undefined {
  const found = day.exec(String(document.getIn(path) ?? ''));
  return found === null ? undefined : Number(found[1]) * 100 + Number(found[2]);
}

const aliasOfAliases = (levels: number): string =>
  [
    'x-0: &x0 [a, a]',
    ...Array.from({ length: levels }, (_, i) => `x-${i + 1}: &x${i + 1} [*x${i}, *x${i}, *x${i}]`),
  ].join('\n');

export const kinds: readonly Kind[] = [
  {
    kind: 'a required key removed',
    effect: 'breaking',
    make: (document, _, random) => {
      // All of them would take long to tell: some are drawn, and the first that is required is taken.
      const places = written(document);
      const plan: unknown = document.toJS();
      for (let tries = 0; tries < 200; tries++) {
        const at = pick(places, random);
        if (at === undefined || !isRequired(at, plan)) continue;
        document.deleteIn(at.path);
        return { at: dotted(at.path), text: print(document) };
      }
      return undefined;
    },
  },
  {
    kind: 'a type changed',
    effect: 'breaking',
    make: (document, _, random) => {
      const places = written(document).filter(({ path }) => path.length > 0);
      for (let tries = 0; tries < 200; tries++) {
        const at = pick(places, random);
        const schemas = at === undefined ? [] : schemasAt(at.path);
        if (at === undefined || schemas.length === 0) continue;
        const types = new Set(schemas.flatMap(typesOf));
        const other = pick(
          others.filter((value) => !types.has(typeOf(value))),
          random,
        );
        if (other === undefined) continue;
        document.setIn(at.path, document.createNode(other));
        return { at: dotted(at.path), text: print(document) };
      }
      return undefined;
    },
  },
  {
    kind: 'an unknown key added',
    effect: 'breaking',
    make: somewhere(
      ({ path, value }) => {
        const schemas = isObject(value) ? schemasAt(path).filter((schema) => typesOf(schema).includes('object')) : [];
        return schemas.length > 0 && schemas.every((schema) => schema.additionalProperties === false);
      },
      (document, { path }) => document.setIn([...path, 'plantedKey'], 1),
    ),
  },
  {
    kind: 'a reference broken',
    effect: 'breaking',
    make: somewhere(
      (at) => like(references)(at) && typeof at.value === 'string',
      (document, { path }) => document.setIn(path, 'nowhere'),
    ),
  },
  {
    kind: 'a condition that reads what is not there',
    effect: 'breaking',
    make: (document, text, random) => {
      // What a rule may read is known from the step that uses it: one that nobody uses is only said to be unused.
      const isUsed = (id: unknown): boolean => text.includes(`grade: ${String(id)}`);
      const make = somewhere(
        ({ path, value }) =>
          typeof value === 'string' &&
          ((path.at(-1) === 'when' && path[0] === 'phases') ||
            (path.at(-1) === 'if' && path[0] === 'rules' && isUsed(path[1]))),
        (plan, { path }) => plan.setIn(path, 'nowhere.fact = 1'),
      );
      return make(document, text, random);
    },
  },
  {
    kind: 'two steps of one name',
    effect: 'breaking',
    make: somewhere(
      ({ path }) => path[0] === 'phases' && path.length === 5 && path[4] === 'id' && Number(path[3]) > 0,
      (document, { path }) => document.setIn(path, document.getIn([...path.slice(0, 3), Number(path[3]) - 1, 'id'])),
    ),
  },
  {
    kind: 'the dates of a window swapped',
    effect: 'breaking',
    make: (document, _, random) => {
      const at = pick(
        written(document).filter(({ path }) => {
          if (path[0] !== 'phases' || path.at(-1) !== 'window') return false;
          const [from, to] = [dayNumber(document, [...path, 'from']), dayNumber(document, [...path, 'to'])];
          return from !== undefined && to !== undefined && from < to;
        }),
        random,
      );
      if (at === undefined) return undefined;
      const [from, to] = [document.getIn([...at.path, 'from']), document.getIn([...at.path, 'to'])];
      document.setIn([...at.path, 'from'], to);
      document.setIn([...at.path, 'to'], from);
      return { at: dotted(at.path), text: print(document) };
    },
  },
  {
    kind: 'a value that is an alias',
    effect: 'breaking',
    make: somewhere(
      ({ path, value }) => typeof value === 'string' && path.length > 2 && path.at(-1) === 'name',
      (document, { path }, random) => {
        const node = document.getIn(['title'], true);
        if (!isScalar(node)) throw new Error('Expected a title');
        node.anchor = `a${Math.floor(random() * 1000)}`;
        document.setIn(path, document.createAlias(node));
      },
    ),
  },
  {
    kind: 'aliases of aliases',
    effect: 'breaking',
    make: (_, text, random) => {
      const levels = 1 + Math.floor(random() * 40);
      return { at: `${levels} levels`, text: `${text.trimEnd()}\n${aliasOfAliases(levels)}\n` };
    },
  },
  {
    kind: 'a key that stands twice',
    effect: 'breaking',
    make: (_, text, random) => {
      const lines = text.split('\n');
      const head = pick(['id', 'title', 'office', 'zone'], random) ?? 'id';
      const line = lines.find((one) => one.startsWith(`${head}:`));
      return line === undefined ? undefined : { at: head, text: `${text.trimEnd()}\n${line}\n` };
    },
  },
  {
    kind: 'a document cut off',
    effect: 'breaking',
    make: (_, text, random) => {
      // Before its phases: without them it is no plan.
      const end = text.search(/^phases:/m);
      const at = Math.floor(random() * Math.max(0, end));
      return end < 0 ? undefined : { at: `character ${at}`, text: text.slice(0, at) };
    },
  },
  {
    kind: 'a quote left out',
    effect: 'harmless',
    make: somewhere(isQuote('source'), (document, { path }) => void document.deleteIn(path)),
  },
  {
    kind: 'a reading left out',
    effect: 'harmless',
    make: somewhere(isQuote('reading'), (document, { path }) => void document.deleteIn(path)),
  },
  {
    kind: 'a label in other words',
    effect: 'harmless',
    make: somewhere(
      (at) => like(labels)(at) && typeof at.value === 'string',
      (document, { path, value }) => document.setIn(path, `${String(value)}（改）`),
    ),
  },
  {
    kind: 'a date with its year',
    effect: 'harmless',
    make: (document, text, random) => {
      const year = document.getIn(['period']);
      if (typeof year !== 'number') return undefined;
      const make = somewhere(
        ({ path, value }) =>
          path[0] === 'phases' && path.at(-2) === 'window' && typeof value === 'string' && day.test(value),
        (plan, { path, value }) => plan.setIn(path, `${year}年${String(value)}`),
      );
      return make(document, text, random);
    },
  },
  {
    kind: 'the keys in another order',
    effect: 'harmless',
    make: (document, _, random) => {
      const value = document.toJS() as Record<string, unknown>;
      const keys = Object.keys(value).map((key) => ({ key, order: random() }));
      keys.sort((one, other) => one.order - other.order);
      const again = Object.fromEntries(keys.map(({ key }) => [key, value[key]]));
      return { at: 'the document', text: JSON.stringify(again, undefined, random() < 0.5 ? 2 : 0) };
    },
  },
  {
    kind: 'comments and blank lines',
    effect: 'harmless',
    make: (_, text, random) => {
      const lines = text.split('\n');
      const at = lines.findIndex((line, index) => index > random() * lines.length && /^\S+:$/.test(line));
      lines.splice(Math.max(0, at), 0, '', '# 批注：此处待议', '');
      return { at: `line ${Math.max(0, at)}`, text: lines.join('\n') };
    },
  },
];

/** A quote or a reading, not the source of a grade: those stand where both may. */
function isQuote(key: 'source' | 'reading'): (at: At) => boolean {
  return ({ path }) =>
    path.at(-1) === key &&
    path.length > 1 &&
    schemasAt(path.slice(0, -1)).every(
      ({ properties = {}, required = [] }) => 'reading' in properties && !required.includes(key),
    );
}

/** So many, drawn from all plans and kinds in turn. */
export function mutationsOf(
  sources: readonly Source[],
  count: number,
  random: Random,
): readonly (Mutation & { readonly plan: string })[] {
  const made: (Mutation & { readonly plan: string })[] = [];
  for (let turn = 0; made.length < count && turn < count * 20; turn++) {
    const source = sources[turn % sources.length];
    const kind = kinds[Math.floor(turn / sources.length) % kinds.length];
    if (source === undefined || kind === undefined) break;
    const { text } = source;
    const found = kind.make(parseDocument(text), text, random);
    if (found !== undefined && found.text !== text)
      made.push({ plan: source.name, kind: kind.kind, effect: kind.effect, ...found });
  }
  return made;
}
