/**
 * What a simulated person writes into a form: whatever the form's definition asks for. An item changes only in the rounds after
 * it was sent back, so that items already accepted stay as they are.
 */

import { nodesBelow } from '../../campaign/below.ts';
import type { NodeDefinition } from '../../campaign/definition.ts';
import type { NodeKey } from '../../campaign/keys.ts';
import { hashOf } from '../../json/canonical.ts';
import type { Fact } from '../../plan/fact.ts';
import type { Field, Form } from '../../plan/form.ts';
import { DAY, dayOf, formatDay, type Instant } from '../../time/civil-date.ts';
import { drawn, drawnOf } from '../draw.ts';
import { phraseFor } from '../phrases.ts';

export interface ContentSetting {
  readonly seed: number;
  readonly zone: number;
  readonly nodes: Readonly<Record<NodeKey, NodeDefinition>>;
  readonly gradesOf: (scale: string) => readonly string[];
  /** The grade of a place from what was computed for it, where the caller knows one. */
  readonly knownGrade: (node: NodeKey, scale: string) => string | undefined;
  /** The items that the form must have, where they come from another step. */
  readonly items?: readonly string[] | undefined;
}

export type Content = Readonly<Record<string, unknown>>;

export function itemIdsOf(form: Form, seed: number, key: string): readonly string[] {
  if (form.items === undefined) return [];
  const least = Math.max(1, form.items.least ?? 1);
  const count = least + (least > 2 ? 0 : Math.floor(drawn(seed, key, 'items') * 2.2));
  return Array.from({ length: count }, (_, index) => `i${index + 1}`);
}

/** @param revisions how often each item (and '' for the rest) was sent back before */
export function contentOf(
  form: Form,
  setting: ContentSetting,
  place: { readonly key: string; readonly node: NodeKey; readonly at: Instant },
  revisions: (item: string) => number,
): Content {
  const fill = (
    fields: readonly Field[],
    key: string,
    index: number,
    node: NodeKey | undefined,
    revision: number,
  ): Content =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const value = filledValue(field, setting, `${key}/${field.id}`, index, node, place, revision);
        return value === undefined ? [] : [[field.id, value]];
      }),
    );
  const content: Record<string, unknown> = { ...fill(form.fields ?? [], place.key, 0, place.node, revisions('')) };
  if (form.items !== undefined) {
    const { fields } = form.items;
    content.items = (setting.items ?? itemIdsOf(form, setting.seed, place.key)).map((id, index) => ({
      id,
      ...fill(fields, `${place.key}/${id}`, index, undefined, revisions(id)),
    }));
  }
  if (form.rows !== undefined) {
    const { fields, of } = form.rows;
    content.rows = nodesBelow(setting.nodes, place.node, of).map((node, index) => ({
      id: node,
      ...fill(fields, `${place.key}/${node}`, index, node, revisions(node)),
    }));
  }
  return content;
}

function filledValue(
  field: Field,
  setting: ContentSetting,
  key: string,
  index: number,
  node: NodeKey | undefined,
  place: { readonly key: string; readonly at: Instant },
  revision: number,
): unknown {
  if (field.text) {
    const words = phraseFor(field.name, index, setting.seed, place.key, field.id);
    return revision === 0 ? words : `${words}（第${revision}次修改：已按退回意见补充具体环节和办法。）`;
  }
  if (field.grade !== undefined) {
    const { scale } = field.grade;
    const known = node === undefined ? undefined : setting.knownGrade(node, scale);
    const [first, ...rest] = setting.gradesOf(scale);
    if (first === undefined) return undefined;
    const grades = [first, ...rest] as const;
    const before = known ?? drawnOf(grades, setting.seed, key);
    // What was sent back comes with another grade.
    return grades[(grades.indexOf(before) + revision) % grades.length];
  }
  if (field.fact !== undefined) {
    // A number that was sent back comes otherwise; what is chosen among values stays.
    const otherwise = revision > 0 && field.fact.type === 'number' ? `${place.key}@${revision}` : place.key;
    return factOf(field, field.fact, setting, index, { ...place, key: otherwise });
  }
  if (field.attachment && field.optional !== true) return hashOf({ attachment: key });
  return undefined;
}

function factOf(
  field: Field,
  fact: Fact,
  { seed, zone }: ContentSetting,
  index: number,
  { key, at }: { readonly key: string; readonly at: Instant },
): unknown {
  const draw = drawn(seed, key, field.id, index);
  switch (fact.type) {
    case 'enumeration':
      // Rows beside each other take the values in turn, so that a form with a row for each value has them all.
      return fact.values[(Math.floor(drawn(seed, key, field.id) * fact.values.length) + index) % fact.values.length];
    case 'list':
      return fact.values.filter((_, place) => place === Math.floor(draw * fact.values.length));
    case 'boolean':
      return draw < 0.7;
    case 'number':
      return Math.round((fact.min ?? 0) + draw * ((fact.max ?? 100) - (fact.min ?? 0)));
    case 'date':
      return formatDay(dayOf(at - Math.floor(draw * 5) * DAY, zone));
  }
}
