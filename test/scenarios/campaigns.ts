/**
 * The plans that scenarios run on, compiled from their documents as a user's would be, on as much of their rosters as a scenario asks for.
 */
import { readFileSync } from 'node:fs';
import { compileCampaign } from '../../packages/engine/src/campaign/compile/compile.ts';
import type { Campaign } from '../../packages/engine/src/campaign/definition.ts';
import { type PlacementPolicy, placeOn } from '../../packages/engine/src/campaign/placement.ts';
import type { ManifestForm } from '../../packages/engine/src/forms/manifest.ts';
import { hashOf } from '../../packages/engine/src/json/canonical.ts';
import { parsePlan } from '../../packages/engine/src/plan/parse.ts';
import type { Plan } from '../../packages/engine/src/plan/plan.ts';
import { parseRoster } from '../../packages/engine/src/roster/parse-roster.ts';
import type { Roster } from '../../packages/engine/src/roster/roster.ts';
import { type CalendarSlice, sliceCalendar, type WorkCalendar } from '../../packages/engine/src/time/calendar.ts';
import { CHINA_CALENDAR } from '../../packages/engine/src/time/data/china.ts';

export type PlanName =
  | 'three-stages'
  | 'two-layers'
  | 'panels'
  | 'orders'
  | 'changes'
  | 'gathered'
  | 'points'
  | 'cases'
  | 'judged'
  | 'chosen';
export const placements = ['one', 'per-unit', 'per-node'] as const satisfies readonly PlacementPolicy[];
export type PlacementName = (typeof placements)[number];

export interface CampaignSource {
  readonly plan: PlanName;
  /** Only these posts and what lies above them, so that a run starts no more actors than it needs; absent: all. */
  readonly posts?: readonly string[];
  /** Only these phases of the plan, as if it had no others, so that a run waits for no more than it is about. */
  readonly phases?: readonly string[];
  /** More posts in the section s1 of `three-stages`, each with a holder of its own. */
  readonly morePosts?: number;
  /** More units of `three-stages` (w1, w2 …), each a section with so many posts, of which the first heads it. */
  readonly moreUnits?: { readonly count: number; readonly posts: number };
  /** The working days of the year are not published yet when the campaign begins. */
  readonly unpublished?: true;
}

export interface ScenarioCampaign {
  readonly campaign: Campaign;
  readonly roster: Roster;
  readonly year: number;
  readonly forms: Readonly<Record<string, ManifestForm>>;
}

const known = new Map<string, ScenarioCampaign>();

export function campaignOf(source: CampaignSource): ScenarioCampaign {
  const key = JSON.stringify(source);
  const found = known.get(key) ?? compile(source);
  known.set(key, found);
  return found;
}

/** The same campaign under another placement, and under an id of its own where histories are kept. */
export function placed(campaign: Campaign, placement: PlacementName, id: string = campaign.campaign): Campaign {
  const campaignHash = id === campaign.campaign ? campaign.campaignHash : hashOf([campaign.campaignHash, id]);
  return { ...campaign, campaign: id, campaignHash, placement: placeOn(campaign, placement) };
}

/** The working days of a campaign's years, as they are published. */
export function publishedCalendar({ year }: ScenarioCampaign): CalendarSlice {
  return sliceCalendar(CHINA_CALENDAR, year - 1, year + 2);
}

function compile({
  plan: name,
  posts,
  phases,
  morePosts = 0,
  moreUnits,
  unpublished,
}: CampaignSource): ScenarioCampaign {
  const read = (file: string) => readFileSync(new URL(`./plans/${file}`, import.meta.url), 'utf8');
  const parsed = parsePlan(read(`${name}.yaml`));
  const people = parseRoster(read(`${name}.roster.yaml`));
  if (parsed.plan === undefined || people.roster === undefined) {
    throw new Error(`Expected '${name}' to be readable: ${JSON.stringify([...parsed.problems, ...people.problems])}`);
  }
  const chosen = posts === undefined ? people.roster : withPosts(people.roster, posts);
  const roster = withMoreUnits(withMorePosts(chosen, morePosts), moreUnits);
  const calendar = unpublished === undefined ? CHINA_CALENDAR : without(CHINA_CALENDAR, String(parsed.plan.period));
  const plan = phases === undefined ? parsed.plan : withPhases(parsed.plan, phases);
  const { campaign, problems } = compileCampaign({ plan, roster, calendar });
  if (campaign === undefined) throw new Error(`Expected '${name}' to be launchable: ${JSON.stringify(problems)}`);
  const forms = Object.entries(plan.forms).map(([id, form]) => [id, manifestForm(id, form)] as const);
  return { campaign, roster, year: Number(campaign.period), forms: Object.fromEntries(forms) };
}

/** With what only the others use left out. */
function withPhases(plan: Plan, ids: readonly string[]): Plan {
  const phases = plan.phases.filter((phase) => ids.includes(phase.id)).map(({ with: _, after: __, ...phase }) => phase);
  const used = new Set(phases.flatMap(({ steps }) => steps.flatMap((step) => step.review ?? [])));
  const reviews = Object.entries(plan.reviews ?? {}).filter(([id]) => used.has(id));
  return { ...plan, phases, reviews: Object.fromEntries(reviews) };
}

function withPosts(roster: Roster, posts: readonly string[]): Roster {
  const byId = new Map(roster.places.map((place) => [place.id, place]));
  const kept = new Set<string>();
  for (const post of posts) {
    for (let at = byId.get(post); at !== undefined; at = at.parent === undefined ? undefined : byId.get(at.parent)) {
      kept.add(at.id);
    }
  }
  const here = (one: { readonly place: string }) => kept.has(one.place);
  return {
    ...roster,
    places: roster.places.filter((place) => kept.has(place.id)),
    appointments: roster.appointments.filter((one) => kept.has(one.post)),
    inCharge: (roster.inCharge ?? []).filter(here),
    bodies: (roster.bodies ?? []).filter(here),
    functions: (roster.functions ?? []).filter(here),
  };
}

function withMorePosts(roster: Roster, count: number): Roster {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return {
    ...roster,
    places: [
      ...roster.places,
      ...numbers.map((n) => ({
        id: `q${n}`,
        layer: 'post',
        name: `岗位${n}`,
        parent: 's1',
        facts: { rank: '一般', money: true },
      })),
    ],
    people: [...roster.people, ...numbers.map((n) => ({ id: `holder-q${n}`, name: `职员${n}` }))],
    appointments: [...roster.appointments, ...numbers.map((n) => ({ person: `holder-q${n}`, post: `q${n}` }))],
  };
}

/** Unit `w1` has the posts `w1-p1` …, held by `holder-w1-p1` …; the deputy `deputy-w1`, the leader `leader-w1`, the team `team-w1`. */
function withMoreUnits(roster: Roster, more: CampaignSource['moreUnits']): Roster {
  const units = Array.from({ length: more?.count ?? 0 }, (_, i) => `w${i + 1}`);
  const posts = units.map((unit) => Array.from({ length: more?.posts ?? 0 }, (_, i) => `${unit}-p${i + 1}`));
  return {
    ...roster,
    places: [
      ...roster.places,
      ...units.flatMap((unit, u) => [
        { id: unit, layer: 'unit', name: unit, parent: 'org' },
        { id: `${unit}-s`, layer: 'section', name: `${unit}科`, parent: unit },
        ...(posts[u] ?? []).map((id, at) => ({
          id,
          layer: 'post',
          name: id,
          parent: `${unit}-s`,
          facts: { rank: '一般', money: true },
          ...(at === 0 ? { heads: `${unit}-s` } : {}),
        })),
      ]),
    ],
    people: [
      ...roster.people,
      ...[
        ...units.flatMap((unit) => [`leader-${unit}`, `deputy-${unit}`]),
        ...posts.flat().map((post) => `holder-${post}`),
      ].map((id) => ({ id, name: id })),
    ],
    appointments: [...roster.appointments, ...posts.flat().map((post) => ({ person: `holder-${post}`, post }))],
    inCharge: [...(roster.inCharge ?? []), ...units.map((place) => ({ person: `deputy-${place}`, place }))],
    bodies: [
      ...(roster.bodies ?? []),
      ...units.map((place) => ({
        id: `team-${place}`,
        name: `${place}班子`,
        kind: 'team',
        place,
        members: [
          { person: `leader-${place}`, chair: true as const },
          { person: `deputy-${place}` },
          { person: `holder-${place}-p1` },
        ],
      })),
    ],
    functions: [
      ...(roster.functions ?? []),
      ...units.map((place) => ({ function: 'leader', place, person: `leader-${place}` })),
    ],
  };
}

function without({ region, years }: WorkCalendar, year: string): WorkCalendar {
  return { region, years: Object.fromEntries(Object.entries(years).filter(([one]) => one < year)) };
}

function manifestForm(id: string, form: Plan['forms'][string]): ManifestForm {
  const deciding = (fields: typeof form.fields) =>
    (fields ?? []).filter((field) => field.fact !== undefined || field.grade !== undefined).map((field) => field.id);
  const material = (fields: typeof form.fields) =>
    (fields ?? []).filter((field) => field.material !== false && field.show === undefined).map((field) => field.id);
  const rows = form.items?.fields ?? form.rows?.fields;
  return {
    id,
    facts: deciding(form.fields),
    material: material(form.fields),
    ...(rows === undefined
      ? {}
      : { items: { rows: 'rows', id: 'id', facts: deciding(rows), material: material(rows) } }),
  };
}
