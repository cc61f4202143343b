/**
 * Plays simulated people on a running campaign, through the public client only. It keeps nothing that matters: what is open is read
 * from the inbox, what to do is a pure function of that and the seed, under request ids that say what it is. Killed and started
 * again, it goes on.
 */
import type { BadInput, CommandInput, CommandName, LianfangClient, Prepared } from '@lianfang/client';
import { directoryOf, nodesBelow, type PersonAct, parsePlan, simulatedPeople } from '@lianfang/engine';
import {
  campaignInstant,
  type FactType,
  gradesItems,
  placeOf,
  REPLY,
  type Scope,
  stepAsChosen,
} from '@lianfang/engine/kernel';
import type { InboxTask, StoredCampaign } from '@lianfang/registry';

/** A refused act is tried again under the next id, for its time may come; not for ever. */
const TRIES = 6;

export interface Simulation {
  /** Does what is due for people now. @returns how many commands were accepted */
  round(client: LianfangClient): Promise<number>;
}

export function simulate(
  stored: StoredCampaign,
  seed: number,
  onRefused: (act: PersonAct, code: string) => void,
): Simulation {
  const { campaign, id } = stored;
  const forms = parsePlan(stored.planText).plan?.forms ?? {};
  const grades = new Map<string, Record<string, string>>();
  const aside = new Map<string, readonly string[]>();
  const chosen = new Map<string, Readonly<Record<string, string>>>();
  const people = simulatedPeople({
    campaign,
    forms,
    directory: directoryOf(campaign),
    seed,
    knownGrade: (node, scale) => grades.get(node)?.[scale],
    knownStep: (node, step) => stepAsChosen(step, chosen.get(`${node}/${step.id}`)),
    knownAside: (node, step) => aside.get(`${node}/${step}`) ?? [],
    knownRows: (node, step) => wanted.get(`${node}/${step}`),
    knownQuestions: (node, step) => asked.get(`${node}/${step}`),
  });
  const wanted = new Map<string, readonly string[]>();
  const asked = new Map<string, Scope>();
  const byRule = campaign.steps.some((step) => step.choices !== undefined);
  const done = new Set<string>();
  const refusals = new Map<string, { times: number; until: number }>();

  async function readGrades(client: LianfangClient, task: InboxTask): Promise<void> {
    const step = campaign.steps.find((one) => one.id === task.step);
    const rows = step?.kind === 'do' ? forms[step.form]?.rows : undefined;
    if (rows === undefined || !rows.fields.some((field) => field.grade !== undefined)) return;
    for (const node of nodesBelow(campaign.nodes, placeOf(task.node), rows.of)) {
      // Items have grades of their own beside the node's.
      const own = (await client.queries.gradesAt(id, node)).filter(({ subject }) => subject === node);
      const rowsOfNode = own.toSorted((one, other) => one.at - other.at);
      grades.set(
        node,
        Object.fromEntries(rowsOfNode.flatMap(({ scale, value }) => (value === null ? [] : [[scale, value]]))),
      );
    }
  }

  /** The rows that a task asks for, where its filler does not choose them; the actor knows. */
  async function readRows(client: LianfangClient, { node, step: id_, owners: [owner = ''] }: InboxTask): Promise<void> {
    const step = campaign.steps.find((one) => one.id === id_);
    if (step === undefined || (!gradesItems(step) && (step.kind !== 'do' || step.itemsFrom === undefined))) return;
    const found = (await client.possible(id, node, owner)).find((one) => one.kind === 'Submit' && one.step === step.id);
    if (found?.probe.kind === 'Submit')
      wanted.set(
        `${node}/${step.id}`,
        found.probe.items.map(({ item }) => item),
      );
  }

  /** What is asked by a yardstick that the run made; the actor knows, and says the most that may be given. */
  async function readQuestions(
    client: LianfangClient,
    { node, step, stage, owners: [owner = ''] }: InboxTask,
  ): Promise<void> {
    if (stage !== REPLY) return;
    const found = (await client.possible(id, node, owner)).find((one) => one.kind === 'Reply' && one.step === step);
    if (found?.probe.kind !== 'Reply') return;
    const types = Object.entries(found.probe.facts).flatMap(([name, most]): [string, FactType][] =>
      typeof most === 'number' ? [[name, { kind: 'number', scale: 2, max: { n: Math.floor(most), scale: 0 } }]] : [],
    );
    asked.set(`${node}/${step}`, Object.fromEntries(types));
  }

  /** What was chosen by rule at the node of a task. */
  async function readChosen(client: LianfangClient, { node }: InboxTask): Promise<void> {
    for (const row of await client.queries.stepsAt(id, node))
      if (row.chosen !== undefined) chosen.set(`${node}/${row.step}`, row.chosen);
  }

  async function dueActs(client: LianfangClient, now: number): Promise<PersonAct[]> {
    const [tasks, meetings, reviews] = await Promise.all([
      client.queries.openTasks(id),
      client.queries.meetings(id),
      client.queries.reviews(id),
    ]);
    const reviewOf = new Map(reviews.map((row) => [`${row.node}/${row.step}`, row]));
    for (const { node, step, recused } of reviews)
      aside.set(
        `${node}/${step}`,
        recused.map(({ person }) => person),
      );
    const acts: PersonAct[] = [];
    const waiting: InboxTask[] = [];
    for (const task of tasks) {
      if (byRule) await readChosen(client, task);
      if (people.waitsForMeeting(task)) {
        if ((reviewOf.get(`${task.node}/${task.step}`)?.meeting ?? null) === null) waiting.push(task);
        continue;
      }
      await readGrades(client, task);
      await readRows(client, task);
      await readQuestions(client, task);
      acts.push(...people.actsOn(task));
    }
    acts.push(...people.sittingsOver(waiting));
    for (const meeting of meetings) {
      const agenda = meeting.agenda.flatMap(({ review, place }) => {
        const row = reviewOf.get(review);
        return place !== 'tabled' || row === undefined
          ? []
          : [{ review, node: row.node, step: row.step, round: row.round }];
      });
      const closing = people.closingOf({ ...meeting, agenda });
      if (closing !== undefined) acts.push(closing);
    }
    return acts
      .filter((act) => act.at <= now && !done.has(act.command.input.request))
      .sort((one, other) => one.at - other.at);
  }

  async function round(client: LianfangClient): Promise<number> {
    const now = campaignInstant(stored.clock, Date.now());
    const prepared: { readonly act: PersonAct; readonly prepared: Prepared }[] = [];
    for (const act of await dueActs(client, now)) {
      const { request } = act.command.input;
      const before = refusals.get(request);
      if (before !== undefined && (before.times >= TRIES || Date.now() < before.until)) continue;
      const attempt = before === undefined ? request : `${request}-${before.times + 1}`;
      const input = { ...act.command.input, request: attempt } as CommandInput<CommandName>;
      try {
        prepared.push({ act, prepared: await client.prepare(id, act.signer, act.command.name, input) });
      } catch (error) {
        // What it names has moved on since it was read: the next look shows it as it is.
        if (!isOurs(error)) throw error;
        refused(act, error.code);
      }
    }
    if (prepared.length === 0) return 0;
    const results = await client.send(
      id,
      prepared.map((one) => one.prepared.command),
      {
        versions: prepared.flatMap((one) => one.prepared.options.versions ?? []),
        texts: prepared.flatMap((one) => one.prepared.options.texts ?? []),
      },
    );
    let accepted = 0;
    for (const [index, result] of results.entries()) {
      const act = prepared[index]?.act;
      if (act === undefined || result.status === 'unknown') continue; // the same id again at the next look
      if (result.status === 'refused') refused(act, result.rejection.code);
      else {
        accepted += 1;
        done.add(act.command.input.request);
      }
    }
    return accepted;
  }

  function refused(act: PersonAct, code: string): void {
    const { request } = act.command.input;
    const times = (refusals.get(request)?.times ?? 0) + 1;
    refusals.set(request, { times, until: Date.now() + 400 * times });
    onRefused(act, code);
  }

  return { round };
}

function isOurs(error: unknown): error is BadInput {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'client.not-found' || code === 'client.bad-input';
}
