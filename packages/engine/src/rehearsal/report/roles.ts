/**
 * Whom every role comes to, where and on which days, and where it comes to nobody while a step needs it. Asked on every day on which the
 * roster changes, with the same function as the kernel. Must not find anybody else instead.
 */
import type { Campaign, NodeDefinition, StepDefinition } from '../../campaign/definition.ts';
import { type NodeKey, placeOf, type RoleId, type StepId } from '../../campaign/keys.ts';
import { splitTask } from '../../record/phrases.ts';
import { type Resolution, resolveRole } from '../../roster/resolve.ts';
import type { RosterSlice } from '../../roster/roster-slice.ts';
import { type Day, dayOf, formatDay, parseDay } from '../../time/civil-date.ts';
import type { RoleFound, RoleSpan, Roles } from './findings.ts';
import { groupedBy, type Played, stepKey } from './played.ts';

export function rolesOf(played: Played): Roles {
  const { campaign, rehearsal, words } = played;
  const days = daysOf(campaign, rehearsal.from, rehearsal.to);
  const needs = needsOf(played);
  const last = dayOf(rehearsal.to, campaign.zone);
  const met = new Set(played.tasks.map(({ node, step, role }) => metKey(node, step, role)));
  const roles = Object.values(campaign.roles).flatMap((role): RoleFound[] => {
    const needed = needs.get(role.id);
    if (needed === undefined) return [];
    const neededAt = (node: NodeDefinition): StepDefinition[] =>
      (needed.get(node.layer) ?? []).flatMap(({ step, through }) =>
        through === null || met.has(metKey(node.key, step.id, through)) ? [step] : [],
      );
    const nodes = Object.values(campaign.nodes).filter((node) => neededAt(node).length > 0);
    const found = nodes.map((node) => {
      const resolutions = days.map((day) => ({ day, found: resolveRole(role, node.key, day, campaign.roster) }));
      const place = resolutions[0]?.found.sought.place ?? null;
      return { node, place, spans: spansOf(played, resolutions, last) };
    });
    const places = [
      ...groupedBy(found, ({ place, spans }) => `${place ?? ''} ${JSON.stringify(spans)}`).values(),
    ].flatMap(([first, ...rest]) =>
      first === undefined
        ? []
        : [
            {
              place: first.place,
              name: first.place === null ? first.node.name : words.node(first.place),
              nodes: rest.length + 1,
              spans: first.spans,
            },
          ],
    );
    const failures = found.flatMap(({ node, spans }) =>
      spans.flatMap(({ from, to, why }) => {
        if (why === null) return [];
        const steps = neededAt(node).filter((step) => isRunning(played, node.key, step, from, to));
        return steps.length === 0
          ? []
          : [
              {
                node: node.key,
                name: words.node(node.key),
                from,
                to,
                why,
                needed: [...new Set(steps.map(({ id }) => id))],
              },
            ];
      }),
    );
    return [{ role: role.id, name: role.name, relation: role.relation, places, failures }];
  });
  return { roles, stuck: stuckIn(played) };
}

interface Need {
  readonly step: StepDefinition;
  /** Only where a task came in this role: a stage may not apply, a choice may fall on another. */
  readonly through: RoleId | null;
}

/** Which steps of which layers need a role: to act, to decide, to be asked, to receive. */
function needsOf({ campaign, tasks, definitions }: Played): Map<RoleId, Map<string, Need[]>> {
  const needs = new Map<RoleId, Map<string, Need[]>>();
  const need = (role: RoleId, layer: string, step: StepDefinition, through: RoleId | null = null): void => {
    const layers = needs.get(role) ?? new Map<string, Need[]>();
    needs.set(role, layers);
    const list = layers.get(layer) ?? [];
    layers.set(layer, list);
    if (!list.some((one) => one.step === step && one.through === through)) list.push({ step, through });
  };
  const add = (step: StepDefinition, layer: string): void => {
    const isChosen = 'choices' in step && step.choices !== undefined;
    if (!isChosen && step.kind !== 'compute' && step.kind !== 'decide') need(step.by, layer, step);
    for (const { to } of step.ladder.escalations) need(to, layer, step, step.by);
    if (step.kind === 'send' && !isChosen) need(step.to, layer, step);
    if (step.kind === 'sit') need(step.body, layer, step);
    if (step.kind === 'ask' && !isChosen) need(step.scope, layer, step);
    if (step.kind === 'decide')
      for (const stage of campaign.reviews[step.review]?.stages ?? [])
        for (const { to } of stage.ladder.escalations) need(to, layer, step, stage.by);
  };
  for (const step of campaign.steps) add(step, step.layer);
  for (const procedure of campaign.procedures) for (const step of procedure.steps) add(step, procedure.of);
  // Who decides at stages, and what a plan chooses by rule, is known by what happened.
  for (const { node, step, role } of tasks) {
    const definition = definitions.get(step);
    const layer = campaign.nodes[placeOf(node)]?.layer;
    if (definition !== undefined && layer !== undefined) need(role, layer, definition, role);
  }
  return needs;
}

function metKey(node: NodeKey, step: StepId, role: RoleId): string {
  return `${placeOf(node)}/${step}/${role}`;
}

/** The first day and every day on which anything in the roster begins or has just ended. */
function daysOf({ roster, zone }: Campaign, from: number, to: number): Day[] {
  const [first, last] = [dayOf(from, zone), dayOf(to, zone)];
  const days = new Set<Day>([first]);
  const add = (text: string | undefined, shift: number): void => {
    const day = text === undefined ? undefined : parseDay(text);
    if (day !== undefined && day + shift > first && day + shift <= last) days.add(day + shift);
  };
  for (const { from: begins, to: ends } of datesIn(roster)) {
    add(begins, 0);
    add(ends, 1);
  }
  return [...days].sort((one, other) => one - other);
}

interface Dated {
  readonly from?: string;
  readonly to?: string;
}

function datesIn(roster: RosterSlice): Dated[] {
  const lists = (keyed: Readonly<Record<string, readonly Dated[]>>): Dated[] => Object.values(keyed).flat();
  return [
    ...Object.values(roster.places),
    ...Object.values(roster.people),
    ...lists(roster.appointments),
    ...lists(roster.inCharge),
    ...lists(roster.bodies),
    ...Object.values(roster.bodies).flatMap((bodies) =>
      bodies.flatMap(({ members, office }) => [...members, ...office]),
    ),
    ...lists(roster.functions),
    ...lists(roster.substitutes),
  ];
}

/** Neighbours that came to the same people are one span. */
function spansOf(
  { nameOf }: Played,
  resolutions: readonly { readonly day: Day; readonly found: Resolution }[],
  last: Day,
): RoleSpan[] {
  const spans: RoleSpan[] = [];
  for (const [index, { day, found }] of resolutions.entries()) {
    const people = found.people.map((one) => ({
      person: one.person,
      name: nameOf(one.person),
      instead: one.as === 'substitute' ? nameOf(one.for) : null,
    }));
    const to = formatDay((resolutions[index + 1]?.day ?? last + 1) - 1);
    const before = spans.at(-1);
    if (before !== undefined && before.why === found.why && JSON.stringify(before.people) === JSON.stringify(people))
      spans[spans.length - 1] = { ...before, to };
    else spans.push({ from: formatDay(day), to, people, why: found.why });
  }
  return spans;
}

/** Did the step run at the node on these days? A case's step counts where its subject stands. */
function isRunning(played: Played, node: NodeKey, step: StepDefinition, from: string, to: string): boolean {
  const own = played.steps.get(stepKey(node, step.id));
  const all =
    step.layer === 'case'
      ? [...played.steps.values()].filter((one) => one.step === step.id && placeOf(one.node) === node)
      : own === undefined
        ? []
        : [own];
  return all.some(({ opened, done }) => {
    const [first] = opened;
    if (first === undefined) return false;
    return played.dayOf(first) <= to && played.dayOf(done.at(-1) ?? played.rehearsal.to) >= from;
  });
}

function stuckIn({ rehearsal, tasks, words }: Played): Roles['stuck'] {
  const opened = tasks
    .filter(({ stuck }) => stuck)
    .map(({ node, task, role, opened: at, held }) => ({ at, node, task, role, office: [...(held[0]?.owners ?? [])] }));
  const later = rehearsal.events.flatMap((event) =>
    event.kind === 'TaskHandedOver' && event.stuck
      ? [{ at: event.at, node: event.node, task: event.task, role: '', office: [...event.to] }]
      : [],
  );
  return [...opened, ...later]
    .sort((one, other) => one.at - other.at)
    .map((one) => ({
      ...one,
      name: words.node(one.node),
      stepName: words.step(splitTask(one.task).step),
      taken: one.office.length > 0,
    }));
}
