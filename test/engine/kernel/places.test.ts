/** Places that are closed or come at the same midnight, or inside the same notice, as something else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CHINA_CALENDAR, compileCampaign, parsePlan, parseRoster } from '@lianfang/engine';
import type { Command, Event, NodeState } from '@lianfang/engine/kernel';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { RehearsalHost } from '../../../packages/engine/src/rehearsal/host.ts';

type Change = Extract<Command, { kind: 'ChangeRoster' }>['changes'][number];

class Bureau {
  readonly events: Event[] = [];
  private readonly host: RehearsalHost;
  private requests = 0;

  constructor() {
    const read = (file: string) => readFileSync(join(__dirname, '../../scenarios/plans', file), 'utf8');
    const { plan } = parsePlan(read('cases.yaml'));
    const { roster } = parseRoster(read('cases.roster.yaml'));
    if (plan === undefined || roster === undefined) throw new Error('Expected plan and roster to parse.');
    const { campaign, problems } = compileCampaign({ plan, roster, calendar: CHINA_CALENDAR });
    if (campaign === undefined) throw new Error(JSON.stringify(problems));
    this.host = new RehearsalHost({
      definitions: campaign.placement.map(({ actor }) => sliceFor(campaign, campaign.placement, actor)),
      at: campaign.phases[0]?.opens ?? 0,
      throughJson: true,
      onEvents: (events) => this.events.push(...events),
    });
    this.host.start();
  }

  /** Midnight at the beginning of the day. */
  passTo(day: string): void {
    this.host.passTo(Date.parse(`2023-${day}T00:00:00+08:00`));
  }

  changeRoster(...changes: Change[]): void {
    this.requests += 1;
    const command: Command = {
      kind: 'ChangeRoster',
      request: `r${this.requests}`,
      node: 'b',
      signer: { kind: 'administrator', person: 'guo' },
      rosterHash: hashOf(this.requests),
      changes,
    };
    const [answer] = this.host.send(command);
    if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
  }

  closeCampaign(): void {
    const [answer] = this.host.send({
      kind: 'CloseCampaign',
      request: 'close',
      node: 'b',
      signer: { kind: 'administrator', person: 'guo' },
      reason: hashOf('结束'),
    });
    if (answer?.ok !== true) throw new Error(JSON.stringify(answer));
  }

  node(key: string): NodeState {
    const node = this.host.node(key);
    if (node === undefined) throw new Error(`no node '${key}'`);
    return node;
  }

  of(key: string): string[] {
    return this.events.flatMap(({ node, kind }) => (node === key || node.startsWith(`${key}#`) ? [kind] : []));
  }
}

const added = (id: string, parent: string): Change => ({
  kind: 'PlaceAdded',
  place: { id, layer: 'post', name: id, parent, facts: { money: false } },
});

describe('a place that is closed', () => {
  test('opens no case at the midnight that ends its last day, when a quarter begins', () => {
    const bureau = new Bureau();
    bureau.changeRoster({ kind: 'PlaceClosed', place: 'u2', to: '2023-09-30' });

    bureau.passTo('10-01');

    expect(bureau.of('u1')).toContain('CaseOpened');
    expect(bureau.node('u2').closed).toBe(true);
    expect(bureau.of('u2').at(-1)).toBe('NodeClosed');
    expect(bureau.node('u2').cases).toEqual([]);
  });

  test('takes with it what came below it after its end was known', () => {
    const bureau = new Bureau();
    bureau.changeRoster({ kind: 'PlaceClosed', place: 'u2', to: '2023-09-20' });
    bureau.passTo('09-10');
    bureau.changeRoster(added('p9', 'u2'));

    bureau.passTo('09-20');
    expect(bureau.node('p9').closed).toBe(false);
    bureau.passTo('09-21');

    expect(bureau.node('p9')).toMatchObject({ closed: true, gone: { place: 'u2' } });
    expect(bureau.node('p3')).toMatchObject({ closed: true, gone: { place: 'u2' } });
    bureau.closeCampaign();
    expect(bureau.node('p9').gone).toEqual({ place: 'u2', over: true });
  });
});
