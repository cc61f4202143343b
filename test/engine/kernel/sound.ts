/** What holds of every actor at every step, whatever people do (approval.md, end of §5). */
import type {
  ActorDefinition,
  Counting,
  Due,
  ReviewDefinition,
  StageDefinition,
  Threshold,
} from '../../../packages/engine/src/campaign/definition.ts';
import type { Event } from '../../../packages/engine/src/kernel/event.ts';
import type { ActorState, NodeState, ReviewState, Seat, Task } from '../../../packages/engine/src/kernel/state.ts';
import { REVIEW_PLACES } from '../../../packages/engine/src/machine/review-machine.ts';
import { definitionOf } from './reviewers.ts';

const HASH = /^[0-9a-f]{64}$/;

type Versions = Readonly<Record<string, ReviewDefinition>>;

/** Faults found, in words; none is what is expected. */
export function faultsOf(definition: ActorDefinition, state: ActorState): string[] {
  return Object.values(state.nodes).flatMap((node) =>
    nodeFaults(definition, state.reviews?.versions ?? {}, node).map((fault) => `${node.key}: ${fault}`),
  );
}

function nodeFaults(definition: ActorDefinition, versions: Versions, node: NodeState): string[] {
  const steps = new Map(
    [...definition.steps, ...definition.procedures.flatMap((one) => one.steps)].map((step) => [step.id, step]),
  );
  const faults: string[] = [];
  for (const [id, task] of Object.entries(node.tasks)) {
    if (task.owners.length === 0) faults.push(`nobody owns ${id}`);
    if (node.closed) faults.push(`${id} is open though the node is closed`);
    if (task.due === null && !hasReason(definition, versions, node, task))
      faults.push(`${id} has no due and no reason for none`);
    if (task.due !== null && !task.overdue && !task.ladder.some((row) => row.what === 'overdue'))
      faults.push(`the due of ${id} is not armed`);
    if (task.ladder.some((row, i) => i > 0 && row.at < (task.ladder[i - 1]?.at ?? 0)))
      faults.push(`the ladder of ${id} is out of order`);
  }
  for (const [id, step] of Object.entries(node.steps)) {
    const own = Object.entries(node.tasks).filter(([, task]) => task.step === id);
    const kind = steps.get(id)?.kind;
    const review = node.reviews[id];
    const pinned = review === undefined ? undefined : definitionOf({ definition, versions }, id, review);
    if (review !== undefined && pinned === undefined) faults.push(`the definition of the review of ${id} is lost`);
    if (step.place !== 'open' && own.length > 0) faults.push(`${id} is ${step.place} and has tasks`);
    if (step.place === 'open' && kind !== 'decide' && own.length !== 1)
      faults.push(`${id} is open with ${own.length} tasks`);
    if (review === undefined || pinned === undefined || node.closed) continue;
    faults.push(...reviewFaults(pinned, review, new Map(own)).map((fault) => `${id}: ${fault}`));
    const atStage = !(REVIEW_PLACES as readonly string[]).includes(review.place);
    if (atStage && step.place !== 'open' && !node.closed)
      faults.push(`the review of ${id} is at ${review.place}, the step ${step.place}`);
    if (review.place === 'returned' && step.place === 'open' && waitsForNobody(node, steps, id)) {
      faults.push(`${id} was sent back, and nobody has to hand in`);
    }
  }
  return faults;
}

/** One place in the review and one in each of its branches; at each stage that is open, just those who may act are asked. */
function reviewFaults(definition: ReviewDefinition, review: ReviewState, tasks: ReadonlyMap<string, Task>): string[] {
  const faults: string[] = [];
  const entry = definition.course.find((one) => (one.kind === 'stage' ? one.stage : one.group.id) === review.place);
  if (entry === undefined && !(REVIEW_PLACES as readonly string[]).includes(review.place))
    faults.push(`at ${review.place}, which is no place of its definition`);
  const open: string[] = entry?.kind === 'stage' ? [entry.stage] : [];
  if (entry?.kind === 'group') {
    const { group } = entry;
    const places = group.branches.map((branch) => review.branches?.[branch.id]?.place);
    for (const [index, branch] of group.branches.entries()) {
      const place = places[index];
      if (place === undefined) continue;
      if (branch.stages.includes(place)) open.push(place);
      else if (!['joined', 'returned'].includes(place)) faults.push(`branch ${branch.id} is at ${place}`);
    }
    const strange = Object.keys(review.branches ?? {}).filter((id) => !group.branches.some((one) => one.id === id));
    if (strange.length > 0) faults.push(`${strange.join()} is no branch of ${group.id}`);
    if (open.length === 0) faults.push(`at ${group.id}, and no branch waits for anybody`);
    if (group.onReturn === 'stop' && places.includes('returned')) faults.push(`${group.id} goes on after a return`);
  } else if (review.branches !== undefined && review.back === undefined)
    faults.push(`at ${review.place} with branches`);
  for (const id of Object.keys(review.sittings ?? {}))
    if (!open.includes(id)) faults.push(`people sit at ${id}, which is not open`);
  const asked = (review.demands ?? []).map((demand) => `recusal@${demand.person}`);
  for (const name of asked)
    if ([...tasks.keys()].filter((id) => id.endsWith(`/${name}`)).length !== 1) faults.push(`nobody answers ${name}`);
  for (const [id, task] of tasks)
    if (asked.some((name) => id.endsWith(`/${name}`))) continue;
    else if (task.stage === undefined || !open.includes(task.stage))
      faults.push(`${id} is open, the review at ${open.join()}`);
  for (const id of open) {
    const stage = definition.stages.find((one) => one.id === id);
    const here = [...tasks].filter(([, task]) => task.stage === id).map(([, task]) => task);
    if (stage === undefined) continue;
    if (here.length === 0) faults.push(`nobody is asked at ${id}`);
    for (const task of here) {
      const judges = stage.decide.mode !== 'meeting' && !task.stuck;
      const aside = task.owners.filter((owner) => review.fillers.includes(owner) || review.recused?.includes(owner));
      // A vote ends by the office when all who convene stand aside, and by all of the office when all of them do.
      const nobodyElse = task.seat === undefined && aside.length > 1 && aside.length === task.owners.length;
      if (judges && aside.length > 0 && !nobodyElse) faults.push(`${aside.join()} stands aside and is asked at ${id}`);
      if (task.round !== review.round) faults.push(`a task of round ${task.round} at ${id} in round ${review.round}`);
    }
    faults.push(...seatFaults(stage, review, here).map((fault) => `${id}: ${fault}`));
  }
  for (const one of review.decisions) {
    const stage = definition.stages.find((other) => other.id === one.stage);
    const said = [...(stage?.outcomes.map((outcome) => outcome.id) ?? []), 'for', 'against', 'abstained'];
    if (one.by === null && one.right === undefined) faults.push('a decision by nobody');
    if (one.round < 1 || one.round > review.round) faults.push(`a decision of round ${one.round} in ${review.round}`);
    if (!said.includes(one.outcome)) faults.push(`a decision ${one.outcome} at ${one.stage}`);
    if (!(one.at > 0)) faults.push('a decision without a time');
  }
  return faults;
}

/** Each seat that may act now has exactly one task; who has acted, stands aside or waits for another has none. */
function seatFaults(stage: StageDefinition, review: ReviewState, tasks: readonly Task[]): string[] {
  const sitting = review.sittings?.[stage.id];
  const seated = tasks.filter((task) => task.seat !== undefined);
  if (sitting === undefined) {
    return tasks.length === 1 && seated.length === 0 ? [] : [`one decides, and ${tasks.length} tasks are open`];
  }
  const faults: string[] = [];
  const rights = sitting.seats.map((seat) => seat.right);
  if (new Set(rights).size !== rights.length) faults.push(`somebody has two seats: ${rights.join()}`);
  const aside = rights.filter((right) => review.fillers.includes(right) || review.recused?.includes(right));
  if (aside.length > 0) faults.push(`${aside.join()} stands aside and has a seat`);
  const whole = tasks.length - seated.length;
  if (sitting.ballot !== undefined && sitting.ballot.place !== 'drawing') {
    return seated.length === 0 && whole === 1
      ? faults
      : [...faults, `${sitting.ballot.place}, and ${seated.length} are asked`];
  }
  const heard = review.decisions
    .filter((one) => one.stage === stage.id && one.round >= sitting.round)
    .map((one) => one.right ?? one.by);
  const done: readonly (string | null)[] = sitting.ballot?.drawn ?? heard;
  const waiting = sitting.seats.filter((seat) => !done.includes(seat.right));
  const isFree = (seat: Seat) =>
    !waiting.some((one) => one.added?.when === 'before' && one.added.by === seat.right) &&
    !(seat.added?.when === 'after' && waiting.some((one) => one.right === seat.added?.by));
  const [next] = waiting.filter((seat) => seat.added === undefined);
  const inTurn = (seat: Seat) => stage.decide.mode !== 'in-order' || seat.added !== undefined || seat === next;
  const expected = waiting.filter((seat) => isFree(seat) && inTurn(seat)).map((seat) => seat.right);
  const asked = seated.map((task) => task.seat);
  // Everybody has voted and nothing came of it: it waits for the chair.
  const chairs = stage.decide.mode === 'vote' && waiting.length === 0 ? 1 : 0;
  if ([...expected].sort().join() !== [...asked].sort().join() || whole !== chairs)
    faults.push(`${expected.join()} may act, and ${asked.join()} and ${whole} more are asked`);
  return faults;
}

function waitsForNobody(
  node: NodeState,
  steps: ReadonlyMap<string, ActorDefinition['steps'][number]>,
  id: string,
): boolean {
  const definition = steps.get(id);
  const of = definition?.kind === 'decide' ? definition.of : '';
  const subject = node.steps[of];
  // Whoever fills is asked, or the subject itself waits for others.
  return subject === undefined || (subject.place === 'open' && node.tasks[of] === undefined);
}

function hasReason(definition: ActorDefinition, versions: Versions, node: NodeState, task: Task): boolean {
  const step = [...definition.steps, ...definition.procedures.flatMap((one) => one.steps)].find(
    (one) => one.id === task.step,
  );
  const given = (due: Due | undefined) => due?.kind === 'none' && due.reason !== '';
  if (step?.kind === 'decide' && task.stage !== undefined) {
    const review = node.reviews[step.id];
    const pinned = review === undefined ? undefined : definitionOf({ definition, versions }, step.id, review);
    return given(pinned?.stages.find((stage) => stage.id === task.stage)?.due) || given(step.due);
  }
  return given(step?.due);
}

/** What people do; the clock and the machinery never sign it. */
const PEOPLES: readonly string[] = [
  'Submitted',
  'Decided',
  'Voted',
  'BallotsIssued',
  'BallotTaken',
  'Disposed',
  'WentOn',
  'Recused',
  'RecusalDemanded',
  'RecusalRefused',
  'ReviewerAdded',
  'DecisionTakenBack',
  'CopyRead',
  'TaskTransferred',
  'TaskDelegated',
  'TaskHandedBack',
  'Urged',
  'Amended',
  'ActProposed',
  'ActConfirmed',
  'ActDeclined',
  'Jumped',
  'Forced',
  'Regraded',
  'TaskReassigned',
  'MeetingClosed',
];

/** Counted from what the record says and nothing else. */
function recount(event: Extract<Event, { kind: 'VoteCounted' }>): string {
  const rule = event.rule as unknown as Counting;
  const may = event.entitled.filter((person) => !event.recused.includes(person));
  const { vote } = event;
  // Of a small secret ballot only the result is said.
  if ('counts' in vote && vote.counts === null) return event.result;
  const open = 'for' in vote;
  const weigh = (people: readonly string[]) =>
    people
      .filter((person) => may.includes(person))
      .reduce((sum, person) => sum + (open ? (event.weights[person] ?? 1) : 1), 0);
  const side = (choice: 'for' | 'against' | 'abstained') => (open ? weigh(vote[choice]) : (vote.counts?.[choice] ?? 0));
  const [yes, no, blank] = [side('for'), side('against'), side('abstained')];
  const heads = open ? [...vote.for, ...vote.against, ...vote.abstained].length : yes + no + blank;
  if (!reaches(rule.quorum, heads, may.length)) return 'nothing: there is no quorum';
  const whole = { entitled: weigh(may), present: yes + no + blank, voting: yes + no }[rule.of];
  if (rule.veto && no > 0) return 'failed';
  const chair = rule.casting && open && event.chair !== null && yes === no ? event.chair : null;
  if (chair !== null && open && vote.for.includes(chair)) return 'passed';
  if (chair !== null && open && vote.against.includes(chair)) return 'failed';
  if (rule.fail !== null && reaches(rule.fail, no, whole)) return 'failed';
  // What is recorded has come to a result: what does not pass fails.
  return reaches(rule.pass, yes, whole) ? 'passed' : 'failed';
}

function reaches(threshold: Threshold, count: number, whole: number): boolean {
  if (count === 0) return false;
  if ('atLeast' in threshold) return count >= threshold.atLeast;
  const [part, of] = 'moreThan' in threshold ? threshold.moreThan : threshold.atLeastShare;
  return 'moreThan' in threshold ? count * of > whole * part : count * of >= whole * part;
}

/** What holds of what happened in one turn, against the state before and after it. */
export function eventFaults(
  before: readonly ActorState[],
  after: readonly ActorState[],
  events: readonly Event[],
): string[] {
  const faults: string[] = [];
  const nodesBefore = new Map(before.flatMap((state) => Object.entries(state.nodes)));
  for (const node of after.flatMap((state) => Object.values(state.nodes))) {
    const own = events.filter((event) => event.node === node.key);
    const from = nodesBefore.get(node.key)?.seq ?? 0;
    if (own.some((event, i) => event.seq !== from + i + 1) || node.seq !== from + own.length) {
      faults.push(`${node.key}: the numbers ${own.map((event) => event.seq).join()} after ${from}`);
    }
    for (const [id, task] of Object.entries(node.tasks)) {
      const was = nodesBefore.get(node.key)?.tasks[id];
      const opened = own.some((event) => event.kind === 'TaskOpened' && event.task === id);
      const moved = own.some((event) => event.kind === 'DueMoved' && event.task === id && event.reason !== null);
      if (!opened && was?.due !== task.due && !moved) faults.push(`${node.key}: the due of ${id} moved without an act`);
    }
  }
  for (const event of events) {
    if (event.kind === 'Incident') faults.push('an incident');
    if (PEOPLES.includes(event.kind) && event.signer.kind === 'system')
      faults.push(`${event.kind} is signed by the system`);
    if (event.kind === 'Decided' && (!HASH.test(event.hash) || event.round < 1 || event.request === undefined)) {
      faults.push('a decision without hash, round or request');
    }
    if ((event.kind === 'Decided' || event.kind === 'Voted') && !HASH.test(event.definition))
      faults.push('a decision that names no definition');
    if (event.kind === 'VoteCounted') {
      const again = recount(event);
      if (again !== event.result) faults.push(`a vote recorded as ${event.result} counts as ${again}`);
      const { passed, failed } = event.rule as { passed?: string; failed?: string };
      if (event.outcome !== (event.result === 'passed' ? passed : failed))
        faults.push(`a vote that ${event.result} led to ${event.outcome}`);
    }
  }
  return faults;
}
