/** A yardstick is made, and people answer questions. */
import { written } from './planted.ts';
import { instant, person, type Teller } from './teller.ts';

const YEAR = 2023;
export const judgedBegin = instant(YEAR, 2, 28);

export async function tellJudged({ give, host }: Teller): Promise<void> {
  const node = 'bureau';
  await host.passTo(instant(YEAR, 3, 1, 10));
  const indicators = [{ id: 'i1', risk: written('指标'), most: 100 }];
  await give('submit', person('ke'), { node, step: 'make.indicators', content: { items: indicators } });
  const levels = [{ id: 'l1', level: '黄', least: 60 }];
  await give('submit', person('ke'), { node, step: 'make.levels', content: { items: levels } });
  await give('decide', person('ju'), { node, step: 'make.settle', outcome: 'approve', opinion: written('可行') });
  await host.passTo(instant(YEAR, 4, 1, 10));
  await give('answer', person('qun1'), { node: 'u', step: 'first.hear', facts: { view: '满意', known: true } });
}
