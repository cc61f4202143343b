/** Faults to plant in a plan: where each may go, what it does to the document, and what must be said about it. */

import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { caseFaults } from './case-faults.ts';
import { expressionFaults } from './expression-faults.ts';

export type Path = readonly (string | number)[];

export interface Fault {
  readonly name: string;
  readonly code: string;
  /** Every place of the document where it can be planted. */
  readonly places: (plan: Document) => readonly Path[];
  /** Plants it; the answer is the path that must be named, when it is not the place itself. */
  readonly plant: (plan: Document, place: Path) => Path | undefined;
}

type Plain = Readonly<Record<string, unknown>>;

/** Every value of the document with its path. */
export function walk(plan: Document): readonly { readonly path: Path; readonly value: unknown }[] {
  const found: { path: Path; value: unknown }[] = [];
  const visit = (value: unknown, path: Path): void => {
    found.push({ path, value });
    if (Array.isArray(value)) for (const [index, one] of value.entries()) visit(one, [...path, index]);
    else if (value !== null && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) visit(one, [...path, key]);
  };
  visit(plan.toJS(), []);
  return found;
}

/** Paths whose last keys fit; `*` is any key or index. */
function at(...patterns: string[]): Fault['places'] {
  return (plan) =>
    walk(plan)
      .filter(({ path }) =>
        patterns.some((pattern) => {
          const keys = pattern.split('.');
          return keys.length === path.length && keys.every((key, i) => key === '*' || key === String(path[i]));
        }),
      )
      .map(({ path }) => path);
}

const set =
  (value: unknown): Fault['plant'] =>
  (plan, place) => {
    plan.setIn(place, value);
    return undefined;
  };
const remove: Fault['plant'] = (plan, place) => {
  plan.deleteIn(place);
  return undefined;
};
const steps = 'phases.*.steps.*';

/** The same place with more keys behind it, for the answer of `plant`. */
const under =
  (keys: Path, value: unknown): Fault['plant'] =>
  (plan, place) => {
    plan.setIn([...place, ...keys], value);
    return [...place, ...keys];
  };
/** Stages of a group of two branches, in place of the second stage of the points' review. */
const branches = (first: unknown, second: unknown): unknown => ({
  id: 'both',
  name: '并行审查',
  branches: [
    { id: 'line', name: '条线', stages: [first] },
    { id: 'law', name: '法制', stages: [second] },
  ],
});
const keyOf = (key: string): string | number => (/^\d+$/.test(key) ? Number(key) : key);
const byDeputy = (id: string) => ({ id, name: '分管领导审查', by: 'deputy', selfReview: 'unitHead' });
/** A vote by the leading body, with what is said of it. */
const vote = (said: Plain) => ({ mode: 'vote', ...said });
const bodies = at('reviews.*.stages.*.decide');

export const faults: readonly Fault[] = [
  ...caseFaults,
  ...expressionFaults,
  {
    name: 'a required key is removed',
    code: 'plan.missing-key',
    places: at(
      `${steps}.by`,
      `${steps}.each`,
      `${steps}.name`,
      'forms.*.name',
      'reviews.*.stages',
      'reviews.*.return.reasons',
      'roles.*.of',
      'layers.*.name',
      'rules.*.hit',
      'procedures.*.opens',
      'phases.*.id',
      'scales.*.gravest',
    ),
    plant: remove,
  },
  {
    name: 'a key is misspelled',
    code: 'plan.unknown-key',
    places: at(steps, 'reviews.*', 'forms.*', 'roles.*', 'phases.*', 'procedures.*', 'rules.*', 'layers.*', 'defaults'),
    plant: (plan, place) => {
      plan.setIn([...place, 'dueDate'], '10月1日');
      return [...place, 'dueDate'];
    },
  },
  {
    name: 'a list stands for a text',
    code: 'plan.wrong-type',
    places: at('title', `${steps}.name`, 'phases.*.name', 'forms.*.name', 'reviews.*.name'),
    plant: set(['甲', '乙']),
  },
  {
    name: 'a text stands for a list',
    code: 'plan.wrong-type',
    places: at('phases.*.steps', 'layers', 'reviews.*.stages', 'forms.*.fields', 'rules.*.rows'),
    plant: set('甲'),
  },
  {
    name: 'a value is none of the possible ones',
    code: 'plan.not-a-value',
    places: at(
      'rules.*.hit',
      'scales.*.gravest',
      'reviews.*.return.then',
      `${steps}.onReopen`,
      `${steps}.ask.purpose`,
      'roles.*.relation',
    ),
    plant: set('planted'),
  },
  {
    name: 'an id is in Chinese',
    code: 'plan.bad-format',
    places: at('phases.*.id', `${steps}.id`, 'reviews.*.stages.*.id', 'procedures.*.id'),
    plant: set('排查'),
  },
  {
    name: 'a step has two primitives',
    code: 'plan.one-of',
    places: at(steps),
    plant: (plan, place) => {
      plan.setIn([...place, plan.hasIn([...place, 'wait']) ? 'declaration' : 'wait'], true);
      return undefined;
    },
  },
  {
    name: 'a role is unknown',
    code: 'reference.role',
    places: at(
      `${steps}.by`,
      'reviews.*.stages.*.by',
      'office',
      `${steps}.ask.scope`,
      `${steps}.send.to`,
      'procedures.*.opens',
      'procedures.*.steps.*.by',
      'defaults.ladder.escalations.*.to',
      'reviews.*.stages.*.selfReview',
    ),
    plant: set('planted'),
  },
  {
    name: 'a form is unknown',
    code: 'reference.form',
    places: at(`${steps}.declaration`, 'procedures.*.steps.*.declaration', `${steps}.compute.rollUp`),
    plant: set('planted'),
  },
  { name: 'a review is unknown', code: 'reference.review', places: at(`${steps}.review`), plant: set('planted') },
  { name: 'a rule is unknown', code: 'reference.rule', places: at(`${steps}.compute.grade`), plant: set('planted') },
  {
    name: 'a scale is unknown',
    code: 'reference.scale',
    places: at(
      'rules.*.scale',
      'forms.*.fields.*.grade.scale',
      'forms.*.rows.fields.*.grade.scale',
      `${steps}.rowGrades.scale`,
    ),
    plant: set('planted'),
  },
  {
    name: 'a source of grades is unknown',
    code: 'reference.grade-source',
    places: at('forms.*.fields.*.grade.source', `${steps}.compute.source`, `${steps}.rowGrades.approved`),
    plant: set('planted'),
  },
  {
    name: 'a layer is unknown',
    code: 'reference.layer',
    places: at(`${steps}.each`, 'roles.*.of', 'rules.*.of', 'procedures.*.of', 'forms.*.rows.of'),
    plant: set('planted'),
  },
  {
    name: 'a step is unknown',
    code: 'reference.step',
    places: (plan) =>
      walk(plan)
        .filter(
          ({ path, value }) =>
            typeof value === 'string' && path.length === 5 && path[0] === 'phases' && path[4] === 'of',
        )
        .map(({ path }) => path),
    plant: set('planted'),
  },
  {
    name: 'a return goes nowhere',
    code: 'reference.step',
    places: at('reviews.*.return.to'),
    plant: set('planted.step'),
  },
  {
    name: 'a box names no stage',
    code: 'reference.stage',
    places: at('forms.*.boxes.*.stage'),
    plant: set('points.planted'),
  },
  {
    name: 'a column has no source',
    code: 'reference.path',
    places: (plan) =>
      walk(plan)
        .filter(({ path, value }) => path.at(-1) === 'show' && typeof value === 'string')
        .map(({ path }) => path),
    plant: set('planted.name'),
  },
  {
    name: 'an id stands twice',
    code: 'plan.duplicate-id',
    places: (plan) =>
      walk(plan)
        .filter(({ path }) => path.length === 5 && path[2] === 'steps' && path[4] === 'id' && Number(path[3]) > 0)
        .map(({ path }) => path),
    plant: (plan, place) => {
      plan.setIn(place, plan.getIn([...place.slice(0, 3), Number(place[3]) - 1, 'id']));
      return undefined;
    },
  },
  {
    name: 'a stage stands twice',
    code: 'plan.duplicate-id',
    places: at('reviews.*.stages.1.id', 'reviews.*.stages.2.id'),
    plant: (plan, place) => {
      plan.setIn(place, plan.getIn([...place.slice(0, 3), 0, 'id']));
      return undefined;
    },
  },
  {
    name: 'a phase takes a name of the language',
    code: 'plan.name-taken',
    places: at('phases.2.id'),
    plant: set('grade'),
  },
  {
    name: 'a window is turned round',
    code: 'date.order',
    places: at('phases.*.window'),
    plant: (plan, place) => {
      const [from, to] = [plan.getIn([...place, 'from']), plan.getIn([...place, 'to'])];
      plan.setIn([...place, 'from'], to);
      plan.setIn([...place, 'to'], from);
      return undefined;
    },
  },
  {
    name: 'a date is unreadable',
    code: 'date.unreadable',
    places: at('phases.*.window.from', 'phases.*.window.to', `${steps}.due`, 'reviews.*.stages.*.due'),
    plant: set('改天再说'),
  },
  {
    name: 'a date is left blank',
    code: 'date.missing',
    places: at('phases.*.window.to', `${steps}.due`),
    plant: set('月 日前'),
  },
  { name: 'a date does not exist', code: 'date.not-in-calendar', places: at(`${steps}.due`), plant: set('9月31日') },
  {
    name: 'a limit lies outside its phase',
    code: 'date.outside-phase',
    places: at(`${steps}.due`),
    plant: set('8月15日'),
  },
  {
    name: 'a limit lies in another year',
    code: 'date.outside-period',
    places: at(`${steps}.due`),
    plant: set('2013年3月1日'),
  },
  {
    name: 'a phase begins before the one ahead ends',
    code: 'date.phase-before',
    places: at('phases.1.window.from', 'phases.2.window.from', 'phases.3.window.from'),
    plant: (plan, place) => {
      plan.setIn(place, '9月27日');
      return place.slice(0, -1);
    },
  },
  { name: 'the year is left open', code: 'date.no-year', places: at('period'), plant: set(null) },
  {
    name: 'the period ends before it begins',
    code: 'date.order',
    places: at('period'),
    plant: set({ from: '2011-12-31', to: '2011-01-01' }),
  },
  {
    name: 'the period is as long as a life',
    code: 'date.long-period',
    places: at('period'),
    plant: set({ from: '2011-01-01', to: '2081-12-31' }),
  },
  {
    name: 'a date goes by a part that is not there',
    code: 'date.no-anchor',
    places: at(`${steps}.due`),
    plant: set({ of: 'planted', edge: 'end' }),
  },
  {
    name: 'a date goes by itself',
    code: 'date.cycle',
    places: at('phases.*.window.to'),
    plant: (plan, place) => {
      plan.setIn(place, { of: plan.getIn([...place.slice(0, 2), 'id']), edge: 'end' });
      return undefined;
    },
  },
  {
    name: 'a date goes by a start that is not written',
    code: 'date.no-edge',
    places: at('phases.2.window.from'),
    plant: (plan, place) => {
      plan.deleteIn(['phases', 1, 'window', 'from']);
      plan.setIn(place, { of: plan.getIn(['phases', 1, 'id']), edge: 'start' });
      return undefined;
    },
  },
  {
    name: 'a limit counts from a step that is not there',
    code: 'reference.step',
    places: at(`${steps}.due`, 'procedures.*.steps.*.due'),
    plant: (plan, place) => {
      plan.setIn(place, { after: 'planted.step', count: 3, unit: 'days' });
      return [...place, 'after'];
    },
  },
  {
    name: 'a limit counts from a step that comes later',
    code: 'order.not-before',
    places: at('phases.1.steps.1.due', 'phases.1.steps.3.due'),
    plant: (plan, place) => {
      plan.setIn(place, { after: 'assess.selfCheck', count: 3, unit: 'days' });
      return [...place, 'after'];
    },
  },
  {
    name: 'a limit counts from steps below',
    code: 'order.elsewhere',
    places: at('phases.1.steps.1.due', 'phases.1.steps.3.due'),
    plant: (plan, place) => {
      plan.setIn(place, { after: 'search.declare', count: 3, unit: 'days' });
      return [...place, 'after'];
    },
  },
  {
    name: 'a step repeats more often than anybody can want',
    code: 'repeat.too-many',
    places: (plan) => at('phases.3.steps.*.name')(plan).map((path) => path.slice(0, -1)),
    plant: (plan, place) => {
      plan.setIn(['period'], { from: '2007-01-01', to: '2012-12-31' });
      plan.deleteIn(['phases', 3, 'window']);
      plan.setIn([...place, 'repeat'], { every: 'week' });
      return [...place, 'repeat'];
    },
  },
  {
    name: 'a step that repeats has one day for all its times',
    code: 'repeat.own-date',
    places: at(`${steps}.due`),
    plant: (plan, place) => {
      plan.setIn([...place.slice(0, -1), 'repeat'], { on: ['9月28日', '11月20日'] });
      return undefined;
    },
  },
  {
    name: 'a review takes what repeats',
    code: 'repeat.not-here',
    places: at('phases.0.steps.5.of'),
    plant: (plan) => {
      plan.setIn(['phases', 0, 'steps', 1, 'repeat'], { every: 'month' });
      return undefined;
    },
  },
  {
    name: 'two waves run at the same time',
    code: 'wave.overlap',
    places: at('phases.*.window'),
    plant: (plan, place) => {
      const written = (key: string) => plan.getIn([...place, key]);
      plan.setIn(
        [...place.slice(0, -1), 'waves'],
        ['one', 'two'].map((id) => ({
          id,
          name: id,
          of: 'unit',
          if: 'node.unit != null',
          window: { from: written('from'), to: written('to') },
        })),
      );
      return [...place.slice(0, -1), 'waves', 1, 'window'];
    },
  },
  {
    name: 'a wave reads what the roster does not have',
    code: 'expression.unknown-name',
    places: at('phases.*.window'),
    plant: (plan, place) => {
      const wave = { id: 'one', name: '试点', of: 'post', if: 'post.planted', window: { to: '12月30日' } };
      plan.setIn([...place.slice(0, -1), 'waves'], [wave]);
      return [...place.slice(0, -1), 'waves', 0, 'if'];
    },
  },
  {
    name: 'a wave is of an unknown layer',
    code: 'reference.layer',
    places: at('phases.*.window'),
    plant: (plan, place) => {
      const wave = { id: 'one', name: '试点', of: 'planted', if: 'node.unit != null', window: { to: '12月30日' } };
      plan.setIn([...place.slice(0, -1), 'waves'], [wave]);
      return [...place.slice(0, -1), 'waves', 0, 'of'];
    },
  },
  {
    name: 'a limit is gone',
    code: 'limit.missing',
    places: at('procedures.*.steps.*.due'),
    plant: (plan, place) => {
      plan.deleteIn(place);
      return place.slice(0, -1);
    },
  },
  {
    name: 'nobody is told of what is late',
    code: 'limit.no-escalation',
    places: at('defaults.ladder.escalations'),
    plant: (plan, place) => {
      plan.setIn(place, []);
      return place.slice(0, -1);
    },
  },
  {
    name: 'a condition has an unknown name',
    code: 'expression.unknown-name',
    places: at(
      'rules.*.rows.*.if',
      `${steps}.when`,
      'procedures.*.steps.*.when',
      'forms.*.rows.groups.*.lines.*.if',
      'reviews.*.stages.*.when',
    ),
    plant: set('post.planted = true'),
  },
  {
    name: 'a condition names a value that cannot be',
    code: 'expression.not-a-value',
    places: at('rules.*.rows.*.if', 'forms.*.rows.groups.*.lines.*.if', 'reviews.*.stages.*.when'),
    plant: set('post.rank = "校长"'),
  },
  {
    name: 'a condition is cut off',
    code: 'expression.syntax',
    places: at('rules.*.rows.*.if', `${steps}.when`, 'reviews.*.stages.*.when'),
    plant: set('post.rank = "无" )'),
  },
  {
    name: 'a condition reads what is filled later',
    code: 'fact.not-filled',
    places: at('reviews.points.stages.*.when'),
    plant: set('grade.risk.computed = "一级"'),
  },
  {
    name: 'a condition reads what may be absent',
    code: 'expression.not-narrowed',
    places: at('phases.2.steps.*.when'),
    plant: set('grade.risk.approved = "一级"'),
  },
  {
    name: 'a rule has a gap',
    code: 'rule.gap',
    places: at('rules.*.otherwise'),
    plant: (plan, place) => {
      plan.deleteIn(place);
      return place.slice(0, -1);
    },
  },
  {
    name: 'a rule contradicts itself',
    code: 'rule.overlap',
    places: at('rules.*.hit'),
    plant: (plan, place) => {
      plan.setIn(place, 'unique');
      return place.slice(0, -1);
    },
  },
  {
    name: 'a rule gives no grade of its scale',
    code: 'rule.not-a-result',
    places: at('rules.*.rows.*.then', 'rules.*.otherwise'),
    plant: set('特级'),
  },
  {
    name: 'a step waits for itself',
    code: 'order.cycle',
    places: (plan) =>
      at(`${steps}.id`)(plan)
        .filter((path) => Number(path[3]) === 0)
        .map((path) => path.slice(0, -1)),
    plant: (plan, place) => {
      const phase = plan.getIn([...place.slice(0, 2), 'steps']);
      const last = isSeq(phase) ? phase.items.length - 1 : 0;
      plan.setIn([...place, 'after'], [plan.getIn([...place.slice(0, 3), last, 'id'])]);
      return undefined;
    },
  },
  {
    name: 'a review comes before what it reviews',
    code: 'order.not-before',
    places: (plan) =>
      walk(plan)
        .filter(({ path, value }) => path.length === 4 && path[2] === 'steps' && (value as Plain).review !== undefined)
        .map(({ path }) => path),
    plant: (plan, place) => {
      plan.setIn([...place, 'of'], 'assess.selfCheck');
      return [...place, 'of'];
    },
  },
  {
    name: 'items are graded of a step that hands in none',
    code: 'step.no-items',
    places: at('phases.1.steps.0.compute'),
    plant: (plan, place) => {
      plan.setIn([...place, 'each'], 'item');
      plan.setIn([...place, 'of'], 'search.pledge');
      return [...place, 'of'];
    },
  },
  {
    name: 'grades of items are approved of a form without any',
    code: 'step.no-items',
    places: at('phases.1.steps.4'),
    plant: under(['itemGrades'], { scale: 'risk', source: 'computed', approved: 'approved' }),
  },
  {
    name: 'a rule for nodes grades items',
    code: 'rule.for-items',
    places: at('phases.1.steps.0.compute.grade'),
    plant: (plan, place) => {
      plan.setIn([...place.slice(0, -1), 'each'], 'item');
      plan.setIn([...place.slice(0, -1), 'of'], 'search.declare');
      return undefined;
    },
  },
  {
    name: 'a rule for items grades nodes',
    code: 'rule.for-items',
    places: at('phases.1.steps.0.compute.grade'),
    plant: (plan, place) => {
      plan.setIn(['rules', 'post-grade', 'of'], 'item');
      return place;
    },
  },
  {
    name: 'items that are graded have a field of that name',
    code: 'form.grade-field',
    places: at('forms.form-1.items.fields.0.id'),
    plant: (plan, place) => {
      plan.setIn(place, 'grade');
      plan.setIn(['phases', 1, 'steps', 0, 'compute', 'each'], 'item');
      plan.setIn(['phases', 1, 'steps', 0, 'compute', 'of'], 'search.declare');
      return undefined;
    },
  },
  {
    name: 'items are graded and nobody says whose',
    code: 'step.missing-of',
    places: at('phases.1.steps.0.compute'),
    plant: (plan, place) => {
      plan.setIn([...place, 'each'], 'item');
      return undefined;
    },
  },
  {
    name: 'rows come from a later step',
    code: 'order.not-before',
    places: at('forms.form-1.items'),
    plant: under(['from'], { step: 'grading.supervise' }),
  },
  {
    name: 'a check of a form reads what is not on it',
    code: 'expression.unknown-name',
    places: at('forms.form-1'),
    plant: (plan, place) => {
      plan.setIn(
        [...place, 'checks'],
        [{ if: 'count(items[severity = "重"]) > 2', says: '严重的过多', severity: 'advice' }],
      );
      return [...place, 'checks', 0, 'if'];
    },
  },
  {
    name: 'a return goes to a later step',
    code: 'return.not-before',
    places: at('reviews.points.return.to'),
    plant: set('search.pledge'),
  },
  {
    name: 'a return goes to another layer',
    code: 'return.other-layer',
    places: at('reviews.points.return.to'),
    plant: set('search.comb'),
  },
  {
    name: 'a return never comes back',
    code: 'return.never-back',
    places: at('reviews.grades.return.to'),
    plant: set('search.sign'),
  },
  {
    name: 'rounds end and nobody takes over',
    code: 'return.no-rounds-owner',
    places: at('reviews.*.return'),
    plant: (plan, place) => {
      plan.setIn([...place, 'maxRounds'], 3);
      return undefined;
    },
  },
  {
    name: 'a body decides alone',
    code: 'stage.body-alone',
    places: at('reviews.*.stages.*.decide'),
    plant: (plan, place) => {
      plan.deleteIn(place);
      return place.slice(0, -1);
    },
  },
  {
    name: 'one person is called to sit as a body',
    code: 'step.sits-no-body',
    places: (plan) => at('phases.*.steps.*')(plan).filter((path) => plan.hasIn([...path, 'send'])),
    plant: (plan, place) => {
      plan.deleteIn([...place, 'send']);
      plan.deleteIn([...place, 'of']);
      plan.setIn([...place, 'sitting'], { of: 'holder' });
      return [...place, 'sitting', 'of'];
    },
  },
  {
    name: 'a person holds a meeting',
    code: 'stage.not-a-body',
    places: (plan) => at('reviews.*.stages.*')(plan).filter((path) => !plan.hasIn([...path, 'decide'])),
    plant: (plan, place) => {
      plan.setIn([...place, 'decide'], 'meeting');
      return [...place, 'decide'];
    },
  },
  {
    name: 'a filler reviews himself',
    code: 'stage.self-review',
    places: (plan) => at('reviews.points.stages.*')(plan).filter((path) => !plan.hasIn([...path, 'decide'])),
    plant: (plan, place) => {
      plan.setIn([...place, 'by'], 'holder');
      plan.deleteIn([...place, 'selfReview']);
      return [...place, 'by'];
    },
  },
  {
    name: 'every stage may be left out',
    code: 'stage.all-conditional',
    places: at('reviews.points.stages'),
    plant: (plan, place) => {
      plan.setIn([...place, 2, 'when'], 'post.rank = "无"');
      return undefined;
    },
  },
  {
    name: 'a stage leads nowhere',
    code: 'stage.no-way-on',
    places: at('reviews.*.stages.*'),
    plant: (plan, place) => {
      plan.setIn([...place, 'outcomes'], [{ id: 'return', name: '退回', leads: 'return' }]);
      return [...place, 'outcomes'];
    },
  },
  {
    name: 'what a review is about is gone',
    code: 'step.missing-of',
    places: (plan) =>
      walk(plan)
        .filter(
          ({ path, value }) =>
            path.length === 4 &&
            path[2] === 'steps' &&
            ((value as Plain).review !== undefined || (value as Plain).send !== undefined),
        )
        .map(({ path }) => path),
    plant: (plan, place) => {
      plan.deleteIn([...place, 'of']);
      return undefined;
    },
  },
  {
    name: 'a review is about comments',
    code: 'step.nothing-made',
    places: at('phases.0.steps.5.of'),
    plant: (plan, place) => {
      plan.setIn([...place.slice(0, 2), 'steps', 5, 'each'], 'unit');
      plan.setIn(place, 'comment');
      return undefined;
    },
  },
  {
    name: 'a roll-up has no rows',
    code: 'step.not-a-roll-up',
    places: at(`${steps}.compute.rollUp`),
    plant: set('form-1'),
  },
  {
    name: 'a computed grade has no source',
    code: 'step.grade-source',
    places: at(`${steps}.compute.source`),
    plant: (plan, place) => {
      plan.deleteIn(place);
      return place.slice(0, -1);
    },
  },
  {
    name: 'rows have no such grade',
    code: 'step.row-grades',
    places: at(`${steps}.rowGrades.fact`),
    plant: set('planted'),
  },
  {
    name: 'a printed head is missing on the form',
    code: 'form.printed',
    places: at('forms.*.printed.*'),
    plant: set('没有的栏目'),
  },
  {
    name: 'copies have no holder',
    code: 'form.copies',
    places: at('forms.*.copies.count'),
    plant: (plan, place) => {
      plan.setIn(place, 5);
      return [...place.slice(0, -1), 'holders'];
    },
  },
  {
    name: 'a quote is not verbatim',
    code: 'plan.not-in-source',
    places: (plan) =>
      walk(plan)
        .filter(({ path, value }) => path.at(-1) === 'source' && typeof value === 'string' && value.length > 8)
        .map(({ path }) => path),
    plant: set('原文没有说过的话'),
  },
  {
    name: 'a form is used nowhere',
    code: 'plan.unused',
    places: at('forms'),
    plant: (plan, place) => {
      plan.setIn([...place, 'planted'], { name: '多余的表', fields: [{ id: 'text', name: '内容', text: true }] });
      return [...place, 'planted'];
    },
  },
  {
    name: 'a form has nothing to fill',
    code: 'form.nothing-to-fill',
    places: at('forms.education'),
    plant: (plan, place) => {
      plan.deleteIn([...place, 'items']);
      return undefined;
    },
  },
  {
    name: 'a form has rows of both kinds',
    code: 'form.items-and-rows',
    places: at('forms.education'),
    plant: (plan, place) => {
      plan.setIn([...place, 'rows'], { of: 'post', fields: [{ id: 'post', name: '岗位', show: 'post.name' }] });
      return [...place, 'rows'];
    },
  },
  {
    name: 'the next year starts from a review',
    code: 'step.nothing-to-continue',
    places: at('continues.steps.*'),
    plant: set('search.settle'),
  },
  {
    name: 'a review is about two steps',
    code: 'step.one-of-only',
    places: at('phases.0.steps.5.of'),
    plant: set(['declare', 'comb']),
  },
  {
    name: 'a phase waits for an unknown one',
    code: 'reference.phase',
    places: at('phases.1', 'phases.2'),
    plant: (plan, place) => {
      plan.setIn([...place, 'after'], ['planted']);
      return [...place, 'after', 0];
    },
  },
  {
    name: 'a share is more than the whole',
    code: 'plan.share',
    places: at('reviews.*.stages.*.decide.quorum', 'reviews.*.stages.*.decide.pass'),
    plant: set([3, 2]),
  },
  {
    name: 'a stage is given an unknown way to decide',
    code: 'plan.not-a-value',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, { mode: 'planted' });
      return [...place, 'mode'];
    },
  },
  {
    name: 'a vote asks for half a person',
    code: 'plan.wrong-type',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, vote({ pass: 'most' }));
      return [...place, 'pass'];
    },
  },
  {
    name: 'a key of a stage in a branch is misspelled',
    code: 'plan.unknown-key',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn(place, branches({ ...byDeputy('line'), bye: 'deputy', opens: 'x', duee: 'y' }, byDeputy('law')));
      return [...place, 'branches', 0, 'stages', 0, 'bye'];
    },
  },
  {
    name: 'several things are wrong with a stage in a branch',
    code: 'plan.wrong-type',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn(place, branches({ id: 'line', name: ['审查'], by: 5, when: true }, byDeputy('law')));
      return [...place, 'branches', 0, 'stages', 0, 'when'];
    },
  },
  {
    name: 'a stage of a branch names an unknown role',
    code: 'reference.role',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn(place, branches(byDeputy('line'), { ...byDeputy('law'), by: 'planted' }));
      return [...place, 'branches', 1, 'stages', 0, 'by'];
    },
  },
  {
    name: 'a stage stands in two branches',
    code: 'plan.duplicate-id',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn(place, branches(byDeputy('line'), byDeputy('line')));
      return [...place, 'branches', 1, 'stages', 0, 'id'];
    },
  },
  {
    name: 'a group is called as one of its stages',
    code: 'plan.duplicate-id',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn(place, branches(byDeputy('both'), byDeputy('law')));
      return [...place, 'id'];
    },
  },
  {
    name: 'a branch has no stage',
    code: 'plan.too-small',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn(place, { id: 'both', name: '并行审查', branches: [{ id: 'line', name: '条线', stages: [] }] });
      return [...place, 'branches', 0, 'stages'];
    },
  },
  {
    name: 'a group has one branch',
    code: 'group.one-branch',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      const one = { id: 'line', name: '条线', stages: [byDeputy('deputy')] };
      plan.setIn(place, { id: 'both', name: '并行审查', branches: [one] });
      return [...place, 'branches'];
    },
  },
  {
    name: 'a stage takes the name of a place that every review has',
    code: 'stage.name-taken',
    places: at('reviews.grades.stages.*.id'),
    plant: set('approved'),
  },
  {
    name: 'a condition of a branch has an unknown name',
    code: 'expression.unknown-name',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn(place, branches(byDeputy('line'), { ...byDeputy('law'), when: 'post.planted = true' }));
      return [...place, 'branches', 1, 'stages', 0, 'when'];
    },
  },
  {
    name: 'a due of a branch is unreadable',
    code: 'date.unreadable',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn(place, branches(byDeputy('line'), { ...byDeputy('law'), due: '改天再说' }));
      return [...place, 'branches', 1, 'stages', 0, 'due'];
    },
  },
  {
    name: 'copies go to an unknown role',
    code: 'reference.role',
    places: at('reviews.*.stages.*'),
    plant: (plan, place) => {
      plan.setIn([...place, 'copies'], ['office', 'planted']);
      return [...place, 'copies', 1];
    },
  },
  {
    name: 'an unknown role has more votes',
    code: 'reference.role',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, vote({ weights: { planted: 2 } }));
      return [...place, 'weights', 'planted'];
    },
  },
  {
    name: 'the review is raised to an unknown role',
    code: 'reference.role',
    places: at('reviews.*.return'),
    plant: (plan, place) => {
      plan.setIn([...place, 'raise'], [{ past: 2, role: 'planted' }]);
      return [...place, 'raise', 0, 'role'];
    },
  },
  {
    name: 'a return may go to an unknown stage',
    code: 'reference.place',
    places: at('reviews.*.return'),
    plant: (plan, place) => {
      plan.setIn([...place, 'stages'], ['team', 'planted']);
      return [...place, 'stages', 1];
    },
  },
  {
    name: 'a short review visits an unknown stage',
    code: 'reference.place',
    places: at('reviews.*'),
    plant: (plan, place) => {
      plan.setIn([...place, 'onChange'], { then: 'short', stages: ['planted'] });
      return [...place, 'onChange', 'stages', 0];
    },
  },
  {
    name: 'a passed vote leads to an unknown outcome',
    code: 'reference.outcome',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, vote({ passed: 'planted' }));
      return [...place, 'passed'];
    },
  },
  {
    name: 'an outcome does unknown steps again',
    code: 'reference.step',
    places: at('reviews.points.stages.*'),
    plant: (plan, place) => {
      const again = { id: 'again', name: '重新办理', leads: 'return', steps: ['search.declare', 'search.planted'] };
      plan.setIn([...place, 'outcomes'], [{ id: 'approve', name: '同意', leads: 'forward' }, again]);
      return [...place, 'outcomes', 1, 'steps', 1];
    },
  },
  {
    name: 'an outcome does a later step again',
    code: 'return.not-before',
    places: at('reviews.points.stages.*'),
    plant: (plan, place) => {
      const again = { id: 'again', name: '重新办理', leads: 'return', steps: ['search.declare', 'search.pledge'] };
      plan.setIn([...place, 'outcomes'], [{ id: 'approve', name: '同意', leads: 'forward' }, again]);
      return [...place, 'outcomes', 1, 'steps', 1];
    },
  },
  {
    name: 'an outcome leads on to an earlier stage',
    code: 'outcome.wrong-target',
    places: at('reviews.points.stages.1'),
    plant: under(['outcomes'], [{ id: 'approve', name: '同意', leads: 'forward', to: 'section' }]),
  },
  {
    name: 'an outcome sends back to a later stage',
    code: 'outcome.wrong-target',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      const back = { id: 'back', name: '退回', leads: 'return', to: 'team' };
      plan.setIn([...place, 'outcomes'], [{ id: 'approve', name: '同意', leads: 'forward' }, back]);
      return [...place, 'outcomes', 1, 'to'];
    },
  },
  {
    name: 'an outcome of a branch leads into the other branch',
    code: 'outcome.wrong-target',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      const over = [{ id: 'approve', name: '同意', leads: 'forward', to: 'law' }];
      plan.setIn(place, branches({ ...byDeputy('line'), outcomes: over }, byDeputy('law')));
      return [...place, 'branches', 0, 'stages', 0, 'outcomes', 0, 'to'];
    },
  },
  {
    name: 'an end leads somewhere',
    code: 'outcome.misplaced',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      const end = { id: 'drop', name: '撤销', leads: 'end', to: 'team' };
      plan.setIn([...place, 'outcomes'], [{ id: 'approve', name: '同意', leads: 'forward' }, end]);
      return [...place, 'outcomes', 1, 'to'];
    },
  },
  {
    name: 'a return goes to a stage and to steps',
    code: 'outcome.two-targets',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      const back = { id: 'back', name: '退回', leads: 'return', to: 'section', steps: ['search.declare'] };
      plan.setIn([...place, 'outcomes'], [{ id: 'approve', name: '同意', leads: 'forward' }, back]);
      return [...place, 'outcomes', 1, 'steps'];
    },
  },
  {
    name: 'advice sends back',
    code: 'stage.advice-leads',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn([...place, 'advice'], true);
      const back = { id: 'back', name: '退回', leads: 'return' };
      plan.setIn([...place, 'outcomes'], [{ id: 'approve', name: '同意', leads: 'forward' }, back]);
      return [...place, 'outcomes', 1, 'leads'];
    },
  },
  {
    name: 'nobody decides, all advise',
    code: 'stage.only-advice',
    places: at('reviews.*.stages'),
    plant: (plan, place) => {
      const stages = plan.getIn(place);
      const count = isSeq(stages) ? stages.items.length : 0;
      for (let s = 0; s < count; s++) plan.setIn([...place, s, 'advice'], true);
      return undefined;
    },
  },
  {
    name: 'the review is raised twice',
    code: 'return.raised-twice',
    places: at('reviews.*.return'),
    plant: (plan, place) => {
      plan.setIn([...place, 'maxRounds'], 3);
      plan.setIn([...place, 'past'], 'office');
      plan.setIn([...place, 'raise'], [{ past: 3, role: 'office' }]);
      return [...place, 'raise'];
    },
  },
  {
    name: 'the rounds of a raise do not grow',
    code: 'return.raise-order',
    places: at('reviews.*.return'),
    plant: (plan, place) => {
      const raise = [
        { past: 3, role: 'office' },
        { past: 3, role: 'group' },
      ];
      plan.setIn([...place, 'raise'], raise);
      return [...place, 'raise', 1, 'past'];
    },
  },
  {
    name: 'a short review has no stages',
    code: 'change.no-stages',
    places: at('reviews.*'),
    plant: under(['onChange'], 'short'),
  },
  {
    name: 'a full review names stages',
    code: 'change.not-short',
    places: at('reviews.grades'),
    plant: (plan, place) => {
      plan.setIn([...place, 'onChange'], { then: 'review', stages: ['office'] });
      return [...place, 'onChange', 'stages'];
    },
  },
  {
    name: 'a vote can only pass',
    code: 'vote.no-result',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, 'vote');
      plan.setIn([...place.slice(0, -1), 'outcomes'], [{ id: 'approve', name: '同意', leads: 'forward' }]);
      return undefined;
    },
  },
  {
    name: 'a vote comes to the same either way',
    code: 'vote.same-result',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, vote({ failed: 'approve' }));
      return [...place, 'failed'];
    },
  },
  {
    name: 'a passed vote sends back',
    code: 'vote.passed-leads',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, vote({ passed: 'return', failed: 'approve' }));
      return [...place, 'passed'];
    },
  },
  {
    name: 'a failed vote goes on as a passed one',
    code: 'vote.failed-leads',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, vote({ failed: 'note' }));
      const outcomes = ['approve', 'note'].map((id) => ({ id, name: id, leads: 'forward' }));
      plan.setIn([...place.slice(0, -1), 'outcomes'], outcomes);
      return [...place, 'failed'];
    },
  },
  {
    name: 'somebody without a chair has the casting vote',
    code: 'vote.no-chair',
    places: at('reviews.points.stages.1'),
    plant: (plan, place) => {
      plan.setIn([...place, 'decide'], vote({ casting: true }));
      return [...place, 'decide', 'casting'];
    },
  },
  {
    name: 'a secret ballot asks whose vote it is',
    code: 'vote.secret-names',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, { mode: 'meeting', ballot: 'secret', weights: { office: 2 } });
      return [...place, 'weights'];
    },
  },
  {
    name: 'a vote must be more than all',
    code: 'vote.more-than-all',
    places: bodies,
    plant: (plan, place) => {
      plan.setIn(place, vote({ fail: { moreThan: [3, 3] } }));
      return [...place, 'fail'];
    },
  },
  { name: 'a window is empty', code: 'plan.empty-window', places: at('phases.*.window'), plant: set({}) },
  {
    name: 'a length is nothing',
    code: 'plan.too-small',
    places: at('defaults.returnDue.count', 'procedures.*.steps.*.due.count'),
    plant: set(0),
  },
  { name: 'the year is far away', code: 'plan.too-big', places: at('period'), plant: set(9999) },
  {
    name: 'a review is about another layer',
    code: 'order.elsewhere',
    places: at('phases.0.steps.5.of'),
    plant: set('comb'),
  },
  {
    name: 'a step is due before what it waits for',
    code: 'date.due-before',
    places: at('phases.1.steps.2.due'),
    plant: set('10月12日'),
  },
  {
    name: 'nobody is reminded',
    code: 'limit.never-reminded',
    places: at('defaults.ladder.reminders'),
    plant: (plan, place) => {
      plan.setIn(place, []);
      return place.slice(0, -1);
    },
  },
  {
    name: 'a limit falls on a holiday',
    code: 'limit.non-working',
    places: at('phases.0.steps.3.due'),
    plant: set('10月3日'),
  },
  {
    name: 'a box belongs to another review',
    code: 'form.box-without-stage',
    places: at('forms.form-4.boxes.*.stage'),
    plant: set('points.team'),
  },
  {
    name: 'a stage has no box',
    code: 'form.stage-without-box',
    places: at('forms.form-4.boxes.1'),
    plant: (plan, place) => {
      plan.deleteIn(place);
      return ['reviews', 'grades', 'stages', 2];
    },
  },
  {
    name: 'a step waits for one of a procedure',
    code: 'order.of-a-case',
    places: at('phases.1.steps.3', 'phases.2.steps.2'),
    plant: (plan, place) => {
      const id = ['id', 'steps.0.id'].map((keys) => plan.getIn(['procedures', 0, ...keys.split('.').map(keyOf)]));
      plan.setIn([...place, 'after'], [id.join('.')]);
      return [...place, 'after', 0];
    },
  },
  {
    name: 'a step of a procedure waits for one of a phase',
    code: 'order.of-a-case',
    places: at('procedures.*.steps.0'),
    plant: (plan, place) => {
      plan.setIn([...place, 'after'], ['search.declare']);
      return [...place, 'after', 0];
    },
  },
  {
    name: 'a column shows what is filled only later',
    code: 'form.shows-later',
    places: at('forms.form-1.fields.0.show'),
    plant: set('grade.risk.approved'),
  },
  {
    name: 'a value by rule is left open for some case',
    code: 'choose.gap',
    places: at('phases.0.steps.1.by', 'phases.0.steps.1.declaration', 'phases.0.steps.5.review'),
    plant: (plan, place) => {
      plan.setIn(place, { choose: [{ if: 'post.cadre', then: plan.getIn(place) }] });
      return undefined;
    },
  },
  {
    name: 'forms that a step may use disagree on the type of a fact',
    code: 'choose.other-type',
    places: at('phases.0.steps.1.declaration'),
    plant: (plan, place) => {
      plan.setIn(place, { choose: [{ if: 'post.cadre', then: plan.getIn(place) }], otherwise: 'attention' });
      plan.addIn(['forms', 'attention', 'fields'], {
        id: 'grade',
        name: '等级',
        fact: { name: '等级', type: 'boolean' },
      });
      return [...place, 'otherwise'];
    },
  },
  {
    name: 'a role is made of one that is made of others',
    code: 'role.nested',
    places: at('roles.unitStaff'),
    plant: (plan, place) => {
      plan.setIn(['roles', 'both'], { name: '共同办理', relation: 'joint', roles: ['team', 'group'] });
      plan.setIn(place, { name: '单位干部职工', relation: 'joint', roles: ['both', 'team'] });
      return [...place, 'roles', 0];
    },
  },
];

/** The line of a path, by the library's own positions, not by the code under test: of the key, or of an item of a list. */
export function lineIn(text: string, path: Path): number {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  let node: unknown = document.contents;
  let line = 1;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === key);
      if (pair === undefined) return line;
      if (isScalar(pair.key) && pair.key.range) line = counter.linePos(pair.key.range[0]).line;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      const range = (node as { range?: [number, number, number] } | undefined)?.range;
      if (range === undefined) return line;
      line = counter.linePos(range[0]).line;
    } else return line;
  }
  return line;
}
