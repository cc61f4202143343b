/**
 * A crowd of people in a process of its own: hands in, approves, returns, withdraws, orders anew, convenes and closes meetings on a
 * campaign of `three-stages`, much of it at once, some of it twice, stale or not theirs to do, until it is killed. What it was
 * answered it writes to a file, line by line, before it goes on.
 */
import { appendFileSync } from 'node:fs';
import { type CommandResult, createClient, type LianfangClient } from '@lianfang/client';
import type { Command, Signer } from '@lianfang/engine/kernel';
import { hashOf, type Manifest, type ManifestForm, manifestOf } from '@lianfang/engine/record';
import { type InboxTask, type MeetingSheet, openRegistry, type ReviewRow } from '@lianfang/registry';
import { randomFrom } from './seeded-random.ts';

export interface CrowdOrder {
  readonly temporal: { readonly address: string; readonly taskQueue: string };
  readonly registryUrl: string;
  readonly campaign: string;
  /** Of the declaration. */
  readonly form: ManifestForm;
  readonly seed: number;
  /** Names the requests of this process. */
  readonly name: string;
  /** Answers are appended here. */
  readonly answers: string;
}

/** One line of the file of answers. */
export interface Answered {
  readonly request: string;
  readonly status: 'accepted' | 'refused';
}

const AT_ONCE = 6;
const STEP = 'search.settle';
const DECLARE = 'search.declare';
const office: Signer = { kind: 'administrator', person: 'he' };
const boards: Readonly<Record<string, { readonly recorder: Signer; readonly present: readonly string[] }>> = {
  u1: { recorder: { kind: 'recorder', person: 'li', of: 'team1' }, present: ['li', 'qian', 'wu'] },
  u2: { recorder: { kind: 'recorder', person: 'wang', of: 'team2' }, present: ['wang', 'sun', 'jiang'] },
};

interface Sight {
  readonly tasks: readonly InboxTask[];
  readonly reviews: readonly ReviewRow[];
  readonly meetings: readonly MeetingSheet[];
}

function peopleOf({ seed, name, form }: CrowdOrder) {
  const random = randomFrom(seed);
  let count = 0;
  const chance = (share: number): boolean => random() < share;
  const base = (node: string, signer: Signer) => ({ request: `${name}-${++count}`, node, signer });
  const person = (id: string | undefined): Signer => ({ kind: 'person', person: id ?? 'nobody' });

  function declared(node: string, round: number): Manifest {
    const rows = ['gifts', 'cash'].map((id) => ({ id, risk: `${id} ${round} ${random()}`, kind: '权力' }));
    return manifestOf(form, { grade: '二级', rows }, hashOf(node));
  }

  function actOn(task: InboxTask, { reviews }: Sight): Command | undefined {
    const { node, step, round } = task;
    const owner = chance(0.08) ? 'tang' : task.owners[0];
    if (task.task === DECLARE) {
      const { version, material, facts, items } = declared(node, round);
      const content = { version, material, facts: facts as never, items: [...items] };
      return { kind: 'Submit', ...base(node, person(owner)), step, round, ...content };
    }
    if (step !== STEP || task.stage === null || task.stage === 'team') return undefined;
    const review = reviews.find((one) => one.node === node && one.step === STEP);
    const seen = { step, stage: task.stage, round: chance(0.06) ? round - 1 : round, hash: task.hash ?? '' };
    if (chance(0.08))
      return { kind: 'Withdraw', ...base(node, person(review?.filler ?? '')), step, round, hash: seen.hash };
    const outcome = chance(0.15) ? 'return' : 'approve';
    const words =
      outcome === 'return'
        ? { reasons: ['不全'], opinion: hashOf(`${node} ${round}`) }
        : { reasons: [], opinion: null };
    return { kind: 'Decide', ...base(node, person(owner)), ...seen, outcome, ...words, verdicts: [] };
  }

  function meetingActs({ reviews, meetings, tasks }: Sight): Command[] {
    const acts: Command[] = [];
    for (const [unit, { recorder, present }] of Object.entries(boards)) {
      const own = reviews.filter((one) => one.step === STEP && (one.node === 'p4') === (unit === 'u2'));
      const ready = own.filter((one) => one.place === 'team' && one.meeting === null);
      if (ready.length >= (unit === 'u1' ? 3 : 1)) {
        const agenda = ready.map(({ node, round, hash }) => ({
          node,
          step: STEP,
          stage: 'team',
          round,
          hash: hash ?? '',
        }));
        const meeting = `m-${name}-${count}`;
        acts.push({ kind: 'Convene', ...base(unit, recorder), role: 'team', meeting, agenda });
      }
      for (const { meeting, place, agenda, node } of meetings) {
        if (node !== unit || place !== 'sitting') continue;
        const [first] = agenda.filter((one) => one.place === 'tabled');
        const exceptions =
          first === undefined || chance(0.5)
            ? []
            : [{ review: first.review, outcome: 'return', reasons: ['不实'], opinion: hashOf(meeting), verdicts: [] }];
        const vote = { for: [...present], against: [], abstained: [] };
        const sitting = { present: [...present], recused: [], vote, exceptions, minutes: hashOf(`${meeting} minutes`) };
        acts.push({ kind: 'CloseMeeting', ...base(unit, recorder), meeting, ...sitting });
      }
      // Orders keep the work coming; one may meet its review while it is tabled or its verdict is under way.
      const settled = own.filter((one) => one.place === 'approved' || (one.meeting !== null && chance(0.05)));
      for (const { node } of settled) {
        if (tasks.length > 40 || !chance(0.5)) continue;
        const order = { steps: [DECLARE], items: [], reasons: ['不全'], opinion: null };
        acts.push({ kind: 'Reopen', ...base(node, office), ...order });
      }
    }
    return acts;
  }

  return {
    chance,
    /** What they do next, in groups that travel together. */
    acts(sight: Sight): Command[][] {
      const acts = [...sight.tasks.flatMap((task) => actOn(task, sight) ?? []), ...meetingActs(sight)];
      const groups: Command[][] = [];
      while (acts.length > 0 && groups.length < AT_ONCE)
        groups.push(acts.splice(Math.floor(random() * acts.length), chance(0.3) ? 4 : 1));
      return groups;
    },
  };
}

async function main(): Promise<void> {
  const order = JSON.parse(process.env.LIANFANG_TEST_CHILD ?? '{}') as CrowdOrder;
  const { temporal, campaign } = order;
  const registry = openRegistry({ url: order.registryUrl });
  const client: LianfangClient = await createClient({ temporal, registry, patience: 3_000, deadline: 2_000 });
  const people = peopleOf(order);
  let unanswered: Command[][] = [];
  process.stdout.write('ready\n');
  for (;;) {
    try {
      const [tasks, reviews, meetings] = await Promise.all([
        registry.openTasks(campaign),
        registry.reviews(campaign),
        registry.meetings(campaign),
      ]);
      const groups = [...unanswered, ...people.acts({ tasks, reviews, meetings })];
      unanswered = [];
      await Promise.all(groups.flatMap((group) => (people.chance(0.15) ? [send(group), send(group)] : [send(group)])));
    } catch {
      // A server is away; people look again.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }

  async function send(group: Command[]): Promise<void> {
    const results = await client.send(campaign, group).catch((): readonly CommandResult[] => []);
    for (const { request, status } of results)
      if (status !== 'unknown') appendFileSync(order.answers, `${JSON.stringify({ request, status })}\n`);
    const answered = new Set(results.filter(({ status }) => status !== 'unknown').map(({ request }) => request));
    const rest = group.filter(({ request }) => !answered.has(request));
    if (rest.length > 0) unanswered.push(rest);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
