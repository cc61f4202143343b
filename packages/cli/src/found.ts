/** Finds what a user names: the campaign meant, a person by id or by a name that only one has, a node by key or name. */
import type { Registry, StoredCampaign } from '@lianfang/registry';
import { CannotDo } from './fault.ts';

/** @throws CannotDo */
export async function campaignMeant(registry: Registry, named: string | undefined): Promise<StoredCampaign> {
  if (named !== undefined) {
    const found = await registry.getCampaign(named);
    if (found !== null) return found;
    const ids = (await registry.listCampaigns()).map((one) => one.id);
    throw new CannotDo('campaign.unknown', {
      zh: `没有活动“${named}”。现有：${ids.join('、') || '（无）'}。`,
      en: `Expected a campaign '${named}', but there is none. There are: ${ids.join(', ') || '(none)'}.`,
    });
  }
  const all = await registry.listCampaigns();
  const running = all.filter((one) => one.state === 'running');
  const only = running.length > 0 ? running : all;
  const [first] = only;
  if (first === undefined) {
    throw new CannotDo('campaign.none', {
      zh: '还没有活动。先启动一个：npm run lianfang -- campaign start plans/dezhou-2011',
      en: 'There is no campaign yet. Start one: npm run lianfang -- campaign start plans/dezhou-2011',
    });
  }
  if (only.length > 1) {
    const ids = only.map((one) => one.id);
    throw new CannotDo('campaign.several', {
      zh: `有几个活动，请用 --campaign 指明一个：${ids.join('、')}。`,
      en: `There are several campaigns; name one with --campaign: ${ids.join(', ')}.`,
    });
  }
  return (await registry.getCampaign(first.id)) as StoredCampaign;
}

/** @throws CannotDo when nobody or more than one has the name */
export function personMeant(named: string, people: Readonly<Record<string, string>>): string {
  if (Object.hasOwn(people, named)) return named;
  const ids = Object.keys(people).filter((id) => people[id] === named);
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return only;
  if (only !== undefined) {
    throw new CannotDo('person.ambiguous', {
      zh: `有 ${ids.length} 人叫“${named}”，请用编号：${ids.join('、')}。`,
      en: `${ids.length} people are called '${named}'; use an id: ${ids.join(', ')}.`,
    });
  }
  const like = Object.entries(people)
    .filter(([id, name]) => name.includes(named) || id.includes(named))
    .slice(0, 8);
  throw new CannotDo('person.unknown', {
    zh: `花名册中没有“${named}”${like.length > 0 ? `，是不是：${like.map(([id, name]) => `${name}（${id}）`).join('、')}` : ''}。`,
    en: `Expected a person of the roster, but '${named}' is none${like.length > 0 ? `; did you mean ${like.map(([id, name]) => `${name} (${id})`).join(', ')}` : ''}.`,
  });
}

/** A node by its key, or by a name that only one has. */
export function nodeMeant(
  named: string,
  nodes: Readonly<Record<string, { readonly key: string; readonly name: string }>>,
): string {
  if (Object.hasOwn(nodes, named) || named.includes('#')) return named;
  const found = Object.values(nodes).filter((node) => node.name === named);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.key;
  if (found.length > 1) {
    const keys = found.slice(0, 8).map((node) => node.key);
    throw new CannotDo('node.ambiguous', {
      zh: `有 ${found.length} 处叫“${named}”，请用编号：${keys.join('、')}。`,
      en: `${found.length} places are called '${named}'; use a key: ${keys.join(', ')}.`,
    });
  }
  return named;
}
