/**
 * What a plan says briefly, said in full, before anything is checked: `use: name` becomes the preset's keys, `{ slot: name }` what fills
 * the slot. Pure data to data; what comes from a preset keeps the preset's line. Must not know what the parts mean.
 */
import type { Problem } from '../problem.ts';
import { builtInPresets, filledUp } from './preset.ts';
import { partTypes, slotTypes } from './slot.ts';

type Path = Problem['path'];
type Data = Readonly<Record<string, unknown>>;

export interface Expanded {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Where a path of the expanded data was written. */
  readonly origin: (path: Path) => Path;
  /** Nothing more can be said about what lies here. */
  readonly isSettled: (path: Path) => boolean;
}

/** @param fillings by slot; they count before values that the plan itself gives */
export function expand(document: unknown, fillings: Data = {}): Expanded {
  return isData(document) ? new Expansion(document, fillings).run() : unchanged(document);
}

/** Slots that these fillings name and the plan does not have, or that are not filled at launch; and values of another type. */
export function fillingProblems(document: unknown, fillings: Data): readonly Problem[] {
  const slots = isData(document) && isData(document.slots) ? document.slots : {};
  const open = Object.keys(slots).filter((id) => slotOf(slots, id)?.filled === 'launch');
  const noYear = isData(document) && document.period === null;
  return Object.entries(fillings).flatMap(([id, value]): Problem[] => {
    const at = { severity: 'error', path: [id], in: 'launch' } as const;
    const slot = slotOf(slots, id);
    const type = slot === undefined && id === 'period' && noYear ? 'year' : String(slot?.type);
    if (type === 'undefined' || (slot !== undefined && slot.filled !== 'launch'))
      return [{ code: 'slot.not-asked', ...at, slot: id, possible: noYear ? [...open, 'period'] : open }];
    if (fits(type, value)) return [];
    return [{ code: 'slot.wrong-value', ...at, slot: id, expected: examples[type] ?? type, found: brief(value) }];
  });
}

/** What a value of each type looks like in launch.yaml. */
export const examples: Readonly<Record<string, string>> = {
  year: '2012',
  date: '5月16日',
  number: '7',
  text: '……',
  role: 'office',
  form: 'form-1',
  rule: 'grade',
  scale: 'risk',
  review: 'points',
  body: 'group',
  plan: 'city-2011',
};

function unchanged(value: unknown): Expanded {
  return { value, problems: [], origin: (path) => path, isSettled: () => false };
}

class Expansion {
  private readonly problems: Problem[] = [];
  private readonly from: { readonly path: Path; readonly origin: Path }[] = [];
  private readonly settled: Path[] = [];
  private readonly uses = new Map<string, string[]>();
  private readonly document: Data;
  private readonly fillings: Data;
  private readonly slots: Data;
  private readonly own: Data;

  constructor(document: Data, fillings: Data) {
    this.document = document;
    this.fillings = fillings;
    this.slots = isData(document.slots) ? document.slots : {};
    this.own = isData(document.presets) ? document.presets : {};
  }

  run(): Expanded {
    const entries = Object.entries(this.document).map(([key, value]): [string, unknown] => {
      if (key === 'presets' || key === 'slots') return [key, value];
      if (key === 'period' && value === null && this.fillings.period !== undefined && this.slots.period === undefined)
        return [key, this.fillings.period];
      return [key, this.visit(value, [key])];
    });
    const value = Object.fromEntries(entries.map(([key, one]) => [key, key === 'slots' ? this.withValues(one) : one]));
    return {
      value,
      problems: this.problems,
      origin: (path) => {
        const nearest = this.from
          .filter((one) => isWithin(path, one.path))
          .toSorted((a, b) => b.path.length - a.path.length)[0];
        return nearest === undefined ? path : [...nearest.origin, ...path.slice(nearest.path.length)];
      },
      isSettled: (path) => this.settled.some((one) => isWithin(path, one)),
    };
  }

  private withValues(slots: unknown): unknown {
    if (!isData(slots)) return slots;
    return Object.fromEntries(
      Object.entries(slots).map(([id, slot]) => {
        if (!isData(slot)) return [id, slot];
        const value = this.fillings[id] ?? slot.value;
        const { value: _old, uses: written, ...rest } = slot;
        // A plan that was put together no longer says where; what it wrote down stays.
        return [id, { ...rest, ...(value !== undefined && { value }), uses: this.uses.get(id) ?? written ?? [] }];
      }),
    );
  }

  private visit(value: unknown, path: Path): unknown {
    if (Array.isArray(value)) return value.map((one, index) => this.visit(one, [...path, index]));
    if (!isData(value)) return value;
    if (typeof value.slot === 'string' && Object.keys(value).length === 1) return this.filled(value.slot, path);
    const use = namesOf(value.use);
    // What facts a case is opened with is named by the plan, not by the language.
    const whole = use === undefined || path.at(-1) === 'facts' ? value : this.withPresets(value, use, path);
    return Object.fromEntries(Object.entries(whole).map(([key, one]) => [key, this.visit(one, [...path, key])]));
  }

  private filled(id: string, path: Path): unknown {
    const slot = slotOf(this.slots, id);
    if (slot === undefined) {
      this.settled.push(path);
      this.problems.push({
        code: 'slot.unknown',
        severity: 'error',
        path,
        name: id,
        possible: Object.keys(this.slots),
      });
      return null;
    }
    this.uses.set(id, [...(this.uses.get(id) ?? []), path.join('.')]);
    if (slot.filled !== 'launch') return id; // the part of that name, made by the step
    const value = this.fillings[id] ?? slot.value;
    if (value !== undefined) return value;
    this.settled.push(path);
    return this.standIn(String(slot.type), path);
  }

  /** Something of the type, so that the rest can be looked at; what is said about it is not reported. */
  private standIn(type: string, path: Path): unknown {
    const first = (key: string): string =>
      (isData(this.document[key]) ? Object.keys(this.document[key])[0] : undefined) ?? 'open';
    const parts: Readonly<Record<string, string>> = {
      role: 'roles',
      form: 'forms',
      rule: 'rules',
      scale: 'scales',
      review: 'reviews',
    };
    const part = parts[type];
    if (part !== undefined) return path.length === 2 && path[0] === part ? undefined : first(part);
    switch (type) {
      case 'year':
        return null;
      case 'date':
        return '月日';
      case 'number':
        return 1;
      default:
        return 'open';
    }
  }

  private withPresets(part: Data, use: readonly string[], path: Path): Data {
    const { use: _named, ...own } = part;
    const defaults = use.map((name, at) => ({
      name,
      keys: this.presetOf(name, [...path, 'use', ...(Array.isArray(part.use) ? [at] : [])], []),
    }));
    const merged: Record<string, unknown> = {};
    for (const { keys } of defaults)
      for (const [key, one] of Object.entries(keys)) {
        merged[key] = both(key, merged[key], one.value);
        this.from.push({ path: [...path, key], origin: one.at });
      }
    for (const [key, one] of Object.entries(own)) {
      const written = [...path, key];
      const inside = merged[key];
      merged[key] = both(key, inside, one);
      this.from.push({ path: written, origin: written });
      if (!isData(inside) || !isData(one) || !filledUp.includes(key)) continue;
      const preset = defaults.findLast((found) => found.keys[key] !== undefined)?.keys[key]?.at;
      for (const name of Object.keys(inside))
        if (one[name] === undefined && preset !== undefined)
          this.from.push({ path: [...written, name], origin: [...preset, name] });
    }
    return merged;
  }

  private presetOf(
    name: string,
    path: Path,
    within: readonly string[],
  ): Readonly<Record<string, { readonly value: unknown; readonly at: Path }>> {
    const isOwn = Object.hasOwn(this.own, name);
    const preset = isOwn ? this.own[name] : Object.hasOwn(builtInPresets, name) ? builtInPresets[name] : undefined;
    if (!isData(preset)) {
      if (!isOwn)
        this.problems.push({
          code: 'preset.unknown',
          severity: 'error',
          path,
          name,
          possible: [...new Set([...Object.keys(this.own), ...Object.keys(builtInPresets)])],
        });
      return {};
    }
    if (within.includes(name)) {
      this.problems.push({ code: 'preset.cycle', severity: 'error', path, name });
      return {};
    }
    const at: Path = isOwn ? ['presets', name] : path;
    const { use, ...keys } = preset;
    const below = (namesOf(use) ?? []).map((one) => this.presetOf(one, path, [...within, name]));
    const merged: Record<string, { readonly value: unknown; readonly at: Path }> = Object.assign({}, ...below);
    for (const [key, value] of Object.entries(keys))
      merged[key] = { value: both(key, merged[key]?.value, value), at: isOwn ? [...at, key] : at };
    return merged;
  }
}

function both(key: string, under: unknown, over: unknown): unknown {
  return filledUp.includes(key) && isData(under) && isData(over) ? { ...under, ...over } : over;
}

function isWithin(path: Path, part: Path): boolean {
  return part.length <= path.length && part.every((key, index) => String(key) === String(path[index]));
}

function namesOf(use: unknown): readonly string[] | undefined {
  if (typeof use === 'string') return [use];
  return Array.isArray(use) && use.every((one) => typeof one === 'string') ? use : undefined;
}

function slotOf(slots: Data, id: string): Data | undefined {
  const slot = Object.hasOwn(slots, id) ? slots[id] : undefined;
  return isData(slot) ? slot : undefined;
}

function fits(type: string, value: unknown): boolean {
  switch (type) {
    case 'year':
      return (Number.isInteger(value) && Number(value) >= 1990 && Number(value) <= 2200) || isData(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'date':
      return (typeof value === 'string' && value !== '') || isData(value);
    default:
      if (!(slotTypes as readonly string[]).includes(type)) return true; // the type itself is reported
      return (
        (partTypes as readonly string[]).includes(type) &&
        ((typeof value === 'string' && value !== '') || isData(value))
      );
  }
}

function brief(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).slice(0, 60);
}

export function isData(value: unknown): value is Data {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
