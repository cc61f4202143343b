/**
 * Declarations of a unit, played through the client: submitted, returned, submitted again, and approved at three stages, in the two
 * ways that the design sets numbers for (design.md, section 8).
 */
import type { LianfangClient } from '@lianfang/client';
import type { Signer } from '@lianfang/engine/kernel';
import { statusQuery, workflowIdOf } from '@lianfang/workflows';
import { aUnit, type LastStage, SECTIONS, sectionOf, type Unit } from './unit.ts';

export interface Size {
  readonly posts: number;
  /** Risk points of each declaration. */
  readonly items: number;
}

export type MeasuredUnit = Unit & Pick<Size, 'items'>;

export interface Shape {
  readonly name: string;
  readonly last: LastStage;
  /** For one declaration. */
  readonly targets: { readonly events: number; readonly writes?: number; readonly bytes: number };
  readonly play: (acts: Acts, unit: MeasuredUnit) => Promise<void>;
}

const STEP = 'search.declare';
const REVIEW = 'search.settle';
const BATCH = 10;

export const singles: Shape = {
  name: 'each a single command',
  last: 'leader',
  targets: { events: 36, writes: 10, bytes: 8 * 1024 },
  play: async (acts, { posts }) => {
    for (const post of posts) await acts.submit(post, 1);
    for (const post of posts) await acts.decide([post], 'section', 'return');
    for (const post of posts) await acts.submit(post, 2);
    for (const stage of ['section', 'deputy', 'leader'])
      for (const post of posts) await acts.decide([post], stage, 'approve');
  },
};

export const batches: Shape = {
  name: "reviewers' commands in batches of ten, and by meeting",
  last: 'team',
  targets: { events: 14, bytes: 4 * 1024 },
  play: async (acts, { posts }) => {
    for (const post of posts) await acts.submit(post, 1);
    for (const batch of batchesPerHead(posts)) await acts.decide(batch, 'section', 'return');
    for (const post of posts) await acts.submit(post, 2);
    for (const batch of batchesPerHead(posts)) await acts.decide(batch, 'section', 'approve');
    for (const batch of tens(posts)) await acts.decide(batch, 'deputy', 'approve');
    await acts.sit(posts);
  },
};

/** Leaves the campaign at rest, with every declaration approved. */
export async function playUnit(
  client: LianfangClient,
  { last, play }: Shape,
  { posts, items }: Size,
): Promise<MeasuredUnit> {
  const unit = { ...aUnit(last, posts), items };
  const { campaign, planText, rosterText, people, at } = unit;
  await client.startCampaign({ campaign, planText, rosterText, people, clock: { origin: at, rate: 1 } });
  await atRest(client, unit, 0);
  await play(actsOn(client, unit), unit);
  await atRest(client, unit, unit.posts.length);
  return unit;
}

export async function endUnit(client: LianfangClient, unit: Unit): Promise<void> {
  await Promise.all(unit.campaign.placement.map(({ actor }) => handleOf(client, unit, actor).terminate('measured')));
}

type Acts = ReturnType<typeof actsOn>;

export function actsOn(client: LianfangClient, { campaign, posts, items }: MeasuredUnit) {
  const id = campaign.campaign;
  const by = (person: string): Signer => ({ kind: 'person', person });
  const numberOf = (post: string): number => posts.indexOf(post) + 1;
  const reviewer = (stage: string, post: string): string =>
    stage === 'section' ? `head${sectionOf(numberOf(post))}` : stage;
  const expectDone = (results: readonly { readonly status: string }[]): void => {
    const other = results.find(({ status }) => status !== 'accepted');
    if (other) throw new Error(`Expected every command to be accepted, but: ${JSON.stringify(other)}`);
  };

  return {
    async submit(post: string, round: number): Promise<void> {
      const item = (n: number) => ({ id: `i${n}`, risk: `第${n}个风险，第${round}稿`, measure: `第${n}项措施` });
      const content = { grade: '二级', items: Array.from({ length: items }, (_, i) => item(i + 1)) };
      const input = { node: post, step: STEP, content };
      expectDone([await client.perform(id, by(`holder${numberOf(post)}`), 'submit', input)]);
    },
    async decide(nodes: readonly string[], stage: string, outcome: 'approve' | 'return'): Promise<void> {
      const [first = ''] = nodes;
      const sent = outcome === 'return' ? { reasons: ['不全'], opinion: '请补充' } : {};
      const acts = nodes.map((node) => ({
        name: 'decide' as const,
        input: { node, step: REVIEW, stage, outcome, ...sent },
      }));
      expectDone(await client.performAll(id, by(reviewer(stage, first)), acts));
    },
    /** The team sits over all; everybody present agrees. */
    async sit(nodes: readonly string[]): Promise<void> {
      const signer: Signer = { kind: 'recorder', person: 'leader', of: 'team1' };
      const agenda = nodes.map((node) => `${node}/${REVIEW}`);
      const head = { node: 'u', meeting: 'm1' };
      expectDone([await client.perform(id, signer, 'convene', { ...head, role: 'team', agenda })]);
      const present = ['leader', 'deputy', 'third'];
      const vote = { for: present, against: [], abstained: [] };
      expectDone([await client.perform(id, signer, 'closeMeeting', { ...head, present, vote, minutes: '一致同意' })]);
    },
  };
}

function handleOf(client: LianfangClient, { campaign }: Unit, actor: string) {
  return client.temporal.workflow.getHandle(workflowIdOf(campaign.campaign, actor));
}

/** Nothing under way, everything on record, and so many declarations approved. */
async function atRest(client: LianfangClient, unit: Unit, declarations: number): Promise<void> {
  const { campaign } = unit;
  for (
    const until = Date.now() + 60_000;
    Date.now() < until;
    await new Promise((resolve) => setTimeout(resolve, 500))
  ) {
    const statuses = await Promise.all(
      campaign.placement.map(({ actor }) => handleOf(client, unit, actor).query(statusQuery)),
    );
    if (statuses.every(({ atRest }) => atRest)) {
      const reviews = await client.queries.reviews(campaign.campaign);
      const approved = reviews.filter(({ place }) => place === 'approved').length;
      if (approved === declarations) return;
    }
  }
  throw new Error('Expected the actors to come to rest within a minute, with every declaration approved.');
}

/** A reviewer sees only the posts of the own section. */
function batchesPerHead(posts: readonly string[]): string[][] {
  return Array.from({ length: SECTIONS }, (_, section) =>
    tens(posts.filter((_post, index) => sectionOf(index + 1) === section)),
  ).flat();
}

function tens(posts: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(posts.length / BATCH) }, (_, i) => posts.slice(i * BATCH, (i + 1) * BATCH));
}
