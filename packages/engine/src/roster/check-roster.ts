/**
 * What a roster's parts mean together: ids that exist, dates in order, no circles, nobody twice in one seat. All problems at once, in
 * document order. Must not know the plan, except for its layers (`checkRosterLayers`).
 */
import type { Problem, Severity } from '../problem.ts';
import { type Dates, overlap, type Roster } from './roster.ts';

type Path = Problem['path'];
type Report = (code: string, path: Path, fields?: Readonly<Record<string, unknown>>, severity?: Severity) => void;

export function checkRoster(roster: Roster): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, path, fields = {}, severity = 'error') =>
    problems.push({ code, severity, path, ...fields });
  const ids = {
    place: distinct('places', roster.places, report),
    person: distinct('people', roster.people, report),
    body: distinct('bodies', roster.bodies ?? [], report),
  };
  const knows = (kind: keyof typeof ids, id: string, path: Path): void => {
    if (!ids[kind].has(id)) report(`roster.unknown-${kind}`, path, { id });
  };
  checkTree(roster, knows, report);
  datesInOrder('people', roster.people, report);
  checkAppointments(roster, knows, report);
  for (const [index, one] of (roster.inCharge ?? []).entries()) {
    knows('person', one.person, ['inCharge', index, 'person']);
    knows('place', one.place, ['inCharge', index, 'place']);
  }
  datesInOrder('inCharge', roster.inCharge ?? [], report);
  checkBodies(roster, knows, report);
  for (const [index, one] of (roster.functions ?? []).entries()) {
    knows('place', one.place, ['functions', index, 'place']);
    if ('person' in one) knows('person', one.person, ['functions', index, 'person']);
    else knows('body', one.body, ['functions', index, 'body']);
  }
  datesInOrder('functions', roster.functions ?? [], report);
  checkSubstitutes(roster, knows, report);
  checkIdle(roster, report);
  return problems;
}

/** The roster against a plan's layers, highest first: every place on a known layer, below a higher one, and no layer without places. */
export function checkRosterLayers(roster: Roster, layers: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const rank = new Map(layers.map((layer, index) => [layer, index]));
  const places = new Map(roster.places.map((place) => [place.id, place]));
  for (const [index, place] of roster.places.entries()) {
    const own = rank.get(place.layer);
    const path = ['places', index, 'layer'];
    if (own === undefined) {
      problems.push({
        code: 'roster.unknown-layer',
        severity: 'error',
        path,
        id: place.id,
        layer: place.layer,
        possible: [...layers],
      });
      continue;
    }
    const parent = place.parent === undefined ? undefined : places.get(place.parent);
    const above = parent === undefined ? -1 : (rank.get(parent.layer) ?? -1);
    if (above >= own) {
      problems.push({
        code: 'roster.layer-order',
        severity: 'error',
        path,
        id: place.id,
        layer: place.layer,
        above: parent?.layer,
      });
    }
  }
  for (const layer of layers) {
    if (!roster.places.some((place) => place.layer === layer))
      problems.push({ code: 'roster.empty-layer', severity: 'error', path: ['places'], layer });
  }
  return problems;
}

function distinct(list: string, parts: readonly { readonly id: string }[], report: Report): Set<string> {
  const seen = new Set<string>();
  for (const [index, { id }] of parts.entries()) {
    if (seen.has(id)) report('roster.duplicate-id', [list, index, 'id'], { id });
    seen.add(id);
  }
  return seen;
}

function datesInOrder(list: string, parts: readonly Dates[], report: Report, above: Path = []): void {
  for (const [index, { from, to }] of parts.entries()) {
    if (from !== undefined && to !== undefined && from > to)
      report('roster.dates-reversed', [...above, list, index, 'to'], { from, to });
  }
}

type Knows = (kind: 'place' | 'person' | 'body', id: string, path: Path) => void;

function checkTree(roster: Roster, knows: Knows, report: Report): void {
  const places = new Map(roster.places.map((place) => [place.id, place]));
  /** Places known to end at a top; a circle is reported once, at its first place. */
  const ended = new Set<string>();
  for (const [index, place] of roster.places.entries()) {
    if (place.parent !== undefined) knows('place', place.parent, ['places', index, 'parent']);
    if (place.heads !== undefined) {
      knows('place', place.heads, ['places', index, 'heads']);
      if (place.heads === place.id) report('roster.heads-itself', ['places', index, 'heads'], { id: place.id });
    }
    const path = new Set<string>();
    let at: string | undefined = place.id;
    while (at !== undefined && !ended.has(at) && !path.has(at)) {
      path.add(at);
      at = places.get(at)?.parent;
    }
    if (at !== undefined && path.has(at)) {
      const ids = [...path];
      report('roster.circle', ['places', index, 'parent'], { ids: ids.slice(ids.indexOf(at)).slice(0, 20) });
    }
    for (const id of path) ended.add(id);
  }
  if (roster.places.every((place) => place.parent !== undefined)) report('roster.no-top', ['places']);
  datesInOrder('places', roster.places, report);
}

function checkAppointments(roster: Roster, knows: Knows, report: Report): void {
  const parents = new Set(roster.places.map((place) => place.parent));
  const places = new Map(roster.places.map((place) => [place.id, place]));
  const people = new Map(roster.people.map((person) => [person.id, person]));
  const byPost = new Map<string, number[]>();
  for (const [index, one] of roster.appointments.entries()) {
    knows('person', one.person, ['appointments', index, 'person']);
    knows('place', one.post, ['appointments', index, 'post']);
    if (parents.has(one.post)) report('roster.post-has-places', ['appointments', index, 'post'], { id: one.post });
    for (const whole of [places.get(one.post), people.get(one.person)]) {
      if (whole !== undefined && !overlap(whole, one))
        report('roster.dates-outside', ['appointments', index], { id: whole.id });
    }
    const indexes = byPost.get(one.post);
    if (indexes === undefined) byPost.set(one.post, [index]);
    else indexes.push(index);
  }
  datesInOrder('appointments', roster.appointments, report);
  for (const [post, indexes] of byPost) {
    for (const [position, index] of indexes.entries()) {
      const one = roster.appointments[index];
      for (const before of indexes.slice(Math.max(0, position - 200), position)) {
        const other = roster.appointments[before];
        if (one === undefined || other === undefined || !overlap(one, other)) continue;
        const fields = { post, person: one.person, other: other.person };
        if (one.person === other.person) report('roster.appointed-twice', ['appointments', index], fields);
        // A post may have many holders; a place headed by two at once is more likely a forgotten end.
        else if (
          places.get(post)?.heads !== undefined &&
          (one.kind ?? 'principal') === 'principal' &&
          (other.kind ?? 'principal') === 'principal'
        ) {
          report('roster.two-heads', ['appointments', index], fields, 'advice');
        }
      }
    }
  }
}

function checkBodies(roster: Roster, knows: Knows, report: Report): void {
  const bodies = roster.bodies ?? [];
  const sameKind = new Map<string, number[]>();
  for (const [index, body] of bodies.entries()) {
    knows('place', body.place, ['bodies', index, 'place']);
    for (const list of ['members', 'office'] as const) {
      const people = body[list] ?? [];
      for (const [at, one] of people.entries()) {
        knows('person', one.person, ['bodies', index, list, at, 'person']);
        for (const other of people.slice(0, at)) {
          if (other.person === one.person && overlap(one, other)) {
            report('roster.member-twice', ['bodies', index, list, at], { body: body.id, person: one.person });
          }
        }
      }
      datesInOrder(list, people, report, ['bodies', index]);
    }
    const chairs = body.members.flatMap((member, at) => (member.chair === true ? [{ member, at }] : []));
    // A body outside may be recorded without its people.
    if (chairs.length === 0 && body.members.length > 0)
      report('roster.no-chair', ['bodies', index, 'members'], { body: body.id }, 'advice');
    for (const [position, { member, at }] of chairs.entries()) {
      for (const other of chairs.slice(0, position)) {
        if (overlap(member, other.member)) {
          report('roster.two-chairs', ['bodies', index, 'members', at], {
            body: body.id,
            person: member.person,
            other: other.member.person,
          });
        }
      }
    }
    const key = JSON.stringify([body.place, body.kind]);
    const others = sameKind.get(key) ?? [];
    for (const other of others) {
      const twin = bodies[other];
      if (twin !== undefined && overlap(body, twin))
        report('roster.two-bodies', ['bodies', index], {
          body: body.id,
          other: twin.id,
          place: body.place,
          bodyKind: body.kind,
        });
    }
    sameKind.set(key, [...others, index]);
  }
  datesInOrder('bodies', bodies, report);
}

function checkSubstitutes(roster: Roster, knows: Knows, report: Report): void {
  const substitutes = roster.substitutes ?? [];
  for (const [index, one] of substitutes.entries()) {
    knows('person', one.person, ['substitutes', index, 'person']);
    knows('person', one.by, ['substitutes', index, 'by']);
    for (const [at, place] of (one.within ?? []).entries()) knows('place', place, ['substitutes', index, 'within', at]);
    if (one.person === one.by)
      report('roster.substitutes-itself', ['substitutes', index, 'by'], { person: one.person });
    const back = substitutes
      .slice(0, index)
      .find((other) => other.person === one.by && other.by === one.person && overlap(one, other));
    if (back !== undefined)
      report('roster.substitutes-circle', ['substitutes', index], { person: one.person, by: one.by }, 'advice');
  }
  datesInOrder('substitutes', substitutes, report);
}

/** People who hold nothing at all are shown: often a forgotten appointment. */
function checkIdle(roster: Roster, report: Report): void {
  const busy = new Set<string>();
  for (const list of [roster.appointments, roster.inCharge ?? []]) for (const one of list) busy.add(one.person);
  for (const body of roster.bodies ?? [])
    for (const one of [...body.members, ...(body.office ?? [])]) busy.add(one.person);
  for (const one of roster.functions ?? []) if ('person' in one) busy.add(one.person);
  for (const one of roster.substitutes ?? []) busy.add(one.by);
  for (const [index, { id }] of roster.people.entries())
    if (!busy.has(id)) report('roster.person-without-post', ['people', index], { id }, 'advice');
}
