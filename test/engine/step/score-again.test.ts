/** Points that are counted again: what was given before is not said of a round that gave none, and a stated grade does not hide new points. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CHINA_CALENDAR, compileCampaign, parsePlan, parseRoster } from '@lianfang/engine';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { openActor } from '../../../packages/engine/src/kernel/actor.ts';
import { reportOf } from '../../../packages/engine/src/kernel/snapshots.ts';
import type { NodeState, Output } from '../../../packages/engine/src/kernel/state.ts';
import { Work } from '../../../packages/engine/src/kernel/work.ts';
import { isScore, score } from '../../../packages/engine/src/step/score.ts';

const id = 'assess.score';
const unit = 'licences';
const points = { total: { n: 80, scale: 0 }, version: hashOf('version'), criteria: {} };
const stated: Output = {
  version: hashOf('stated'),
  material: hashOf('stated'),
  facts: { first: '良好' },
  items: [],
  by: 'guo',
  hand: 'guo',
  round: 1,
};
type Given = NonNullable<NodeState['steps'][string]['replies']>['given'];

/** The score of a unit opens for the second time, with these answers. */
function again(given: Given): { work: Work; node: NodeState } {
  const read = (file: string) => readFileSync(join(__dirname, '../../plans/assess', file), 'utf8');
  const { plan } = parsePlan(read('plan.yaml'));
  const { roster } = parseRoster(read('roster.yaml'));
  if (plan === undefined || roster === undefined) throw new Error('Expected plan and roster to parse.');
  const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error(JSON.stringify(problems));
  const [place] = campaign.placement;
  const definition = sliceFor(campaign, campaign.placement, place?.actor ?? '');
  const opened = openActor(definition, campaign.phases[0]?.opens ?? 0);
  const work = new Work(definition, opened.state, opened.state.at);
  const node = work.node(unit);
  const step = work.step(node, id);
  step.place = 'open';
  step.round = 2;
  step.root = hashOf(points);
  step.output = stated;
  node.scores = { merit: { first: points } };
  work.step(node, 'report.write').output = { ...stated, facts: { trained: 5 } };
  for (const asked of ['assess.inner', 'assess.outer']) {
    work.step(node, asked).place = 'done';
    work.step(node, asked).replies = { round: 2, people: [], given };
  }
  const scoring = work.stepDefinition(node, id);
  if (scoring.kind !== 'compute' || !isScore(scoring)) throw new Error(`no score '${id}'`);
  score(work, node, scoring);
  return { work, node };
}

describe('a score that is given again', () => {
  test('has no points where too few answered, so that nothing compares or ranks the earlier ones', () => {
    const { node, work } = again([]);

    expect(work.events.map(({ kind }) => kind)).toContain('ScoreMissing');
    expect(node.scores?.merit?.first).toBeUndefined();
    expect(reportOf(work, node, id).points).toBeUndefined();
  });

  test('is what rests on it, not the grade that a person stated in an earlier round', () => {
    const answer = (group: string) => ({ group, facts: { duty: 30, clean: 15 }, by: null });
    const low = (group: string) => ({ group, facts: { duty: 20, clean: 10 }, by: null });
    const groups = ['staff', 'staff', 'staff', 'citizen', 'citizen', 'citizen'];
    const one = again(groups.map(answer));
    const other = again(groups.map(low));

    expect(one.node.scores?.merit?.first?.total).not.toEqual(other.node.scores?.merit?.first?.total);
    expect(reportOf(one.work, one.node, id).root).not.toBe(reportOf(other.work, other.node, id).root);
  });
});
