/**
 * The two plans that scenarios run on, compiled from their documents as a user's would be. Tables of who fills and reviews what stand
 * beside them, so that a scenario need name people only where that is the point.
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
import { CHINA_CALENDAR } from '../../packages/engine/src/time/data/china.ts';

export type PlanName = 'three-stages' | 'two-layers';
export const placements = ['one', 'per-unit', 'per-node'] as const satisfies readonly PlacementPolicy[];
export type PlacementName = (typeof placements)[number];

export interface CampaignSource {
  readonly plan: PlanName;
  /** Only these posts and what lies above them, so that a run starts no more actors than it needs; absent: all. */
  readonly posts?: readonly string[];
  /** More posts in the section s1 of `three-stages`, each with a holder of its own. */
  readonly morePosts?: number;
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

function compile({ plan: name, posts, morePosts = 0 }: CampaignSource): ScenarioCampaign {
  const read = (file: string) => readFileSync(new URL(`./plans/${file}`, import.meta.url), 'utf8');
  const parsed = parsePlan(read(`${name}.yaml`));
  const people = parseRoster(read(`${name}.roster.yaml`));
  if (parsed.plan === undefined || people.roster === undefined) {
    throw new Error(`Expected '${name}' to be readable: ${JSON.stringify([...parsed.problems, ...people.problems])}`);
  }
  const chosen = posts === undefined ? people.roster : withPosts(people.roster, posts);
  const roster = withMorePosts(chosen, morePosts);
  const { campaign, problems } = compileCampaign({ plan: parsed.plan, roster, calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error(`Expected '${name}' to be launchable: ${JSON.stringify(problems)}`);
  const forms = Object.entries(parsed.plan.forms).map(([id, form]) => [id, manifestForm(id, form)] as const);
  return { campaign, roster, year: Number(campaign.period), forms: Object.fromEntries(forms) };
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
