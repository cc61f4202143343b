/** Which actor a command goes to, also for a place that came while the campaign ran. */
import { describe, expect, test } from '@jest/globals';
import { hostingBy } from '@lianfang/client';
import type { AddedPlace, StoredCampaign } from '@lianfang/registry';

const node = (key: string, parent: string | null, children: readonly string[]) =>
  ({ key, layer: 'any', name: key, parent, children, facts: {} }) as const;
const campaign = {
  root: 'b',
  nodes: { b: node('b', null, ['u1']), u1: node('u1', 'b', ['p1']), p1: node('p1', 'u1', []) },
  placement: [
    { actor: 'b', nodes: ['b'] },
    { actor: 'u1', nodes: ['u1', 'p1'] },
  ],
};
// Only what hosting looks at.
const stored = { id: 'c', campaign } as unknown as StoredCampaign;
const added: AddedPlace = { node: 'p2', layer: 'post', name: '新岗', parent: 'u1', actor: 'u1' };

function registry(places: readonly AddedPlace[]) {
  const asked = { campaigns: 0, places: 0 };
  return {
    asked,
    getCampaign: async () => {
      asked.campaigns += 1;
      return stored;
    },
    addedPlaces: async () => {
      asked.places += 1;
      return places;
    },
  };
}

describe('hosting', () => {
  test('reads a campaign once, and asks for places only when one is unknown', async () => {
    const reads = registry([]);
    const hosting = hostingBy(reads);

    const { actorOf } = await hosting('c', 'p1', 'p1#warning-1');
    await hosting('c', 'u1');

    expect([actorOf('p1'), actorOf('p1#warning-1'), actorOf('b')]).toEqual(['u1', 'u1', 'b']);
    expect(reads.asked).toEqual({ campaigns: 1, places: 0 });
  });

  test('finds a place that came later, with its cases, and gives it a name', async () => {
    const reads = registry([added]);
    const hosting = hostingBy(reads);

    const { actorOf, stored: known } = await hosting('c', 'p2#change-1');
    await hosting('c', 'p2');

    expect([actorOf('p2'), actorOf('p2#change-1')]).toEqual(['u1', 'u1']);
    expect(known.campaign.nodes.p2?.name).toBe('新岗');
    expect(known.campaign.nodes.u1?.children).toEqual(['p1', 'p2']);
    expect(reads.asked).toEqual({ campaigns: 1, places: 1 });
  });

  test('sends what nobody knows to the root, which refuses it', async () => {
    const hosting = hostingBy(registry([added]));

    expect((await hosting('c', 'nowhere')).actorOf('nowhere')).toBe('b');
  });
});
