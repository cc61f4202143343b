/**
 * A role: who acts, found by place and day in the roster. `relation` says how, `of` on which layers, in order of preference.
 */
import * as z from 'zod';
import { invariant } from '../invariant.ts';
import type { RoleDefinition, SimpleRole } from '../roster/resolve.ts';
import { RosterWord } from '../roster/roster.ts';
import { Id, listOf, sourced, Text, Word } from './words.ts';

const common = {
  name: Text.describe('角色的名称'),
  ...sourced,
  /** Whether substitutes act; absent: yes, but for bodies and everyone. */
  substitutes: z.boolean().optional().describe('代理人可否代办；集体和全体默认不可，其余默认可'),
};
const shared = {
  ...common,
  /** The place at or above the node on the first of these layers where somebody is recorded. */
  of: z.union([Word, z.array(Word).min(1).max(10)]).describe('在本节点或其上级的哪一层找；几层的按次序，先找到的算'),
};

export const Role = z.discriminatedUnion('relation', [
  /** Who holds the post. */
  z.strictObject({
    relation: z
      .literal('holders')
      .describe(
        'holders 任职的人，head 负责人，in-charge 分管的领导，body 集体，body-office 集体的办公室，function 担任某项职能的人，everyone 本级和下级全体，joint 几个角色一起，outside 外单位或外部人员',
      ),
    ...shared,
  }),
  /** Who heads the place. */
  z.strictObject({ relation: z.literal('head'), ...shared }),
  /** 分管: who is in charge of the place, or of the nearest above. */
  z.strictObject({ relation: z.literal('in-charge'), ...shared }),
  /** The body of that kind at the place; it decides together. */
  z.strictObject({ relation: z.literal('body'), body: RosterWord.describe('花名册里集体的 kind'), ...shared }),
  /** The office of the body of that kind. */
  z.strictObject({ relation: z.literal('body-office'), body: RosterWord, ...shared }),
  /** Who holds the function of that name at the place. */
  z.strictObject({ relation: z.literal('function'), function: RosterWord.describe('花名册里职能的名称'), ...shared }),
  /** The holders of all posts at the place and below. */
  z.strictObject({ relation: z.literal('everyone'), ...shared }),
  z
    .strictObject({
      relation: z.literal('joint'),
      ...common,
      roles: z.array(Id).min(2).max(10).describe('由哪几个角色共同组成；写在最前的集体牵头，由它的主持人或办公室召集'),
    })
    .describe('几个集体或部门共同办理：各角色的人都在内'),
  z
    .strictObject({
      relation: z.literal('outside'),
      ...common,
      organization: RosterWord.describe('花名册里集体的种类或代号；先找本处和上级的，没有就找别处的'),
      recordedBy: Id.describe('花名册里没有它的成员时，由哪个角色代为登记它的意见、决定和签收'),
    })
    .describe('本序列以外的单位：有成员在花名册的由其本人办理，没有的由指定的人代为登记'),
]);
export type Role = z.infer<typeof Role>;
type SimplyWritten = Exclude<Role, { relation: 'joint' | 'outside' }>;

/** The layers a role is found on; none for one made of others. */
export function layersOfRole(role: Role): SimplyWritten['of'] | undefined {
  return 'of' in role ? role.of : undefined;
}

/** Found by itself, not made of others. */
export function isSimple(role: Role | undefined): boolean {
  return role !== undefined && rolesIn(role).length === 0;
}

/** The roles that a role is made of or recorded by. */
export function rolesIn(role: Role): readonly string[] {
  if (role.relation === 'joint') return role.roles;
  return role.relation === 'outside' ? [role.recordedBy] : [];
}

/** Does a body sit in the role: one of its own, or the one that leads several? */
export function isBodyRole(role: Role, roles: Readonly<Record<string, Role>>): boolean {
  return (
    role.relation === 'body' || (role.relation === 'joint' && role.roles.some((id) => roles[id]?.relation === 'body'))
  );
}

/** As the kernel resolves it. @param roles those that it may be made of */
export function roleDefinition(id: string, role: Role, roles: Readonly<Record<string, Role>> = {}): RoleDefinition {
  if (role.relation !== 'joint' && role.relation !== 'outside') return simpleDefinition(id, role);
  const parts = rolesIn(role).flatMap((name) => {
    const part = roles[name];
    return part === undefined || part.relation === 'joint' || part.relation === 'outside'
      ? []
      : [simpleDefinition(name, part)];
  });
  const own = { id, name: role.name, ...(role.substitutes !== undefined && { substitutes: role.substitutes }) };
  const [first] = parts;
  invariant(first, `role '${id}' to be made of roles that are found by themselves`);
  if (role.relation === 'outside')
    return { ...own, relation: 'outside', of: [], organization: role.organization, recordedBy: first };
  return { ...own, relation: 'joint', of: [...new Set(parts.flatMap((part) => part.of))], parts };
}

function simpleDefinition(id: string, role: SimplyWritten): SimpleRole {
  const shared = {
    id,
    name: role.name,
    of: [...listOf(role.of)],
    ...(role.substitutes !== undefined && { substitutes: role.substitutes }),
  };
  switch (role.relation) {
    case 'body':
    case 'body-office':
      return { ...shared, relation: role.relation, body: role.body };
    case 'function':
      return { ...shared, relation: 'function', function: role.function };
    default:
      return { ...shared, relation: role.relation };
  }
}
