import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Campaign,
  CHINA_CALENDAR,
  compileCampaign,
  contentProblems,
  directoryOf,
  nodesBelow,
  type OpenTask,
  type Plan,
  parsePlan,
  parseRoster,
  simulatedPeople,
} from '@lianfang/engine';

const folder = path.join(__dirname, '../../../plans/dezhou-2011');
const { plan, campaign } = sample();
const people = (seed: number) =>
  simulatedPeople({ campaign, forms: plan.forms, directory: directoryOf(campaign), seed });
const post = (key: string): OpenTask => ({
  node: key,
  task: 'search.declare',
  step: 'search.declare',
  stage: null,
  round: 1,
  role: 'holder',
  seat: null,
  owners: ['somebody'],
  delegatedBy: [],
  stuck: false,
  openedAt: 1_317_000_000_000,
  due: 1_317_398_400_000,
});
const posts = Object.values(campaign.nodes).filter((node) => node.layer === 'post');

function sample(): { plan: Plan; campaign: Campaign } {
  const parsed = parsePlan(readFileSync(path.join(folder, 'plan.yaml'), 'utf8')).plan;
  const { roster } = parseRoster(readFileSync(path.join(folder, 'roster.yaml'), 'utf8'));
  if (parsed === undefined || roster === undefined) throw new Error('Expected the sample to parse.');
  const compiled = compileCampaign({ plan: parsed, roster, calendar: CHINA_CALENDAR }).campaign;
  if (compiled === undefined) throw new Error('Expected the sample to compile.');
  return { plan: parsed, campaign: compiled };
}

describe('simulated people', () => {
  test('do the same with the same task and seed, whoever asks, and otherwise with another', () => {
    const task = post('caiwu-yusuan-yusuan');

    expect(people(1).actsOn(task)).toEqual(people(1).actsOn(task));
    expect(people(1).actsOn(task)).not.toEqual(people(2).actsOn(task));
  });

  test('write what the form takes, for every form of the plan', () => {
    for (const step of campaign.steps) {
      const form = step.kind === 'do' ? plan.forms[step.form] : undefined;
      const node = Object.values(campaign.nodes).find((one) => one.layer === step.layer);
      if (form === undefined || node === undefined) continue;
      const [act] = people(1).actsOn({ ...post(node.key), task: step.id, step: step.id });
      if (act?.command.name !== 'submit') throw new Error(`Expected '${step.id}' to be handed in.`);
      const context = {
        gradesOf: (scale: string) => campaign.scales[scale]?.grades ?? [],
        rows: form.rows === undefined ? [] : nodesBelow(campaign.nodes, node.key, form.rows.of),
      };

      expect([step.id, contentProblems(form, act.command.input.content, context)]).toEqual([step.id, []]);
    }
  });

  test('act between the opening and the due, but for the late one', () => {
    const crowd = people(1);
    for (const { key } of posts) {
      const task = post(key);
      for (const act of crowd.actsOn(task)) {
        expect(act.at).toBeGreaterThan(task.openedAt);
        if (!crowd.isLate(task)) expect(act.at).toBeLessThan(task.due ?? 0);
      }
    }
    const late = posts.filter(({ key }) =>
      crowd.isLate({ ...post(key), task: 'search.pledge', step: 'search.pledge' }),
    );
    expect(late).toHaveLength(1);
  });

  test('send one review back three times, one twice, and some once', () => {
    const times = posts.map(({ key }) => people(1).returnsOf(key, 'search.settle'));

    expect(times.filter((one) => one === 3)).toHaveLength(1);
    expect(times.filter((one) => one === 2)).toHaveLength(1);
    expect(times.filter((one) => one === 1).length).toBeGreaterThan(1);
  });

  test('mend only what was sent back: every other row stays word for word', () => {
    const key = posts.find((one) => people(1).returnsOf(one.key, 'search.settle') === 3)?.key ?? '';
    const rowsOf = (round: number) => {
      const [act] = people(1).actsOn({ ...post(key), round });
      return act?.command.name === 'submit' ? (act.command.input.content.items as Record<string, unknown>[]) : [];
    };

    for (const round of [2, 3, 4]) {
      const before = rowsOf(round - 1);
      const changed = rowsOf(round).filter((row, index) => JSON.stringify(row) !== JSON.stringify(before[index]));
      expect(changed).toHaveLength(1);
    }
  });

  test('act under ids of their own for every task, round, opening and person', () => {
    const task = post('caiwu-yusuan-yusuan');
    const variants = [
      task,
      { ...task, round: 2 },
      { ...task, openedAt: task.openedAt + 1 },
      { ...task, owners: ['other'] },
      { ...task, node: 'caiwu-yusuan-juesuan' },
    ];

    const ids = variants.flatMap((one) =>
      people(1)
        .actsOn(one)
        .map((act) => act.command.input.request),
    );

    expect(new Set(ids).size).toBe(variants.length);
  });

  test('leave a task that nobody holds to the office, which gives it to somebody', () => {
    const [act] = people(1).actsOn({ ...post('caiwu-yusuan-yusuan'), stuck: true, owners: ['p05'] });

    expect(act).toMatchObject({
      signer: { kind: 'administrator', person: 'p05' },
      command: { name: 'reassign', input: { to: 'p05' } },
    });
  });
});
