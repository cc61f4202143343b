/** An objection that is upheld, where one of the steps that it has done again is left out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CHINA_CALENDAR, compileCampaign, parsePlan } from '@lianfang/engine';
import type { Command, NodeState } from '@lianfang/engine/kernel';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { RehearsalHost } from '../../../packages/engine/src/rehearsal/host.ts';
import { aBureau } from '../../plans/bureau-roster.ts';

const DAY = 86_400_000;

/** Desks without cash leave `cash` out; both are named where the publicity has something done again. */
function shown(desk: string): {
  send: (...commands: Partial<Command>[]) => void;
  node: () => NodeState;
  pass: () => void;
} {
  const text = readFileSync(join(__dirname, '../../plans/publicity.yaml'), 'utf8')
    .replace(
      '      - { id: settle',
      '      - { id: cash, name: Cash, each: desk, declaration: note, by: clerk, when: desk.cash }\n      - { id: settle',
    )
    .replace('reopen: [fill]', 'reopen: [fill, cash]')
    .replace('          proof: true\n', '');
  const { plan } = parsePlan(text);
  if (plan === undefined) throw new Error('Expected the plan to parse.');
  const { campaign, problems } = compileCampaign({ plan, roster: aBureau(), calendar: CHINA_CALENDAR });
  if (campaign === undefined) throw new Error(JSON.stringify(problems));
  const host = new RehearsalHost({
    definitions: campaign.placement.map(({ actor }) => sliceFor(campaign, campaign.placement, actor)),
    at: campaign.phases[0]?.opens ?? 0,
    throughJson: true,
    onEvents: () => undefined,
  });
  host.start();
  let at = campaign.phases[0]?.opens ?? 0;
  let requests = 0;
  return {
    send(...commands) {
      for (const command of commands) {
        requests += 1;
        const head = { request: `r${requests}`, node: desk, signer: { kind: 'person', person: desk } };
        const [answer] = host.send({ ...head, ...command } as Command);
        if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
      }
    },
    node() {
      const node = host.node(desk);
      if (node === undefined) throw new Error(`no node '${desk}'`);
      return node;
    },
    pass() {
      at += 8 * DAY;
      host.passTo(at);
    },
  };
}

describe('an asking whose objection is upheld', () => {
  test('is held again when what was done again is there, though another step stays left out', () => {
    const desk = shown('archive');
    const chief = { kind: 'person', person: 'ann' } as const;
    const handIn = (round: number): Partial<Command>[] => {
      const hash = hashOf(`list ${round}`);
      const items = [{ item: 'a', hash, material: hash }];
      const at = { round, outcome: 'approve', reasons: [], opinion: null, verdicts: [] };
      return [
        { kind: 'Submit', step: 'look.fill', round, version: hash, material: hash, facts: {}, items },
        { kind: 'Decide', step: 'look.settle', stage: 'chief', hash, signer: chief, ...at },
      ];
    };
    desk.send(...handIn(1));
    expect(desk.node().steps['look.cash']?.place).toBe('left-out');
    const said = hashOf('said');
    desk.send(
      {
        kind: 'Comment',
        step: 'look.show',
        comment: 'c',
        channel: 'board',
        from: 'named',
        about: ['a'],
        text: said,
        signer: chief,
      },
      { kind: 'Dispose', step: 'look.show', comment: 'c', disposition: 'adopted', reason: said },
    );
    desk.pass();
    expect(desk.node().steps['look.show']).toMatchObject({ place: 'waiting', revising: true });

    desk.send(...handIn(2));

    expect(desk.node().steps['look.cash']?.place).toBe('left-out');
    expect(desk.node().steps['look.show']).toMatchObject({ place: 'open', round: 2 });
  });
});
