/**
 * What people write never enters a workflow's history, nor do their names. Whole runs are searched for both: every byte the server
 * keeps of every run, as it is stored and as the codec opens it.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandNames } from '@lianfang/client';
import { casesBegin, tellCases } from './told/cases.ts';
import { foundIn, historiesOf, historyOf } from './told/histories.ts';
import { judgedBegin, tellJudged } from './told/judged.ts';
import { panelsBegin, tellPanels } from './told/panels.ts';
import { nameOf, texts, written } from './told/planted.ts';
import { stagesBegin, tellStages } from './told/stages.ts';
import { startTeller, type Teller } from './told/teller.ts';

let stages: Teller;
let panels: Teller;
let cases: Teller;
let judged: Teller;
let names: readonly string[];

beforeAll(async () => {
  stages = await startTeller('three-stages', stagesBegin);
  await tellStages(stages);
  panels = await startTeller('panels', panelsBegin);
  await tellPanels(panels);
  cases = await startTeller('cases', casesBegin);
  await tellCases(cases);
  judged = await startTeller('judged', judgedBegin);
  await tellJudged(judged);
  names = [...stages.names, nameOf('he2'), ...panels.names, ...cases.names, ...judged.names];
}, 480_000);
afterAll(async () => {
  await judged?.host.close();
  await cases?.host.close();
  await panels?.host.close();
  await stages?.host.close();
}, 120_000);

describe('the histories of whole runs', () => {
  test('come from every kind of command that a person can give', () => {
    const accepted = new Set([stages, panels, cases, judged].flatMap((teller) => [...teller.accepted]));

    expect([...accepted].sort()).toEqual([...commandNames].sort());
    expect(texts.length).toBeGreaterThan(60);
    expect(stages.names).toHaveLength(16);
    expect(panels.names).toHaveLength(23);
    expect(names.every((name) => name.startsWith('姓名〔'))).toBe(true);
  });

  test('hold no text that anybody wrote, and no name', async () => {
    const ofStages = await historiesOf(stages.host);
    const ofPanels = await historiesOf(panels.host);

    expect(ofStages.length).toBeGreaterThanOrEqual(3);
    expect(ofPanels.length).toBeGreaterThanOrEqual(2);
    expect(foundIn(ofStages, ['p1', 'search.declare', 'Decided'])).toEqual(['p1', 'search.declare', 'Decided']);
    expect(foundIn(ofPanels, ['ban2', 'search.vote', 'BallotCast'])).toEqual(['ban2', 'search.vote', 'BallotCast']);
    const kept = [...ofStages, ...ofPanels, ...(await historiesOf(cases.host)), ...(await historiesOf(judged.host))];
    expect(foundIn(kept, ['ProofRecorded', 'YardstickMade'])).toEqual(['ProofRecorded', 'YardstickMade']);
    expect(foundIn(kept, texts)).toEqual([]);
    expect(foundIn(kept, names)).toEqual([]);
  });

  test('would show a text that was planted in one: in a payload, in an id, in a failure', async () => {
    const { host } = stages;
    const [payload = '', id = '', failure = '', ...rest] = ['载荷', '标识', '失败', '别处'].map(written);
    const handle = await host.client.temporal.workflow.start('no such workflow', {
      taskQueue: `nobody-${randomUUID()}`,
      workflowId: `planted ${id}`,
      args: [{ deep: [payload.repeat(100)] }],
    });
    await handle.terminate(failure);

    const kept = [await historyOf(host, handle.workflowId, handle.firstExecutionRunId)];

    expect(foundIn(kept, [payload, id, failure, ...rest])).toEqual([payload, id, failure]);
    // Deflated, the payload does not show as it is stored.
    expect(kept[0]?.stored.includes(payload)).toBe(false);
  });
});
