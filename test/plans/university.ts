/** A roster for tests: a university of any size for the 2011 plan, its shape uneven on purpose. Same numbers, same roster. */
import type { Place, Roster } from '../../packages/engine/src/roster/roster.ts';

export interface UniversityShape {
  readonly units: number;
  readonly sections: number;
  readonly posts: number;
}

/** Of each unit: a head's and a deputy's post without a section; in each section its head's post and others. */
export function aUniversity({ units, sections, posts }: UniversityShape): Roster {
  const places: Place[] = [{ id: 'u', layer: 'university', name: '学校' }];
  const people = new Map<string, string>();
  const appointments: Roster['appointments'] = [];
  const inCharge: NonNullable<Roster['inCharge']> = [];
  const bodies: NonNullable<Roster['bodies']> = [];
  const someone = (id: string, name: string): string => {
    people.set(id, name);
    return id;
  };
  const facts = (rank: string, kinds: string[], general: boolean) => ({
    rank,
    concentrated: false,
    direct: false,
    kinds,
    general,
    cadre: rank !== '无',
  });
  for (let n = 1; n <= units; n++) {
    const unit = `u${n}`;
    places.push({ id: unit, layer: 'unit', name: `第${n}单位`, parent: 'u' });
    places.push({
      id: `${unit}-head`,
      layer: 'post',
      name: '主任',
      parent: unit,
      heads: unit,
      facts: facts('正职', [], true),
    });
    places.push({
      id: `${unit}-deputy`,
      layer: 'post',
      name: '副主任',
      parent: unit,
      facts: facts('副职', n === 1 ? ['财务'] : [], true),
    });
    const head = someone(`p-${unit}-head`, `主任${n}`);
    const deputy = someone(`p-${unit}-deputy`, `副主任${n}`);
    appointments.push({ person: head, post: `${unit}-head` }, { person: deputy, post: `${unit}-deputy` });
    inCharge.push({ person: deputy, place: unit });
    bodies.push({
      id: `team-${n}`,
      name: `第${n}单位领导班子`,
      kind: 'team',
      place: unit,
      members: [{ person: head, chair: true }, { person: deputy }, { person: someone(`p-${unit}-third`, `委员${n}`) }],
    });
    for (let s = 1; s <= sections; s++) {
      const section = `${unit}-s${s}`;
      places.push({ id: section, layer: 'section', name: `第${n}单位第${s}科`, parent: unit });
      for (let p = 1; p <= posts; p++) {
        const post = `${section}-p${p}`;
        places.push({
          id: post,
          layer: 'post',
          name: p === 1 ? '科长' : `岗位${p}`,
          parent: section,
          ...(p === 1 && { heads: section }),
          facts: facts('无', p === 2 ? ['采购'] : [], p % 2 === 1),
        });
        appointments.push({ person: someone(`p-${post}`, `职员${n}.${s}.${p}`), post });
      }
    }
  }
  bodies.push({
    id: 'leading-group',
    name: '领导小组',
    kind: 'leadingGroup',
    place: 'u',
    members: [
      { person: someone('p-chair', '组长'), chair: true },
      { person: someone('p-vice', '副组长') },
      { person: someone('p-member', '成员') },
    ],
    office: [{ person: someone('p-office', '办公室主任') }],
  });
  const functions: NonNullable<Roster['functions']> = [
    { function: 'discipline', place: 'u', person: someone('p-discipline', '纪委书记') },
    { function: 'committee', place: 'u', person: someone('p-committee', '党委秘书') },
  ];
  return {
    lianfang: 'roster/v1',
    id: 'university',
    name: '测试学校',
    places,
    people: [...people].map(([id, name]) => ({ id, name })),
    appointments,
    inCharge,
    bodies,
    functions,
  };
}
