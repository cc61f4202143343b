/**
 * Grows a sample roster to a size, for rehearsals and load tests: new units of varied size and shape made of the sample's own posts,
 * sections, bodies and facts, leaders in charge of several sections, people with two posts, changes on the days of the sample's changes.
 * The sample itself stays as it is. The same sample, size and seed give the same roster. Must not know layers by name.
 */
import { invariant } from '../invariant.ts';
import { copyJson } from '../json/copy.ts';
import { type Random, randomOf } from '../rehearsal/random.ts';
import { formatDay, parseDay } from '../time/civil-date.ts';
import type { Appointment, Body, Charge, FunctionHolder, Person, Place, Roster } from './roster.ts';

export interface Growth {
  readonly sample: Roster;
  /** At least so many posts; a sample that has them is returned as it is. */
  readonly posts: number;
  readonly seed: number;
}

export function generateRoster({ sample, posts, seed }: Growth): Roster {
  const grower = new Grower(sample, randomOf(seed));
  grower.growTo(posts);
  return grower.roster();
}

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈',
];
const givenNames = [...'伟芳敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文玉红国志海燕春雪宁博思远晨欣怡浩然宇轩佳慧'];

/** A place with what stands directly below it in the sample. */
interface Group {
  readonly place: Place;
  readonly groups: readonly Group[];
  readonly posts: readonly Place[];
}

class Grower {
  private readonly places: Place[];
  private readonly people: Person[];
  private readonly appointments: Appointment[];
  private readonly inCharge: Charge[];
  private readonly bodies: Body[];
  private readonly functions: FunctionHolder[];
  private readonly sample: Roster;
  private readonly random: Random;
  private readonly prefix: string;
  private readonly groups: readonly Group[];
  /** Of the sample, by the layer of the place they stand in. */
  private readonly heads = new Map<string, Place[]>();
  private readonly staff = new Map<string, Place[]>();
  private readonly groupsOn = new Map<string, Group[]>();
  private readonly changeDays: readonly string[];
  private postCount: number;
  private numbers = 0;

  constructor(sample: Roster, random: Random) {
    this.sample = sample;
    this.random = random;
    this.places = [...sample.places];
    this.people = [...sample.people];
    this.appointments = [...sample.appointments];
    this.inCharge = [...(sample.inCharge ?? [])];
    this.bodies = [...(sample.bodies ?? [])];
    this.functions = [...(sample.functions ?? [])];
    this.prefix = freePrefix(sample);
    const held = new Set(sample.appointments.map((one) => one.post));
    this.postCount = sample.places.filter((place) => held.has(place.id)).length;
    const tops = sample.places.filter((place) => place.parent === undefined);
    this.groups = tops.flatMap((top) => this.readGroup(top, held, 0).groups);
    this.changeDays = [...new Set(sample.appointments.flatMap((one) => (one.to === undefined ? [] : [one.to])))].sort();
  }

  growTo(posts: number): void {
    const roomy = this.groups.filter((group) => countPosts(group) > 0);
    invariant(posts <= this.postCount || roomy.length > 0, 'a sample roster with a unit that has posts');
    while (this.postCount < posts) this.growUnit(this.pick(roomy));
  }

  roster(): Roster {
    const { sample } = this;
    return {
      ...sample,
      places: this.places,
      people: this.people,
      appointments: this.appointments,
      ...((sample.inCharge !== undefined || this.inCharge.length > 0) && { inCharge: this.inCharge }),
      ...((sample.bodies !== undefined || this.bodies.length > 0) && { bodies: this.bodies }),
      ...((sample.functions !== undefined || this.functions.length > 0) && { functions: this.functions }),
    };
  }

  private readGroup(place: Place, held: ReadonlySet<string>, depth: number): Group {
    invariant(depth < 20, 'a roster without circles');
    const below = this.sample.places.filter((one) => one.parent === place.id);
    const posts = below.filter((one) => held.has(one.id));
    const groups = below.filter((one) => !held.has(one.id)).map((one) => this.readGroup(one, held, depth + 1));
    const group = { place, groups, posts };
    for (const post of posts) push(post.heads === place.id ? this.heads : this.staff, place.layer, post);
    if (depth > 0) push(this.groupsOn, place.layer, group);
    return group;
  }

  private growUnit(pattern: Group): void {
    const unit = this.addGroup(pattern, pattern.place.parent, ` ${this.numbers + 1}`);
    this.addCharges(unit);
    this.addBodies(pattern, unit);
    this.addFunctions(pattern, unit);
  }

  /** A place with its posts and, below, parts drawn from the whole sample's parts of the same layer. */
  private addGroup(pattern: Group, parent: string | undefined, suffix = ''): Grown {
    const place = this.copy(pattern.place, parent, suffix);
    const { layer } = pattern.place;
    const grown: Grown = { place, leaders: [], staff: [], groups: [] };
    for (const head of this.some(
      this.heads.get(layer) ?? [],
      pattern.posts.filter((post) => post.heads === pattern.place.id).length,
      0,
    )) {
      grown.leaders.push(...this.addPost(head, place, place.id, grown));
    }
    const others = pattern.posts.filter((post) => post.heads !== pattern.place.id).length;
    for (const post of this.some(this.staff.get(layer) ?? [], others, pattern.groups.length > 0 ? 1 : 3)) {
      grown.staff.push(...this.addPost(post, place, undefined, grown));
    }
    const layers = [...new Set(pattern.groups.map((group) => group.place.layer))];
    for (const below of layers) {
      const count = pattern.groups.filter((group) => group.place.layer === below).length;
      for (const part of this.some(this.groupsOn.get(below) ?? [], count, 2))
        grown.groups.push(this.addGroup(part, place.id));
    }
    return grown;
  }

  /** Holders on the first day; now and then somebody who has a post already, or a change of hands. */
  private addPost(pattern: Place, place: Place, heads: string | undefined, grown: Grown): string[] {
    const { heads: _, ...rest } = pattern;
    const post: Place = { ...this.copy(rest, place.id), ...(heads !== undefined && { heads }) };
    this.places[this.places.length - 1] = post;
    this.postCount += 1;
    const known = [...grown.leaders, ...grown.staff];
    if (heads === undefined && known.length > 0 && this.random.next() < 0.05) {
      this.appointments.push({ person: this.pick(known), post: post.id, kind: 'concurrent' });
      return [];
    }
    const person = this.addPerson();
    const last = this.changeDays.length > 0 && this.random.next() < 0.03 ? this.pick(this.changeDays) : undefined;
    const next = last === undefined ? undefined : parseDay(last);
    this.appointments.push({ person, post: post.id, ...(last !== undefined && { to: last }) });
    if (next !== undefined)
      this.appointments.push({ person: this.addPerson(), post: post.id, from: formatDay(next + 1) });
    return [person];
  }

  /** Who leads a unit without heading it is in charge of several of its parts; without such leaders its head is. */
  private addCharges(unit: Grown): void {
    const above = (this.sample.inCharge ?? []).filter((charge) =>
      this.groups.some((group) => group.place.id === charge.place),
    );
    if (above.length > 0) this.inCharge.push({ person: this.pick(above).person, place: unit.place.id });
    const leaders = unit.staff.length > 0 ? unit.staff : unit.leaders;
    if (leaders.length === 0) return;
    for (const part of unit.groups) this.inCharge.push({ person: this.pick(leaders), place: part.place.id });
  }

  private addBodies(pattern: Group, unit: Grown): void {
    for (const body of (this.sample.bodies ?? []).filter((one) => one.place === pattern.place.id)) {
      const sectionHeads = unit.groups.flatMap((group) => group.leaders);
      const seats = [...new Set([...unit.leaders, ...unit.staff, ...sectionHeads])].slice(
        0,
        Math.max(3, unit.leaders.length + unit.staff.length),
      );
      const { office: _, ...rest } = body;
      this.bodies.push({
        ...rest,
        id: this.nextId(),
        name: body.name.replace(pattern.place.name, unit.place.name),
        place: unit.place.id,
        members: seats.map((person, index) => ({ person, ...(index === 0 && { chair: true as const }) })),
      });
    }
  }

  private addFunctions(pattern: Group, unit: Grown): void {
    const people = [...unit.groups.flatMap((group) => group.leaders), ...unit.staff, ...unit.leaders];
    if (people.length === 0) return;
    for (const one of this.sample.functions ?? []) {
      if (one.place === pattern.place.id && 'person' in one)
        this.functions.push({ function: one.function, place: unit.place.id, person: this.pick(people) });
    }
  }

  private copy(pattern: Place, parent: string | undefined, suffix = ''): Place {
    const { parent: _, from: __, to: ___, ...rest } = pattern;
    // Facts are copied, so that no two places share an object: YAML would write it as an alias.
    const place = {
      ...copyJson(rest),
      id: this.nextId(),
      name: `${pattern.name}${suffix}`,
      ...(parent !== undefined && { parent }),
    };
    this.places.push(place);
    return place;
  }

  private addPerson(): string {
    const person = {
      id: this.nextId(),
      name: `${this.pick(surnames)}${this.pick(givenNames)}${this.random.next() < 0.7 ? this.pick(givenNames) : ''}`,
    };
    this.people.push(person);
    return person.id;
  }

  /** As many as the pattern has, one fewer or up to `more` more; drawn with repetition; none when it has none. */
  private some<T>(pool: readonly T[], count: number, more: number): T[] {
    if (pool.length === 0 || count === 0) return [];
    const fewer = count > 1 && more > 0 ? 1 : 0;
    const size = count - fewer + this.random.below(fewer + more + 1);
    return Array.from({ length: size }, () => this.pick(pool));
  }

  private pick<T>(pool: readonly T[]): T {
    const found = pool[this.random.below(pool.length)];
    invariant(found !== undefined, 'a pool that is not empty');
    return found;
  }

  private nextId(): string {
    this.numbers += 1;
    return `${this.prefix}-${this.numbers}`;
  }
}

interface Grown {
  readonly place: Place;
  readonly leaders: string[];
  readonly staff: string[];
  readonly groups: Grown[];
}

function countPosts(group: Group): number {
  return group.posts.length + group.groups.reduce((sum, one) => sum + countPosts(one), 0);
}

function freePrefix(sample: Roster): string {
  const ids = [...sample.places, ...sample.people, ...(sample.bodies ?? [])].map((one) => one.id);
  let prefix = 'g';
  while (ids.some((id) => id.startsWith(`${prefix}-`))) prefix += 'g';
  return prefix;
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
