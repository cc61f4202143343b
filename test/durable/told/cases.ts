/** What out of turn is issued and shown: a publicity with its proof, and work ordered to be done again. */
import { written } from './planted.ts';
import { instant, person, type Teller } from './teller.ts';

const YEAR = 2023;
export const casesBegin = instant(YEAR, 8, 31);

export async function tellCases({ give, host }: Teller): Promise<void> {
  const items = () => [{ id: 'r1', risk: written('风险点') }];
  await host.passTo(instant(YEAR, 9, 1, 10));
  for (const [node, holder, head] of [
    ['p1', 'an', 'dai'],
    ['p2', 'bai', 'dai'],
  ] as const) {
    await give('submit', person(holder), { node, step: 'search.declare', content: { items: items() } });
    await give('decide', person(head), { node, step: 'search.settle', outcome: 'approve', opinion: written('属实') });
  }
  await host.passTo(instant(YEAR, 10, 1, 10));
  const node = 'u1';
  await give('submit', person('dai'), { node, step: 'gather.list', content: { items: items() } });
  await give('decide', person('guo'), { node, step: 'gather.confirm', outcome: 'approve', opinion: written('同意') });
  const proof = written('网页截图');
  await give('recordProof', person('dai'), { node, step: 'gather.show', of: 'start', proof });

  const order = { procedure: 'rectify', facts: {}, reason: written('应付了事') };
  await give('openCase', person('guo'), { node: 'p1', ...order });
  await give('issue', person('guo'), { node: 'p1#rectify-1', step: 'rectify.order', opinion: written('重新查找') });
}
