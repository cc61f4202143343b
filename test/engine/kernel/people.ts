/** Commands as anybody might give them: mostly such as would fit, often not, drawn from a list of numbers so that a walk can be shrunk. */
import type { ActorDefinition, ReviewDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { Command, type CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import type { Signer } from '../../../packages/engine/src/kernel/signer.ts';
import type { NodeState } from '../../../packages/engine/src/kernel/state.ts';
import type { Instant } from '../../../packages/engine/src/time/civil-date.ts';
import { bodies, REASONS } from './drawn-review.ts';
import { definitionOf, reviewerCommand } from './reviewers.ts';

const kinds = Command.options.map((option) => option.shape.kind.value);
/** What keeps a campaign going comes more often. */
const usual: readonly CommandKind[] = [
  'Submit',
  'Submit',
  'Submit',
  'Submit',
  'Decide',
  'Decide',
  'Decide',
  'Decide',
  'Decide',
  'Vote',
  'Vote',
  'IssueBallots',
  'TakeBallot',
  'CastBallot',
  'CastBallot',
  'Convene',
  'CloseMeeting',
  'EndAsking',
  'Reply',
];

/** What has to meet its moment. */
const seldom: readonly CommandKind[] = [
  'TakeBack',
  'TakeOff',
  'CloseVote',
  'Amend',
  'AnswerRecusal',
  'HandBack',
  'Confirm',
  'Comment',
  'Dispose',
];

export class Draw {
  private at = 0;
  private readonly numbers: readonly number[];
  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }
  below(count: number): number {
    const number = this.numbers[this.at % this.numbers.length] ?? 0;
    this.at += 1;
    return count === 0 ? 0 : (number + this.at * 7) % count;
  }
  /** True once in so many. */
  once(of: number): boolean {
    return this.below(of) === 0;
  }
  from<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
  some<T>(list: readonly T[]): T[] {
    return list.filter(() => this.once(2));
  }
}

export interface Crowd {
  readonly definition: ActorDefinition;
  readonly nodes: readonly NodeState[];
  readonly people: readonly string[];
  readonly office: readonly string[];
  readonly at: Instant;
  /** Review definitions newer than the campaign's, by hash. */
  readonly versions: Readonly<Record<string, ReviewDefinition>>;
}

const hash = (text: unknown) => hashOf(text);

export function commandOf(crowd: Crowd, draw: Draw, request: string): Command {
  const { definition, nodes, people, office, at } = crowd;
  const natural = draw.once(2) ? nextOf(crowd, draw) : undefined;
  const kind = natural?.kind ?? draw.from(draw.once(3) ? kinds : draw.once(4) ? seldom : usual) ?? 'Submit';
  const fits = natural === undefined ? wantedBy(kind, crowd) : [natural.node];
  const node = (draw.once(12) ? draw.from(nodes) : draw.from(fits.length > 0 ? fits : nodes)) ?? nodes[0];
  if (node === undefined) throw new Error('Expected a node.');
  const anybody = (): Signer => ({ kind: 'person', person: draw.from(people) ?? '' });
  const tasks = Object.entries(node.tasks);
  const ofKind = (...of: string[]) =>
    Object.keys(node.steps).filter(
      (id) => of.includes(stepOf(definition, id)?.kind ?? '') && (node.steps[id]?.place === 'open' || draw.once(6)),
    );
  const owner = (task: string): Signer => {
    const person = draw.from(node.tasks[task]?.owners ?? []);
    return person === undefined || draw.once(8) ? anybody() : { kind: 'person', person };
  };
  const admin: Signer = draw.once(5) ? anybody() : { kind: 'administrator', person: draw.from(office) ?? '' };
  const base = { request, node: node.key };
  const items = draw.some(['i1', 'i2', 'i3']);
  const content = draw.below(3);

  switch (kind) {
    case 'Submit': {
      const step = draw.from(ofKind('do', 'compute')) ?? 'none';
      const facts = factsFor(definition, step, draw);
      const own = stepOf(definition, step);
      const form = own?.kind === 'do' ? definition.forms[own.form] : undefined;
      const rows = form?.rowsOf
        ? Object.values(definition.nodes)
            .filter((one) => one.layer === form.rowsOf)
            .map((one) => one.key)
        : items;
      const locked = node.steps[step]?.locked ?? {};
      const named = [
        ...new Set([...(draw.once(8) ? [] : Object.keys(locked)), ...(form?.rowsOf ? draw.some(rows) : rows)]),
      ];
      return {
        kind,
        ...base,
        signer: owner(step),
        step,
        round: draw.once(15) ? 9 : Math.max(1, node.steps[step]?.round ?? 1),
        version: hash([node.key, step, content, node.steps[step]?.round ?? 0]),
        material: hash([content]),
        facts,
        items: named.map((item) => ({
          item,
          hash: locked[item] ?? hash([item, content]),
          material: hash(item),
          ...(form?.rowsOf ? { facts: { grade: '二级' } } : {}),
        })),
      };
    }
    case 'Amend': {
      const step = draw.from(Object.keys(node.steps).filter((id) => node.steps[id]?.output !== undefined)) ?? 'none';
      const handed = node.steps[step]?.output;
      const filler = draw.from(Object.values(node.reviews).flatMap((review) => review.fillers));
      const touched = handed?.items.map((one) => (draw.once(2) ? { ...one, hash: hash([one.item, content]) } : one));
      return {
        kind,
        ...base,
        signer: filler === undefined || draw.once(6) ? anybody() : { kind: 'person', person: filler },
        step,
        round: draw.once(15) ? 9 : Math.max(1, node.steps[step]?.round ?? 1),
        version: hash([node.key, step, content, 'amended', at]),
        material: draw.once(2) ? hash([content, at]) : (handed?.material ?? hash([content])),
        facts:
          handed?.facts === undefined ? factsFor(definition, step, draw) : (handed.facts as Record<string, string>),
        items: touched ?? [],
      };
    }
    case 'ChangeReview': {
      const review = draw.from(Object.values(definition.reviews));
      const { hash: _, ...known } = review ?? { hash: '', id: 'none' };
      const changed = { ...known, name: `第${draw.below(4)}版`, once: draw.once(2) };
      return {
        kind,
        ...base,
        node: draw.once(6) ? node.key : definition.root,
        signer: admin,
        review: { ...changed, hash: draw.once(10) ? hash('other') : hash(changed) },
        move: draw.once(2),
        reason: hash('reason'),
      };
    }
    case 'ChangeCalendar': {
      const years = Object.keys(definition.calendar.years).slice(0, 1);
      const calendar = {
        ...definition.calendar,
        years: {
          ...definition.calendar.years,
          ...Object.fromEntries(years.map((year) => [year, (draw.once(2) ? '7' : 'f').repeat(91).concat('8')])),
        },
      };
      return {
        kind,
        ...base,
        node: draw.once(6) ? node.key : definition.root,
        signer: admin,
        calendar,
        calendarHash: draw.once(10) ? hash('other') : hash(calendar),
        reason: hash('reason'),
      };
    }
    case 'Comment': {
      const step = draw.from(ofKind('ask')) ?? 'none';
      const asking = stepOf(definition, step);
      return {
        kind,
        ...base,
        signer: anybody(),
        step,
        comment: `c${draw.below(5)}`,
        channel: draw.from(asking?.kind === 'ask' && !draw.once(6) ? asking.channels : ['电话']) ?? '',
        from: draw.from(['named', 'anonymous', 'recorded'] as const) ?? 'named',
        about: [],
        text: hash('text'),
      };
    }
    case 'Dispose': {
      const step = draw.from(ofKind('ask')) ?? 'none';
      const comment = draw.from(Object.keys(node.steps[step]?.comments ?? {})) ?? 'none';
      return {
        kind,
        ...base,
        signer: owner(step),
        step,
        comment,
        disposition: draw.from(['adopted', 'partly', 'not-adopted'] as const) ?? 'partly',
        reason: hash('reason'),
      };
    }
    case 'EndAsking': {
      const step = draw.from(ofKind('ask')) ?? 'none';
      return { kind, ...base, signer: owner(step), step };
    }
    case 'Send': {
      const step = draw.from(ofKind('send')) ?? 'none';
      return { kind, ...base, signer: owner(step), step, package: hash('package') };
    }
    case 'Receive': {
      const step = draw.from(ofKind('send')) ?? 'none';
      return { kind, ...base, signer: owner(`${step}/receipt`), step };
    }
    case 'GoOn': {
      const step = draw.from(Object.keys(node.steps).filter((id) => node.steps[id]?.place === 'waiting')) ?? 'none';
      const missing = Object.values(node.below).flatMap((below) =>
        (stepOf(definition, step)?.waits.below ?? []).map(
          (id) => (below.steps[id]?.total ?? 0) - (below.steps[id]?.done ?? 0),
        ),
      );
      const count = Math.max(
        1,
        missing.reduce((sum, one) => sum + one, 0),
      );
      const signer = draw.from(people.filter((person) => ['li', 'wang', 'tao'].includes(person))) ?? 'li';
      return {
        kind,
        ...base,
        signer: { kind: 'person', person: signer },
        step,
        missing: Array.from({ length: count }, (_, i) => `n${i}`),
        reason: hash('reason'),
      };
    }
    case 'Convene': {
      const waiting = nodes.flatMap((one) =>
        Object.entries(one.reviews).flatMap(([step, review]) =>
          Object.values(one.tasks)
            .filter((task) => task.step === step && task.stage !== undefined)
            .map((task) => ({
              role: task.role,
              entry: {
                node: one.key,
                step,
                stage: task.stage ?? '',
                round: draw.once(15) ? 9 : review.round,
                hash: review.hash ?? hash('none'),
              },
            })),
        ),
      );
      const sits = Object.keys(bodies).filter((one) => definition.roles[one] !== undefined);
      const usualRole = node.key === definition.root ? 'group' : 'team';
      const role = (draw.once(4) ? draw.from([...sits, usualRole]) : draw.from(waiting)?.role) ?? usualRole;
      const agenda = waiting.filter((one) => one.role === role || draw.once(10)).map((one) => one.entry);
      const some = draw.once(5) ? draw.some(agenda) : agenda;
      const none = { node: node.key, step: 'none', stage: 'team', round: 1, hash: hash('none') };
      return {
        kind,
        ...base,
        signer: recorder(bodies[role]?.body, node.key, draw),
        role,
        meeting: `m${draw.below(8)}`,
        agenda: some.length > 0 ? some : [none],
      };
    }
    case 'TakeOff':
    case 'CloseMeeting': {
      const sitting = Object.entries(node.meetings).filter(
        ([, meeting]) => meeting.place === 'sitting' || draw.once(6),
      );
      const [meeting, held] = draw.from(sitting) ?? ['m1', undefined];
      const reviews = Object.keys(held?.agenda ?? {});
      const drawn = Object.values(bodies).find((_, index) => Object.keys(bodies)[index] === held?.role);
      const signer = recorder(drawn?.body, node.key, draw);
      if (kind === 'TakeOff')
        return { kind, ...base, signer, meeting, review: draw.from(reviews) ?? 'none', reason: null };
      const members =
        drawn?.members ??
        (node.key === definition.root
          ? ['gao', 'lin', 'luo']
          : node.key === 'u2'
            ? ['wang', 'sun', 'jiang']
            : ['li', 'qian', 'wu']);
      const present = draw.once(4) ? draw.some(members) : [...members];
      const outcome = () => draw.from(['', 'return', 'return', 'end']) ?? '';
      const reason = draw.from(node.key === definition.root ? ['偏高'] : REASONS) ?? '';
      return {
        kind,
        ...base,
        signer,
        meeting,
        present,
        recused: draw.once(6) ? [{ person: draw.from(members) ?? '', review: draw.from(reviews) ?? 'none' }] : [],
        vote: draw.once(5)
          ? { voters: present, counts: { for: present.length, against: 0, abstained: 0 } }
          : { for: draw.once(6) ? draw.some(members) : present, against: [], abstained: [] },
        exceptions: draw.once(2)
          ? draw.some(reviews).map((review) => ({
              review,
              outcome: outcome(),
              reasons: draw.once(4) ? [] : [reason],
              opinion: draw.once(4) ? null : hash('opinion'),
              verdicts: [],
            }))
          : [],
        minutes: hash('minutes'),
      };
    }
    case 'OpenCase': {
      const severity = draw.from(['轻', '重']) ?? '轻';
      const facts: Record<string, string> = draw.once(6) ? {} : { severity };
      return {
        kind,
        ...base,
        signer: draw.once(4) ? anybody() : { kind: 'person', person: 'tang' },
        procedure: 'handling',
        facts,
        reason: hash('reason'),
      };
    }
    case 'Issue':
      return { kind, ...base, signer: anybody(), step: draw.from(ofKind('open')) ?? 'none', opinion: null };
    case 'Reply':
      return { kind, ...base, signer: anybody(), step: draw.from(ofKind('ask')) ?? 'none', facts: {} };
    case 'RecordProof':
      return {
        kind,
        ...base,
        signer: anybody(),
        step: draw.from(ofKind('ask')) ?? 'none',
        of: 'start',
        proof: hash('proof'),
      };
    case 'Reopen': {
      const step = draw.from(ofKind('do')) ?? draw.from(Object.keys(node.steps)) ?? 'none';
      const known = node.steps[step]?.output?.items.map((one) => one.item) ?? [];
      return {
        kind,
        ...base,
        signer: admin,
        steps: [step],
        items: draw.some(known),
        reasons: [],
        opinion: null,
        ...(draw.once(2) ? { due: at + draw.below(20) * 86_400_000 } : {}),
      };
    }
    case 'Reassign':
      return {
        kind,
        ...base,
        signer: admin,
        task: draw.from(tasks)?.[0] ?? 'none',
        to: draw.from(people) ?? '',
        reason: hash('reason'),
      };
    case 'Extend':
      return {
        kind,
        ...base,
        signer: admin,
        task: draw.from(tasks)?.[0] ?? 'none',
        due: at + (draw.below(30) - 3) * 86_400_000,
        reason: hash('reason'),
      };
    case 'ChangeRoster': {
      const person = draw.from(people.filter((one) => !office.includes(one))) ?? '';
      const to = new Date(at + draw.below(5) * 86_400_000).toISOString().slice(0, 10);
      return {
        kind,
        ...base,
        node: draw.once(5) ? node.key : definition.root,
        signer: admin,
        changes: [{ kind: 'PersonLeft', person, to }],
        rosterHash: hash([person, to]),
      };
    }
    case 'CloseCampaign':
      // Rarely: nothing happens afterwards.
      return { kind, ...base, node: draw.once(20) ? definition.root : node.key, signer: admin, reason: hash('reason') };
    default:
      return reviewerCommand(kind, { definition, versions: crowd.versions, node, people, office, at, request, draw });
  }
}

/** What some task that is open, or some meeting that sits, waits for. */
function nextOf(
  { definition, nodes, versions }: Crowd,
  draw: Draw,
): { readonly kind: CommandKind; readonly node: NodeState } | undefined {
  const meets = nodes.filter((node) => Object.values(node.meetings).some((one) => one.place === 'sitting'));
  const sits = draw.once(4) ? draw.from(meets) : undefined;
  if (sits !== undefined) return { kind: 'CloseMeeting', node: sits };
  const tasks = nodes.flatMap((node) => Object.values(node.tasks).map((task) => ({ node, task })));
  const found = draw.from(tasks);
  if (found === undefined) return undefined;
  const { node, task } = found;
  const step = stepOf(definition, task.step);
  const review = node.reviews[task.step];
  if (step?.kind !== 'decide' || review === undefined || task.stage === undefined) {
    const usualOf = {
      do: 'Submit',
      compute: 'Submit',
      ask: 'EndAsking',
      send: 'Send',
      sit: 'Convene',
      open: 'Issue',
      reopen: 'Issue',
    } as const;
    const kind = step?.kind === 'decide' ? 'AnswerRecusal' : step?.kind === 'wait' ? undefined : step?.kind;
    return kind === undefined ? undefined : { kind: kind === 'AnswerRecusal' ? kind : usualOf[kind], node };
  }
  const stage = definitionOf({ definition, versions }, task.step, review)?.stages.find((one) => one.id === task.stage);
  const ballot = review.sittings?.[task.stage]?.ballot;
  if (stage?.decide.mode === 'meeting') {
    const unit = nodes.find((one) => one.key === (task.role === 'group' ? definition.root : 'u1'));
    return unit === undefined ? undefined : { kind: 'Convene', node: unit };
  }
  if (stage?.decide.mode !== 'vote') return { kind: 'Decide', node };
  if (ballot === undefined) return { kind: task.seat === undefined ? 'CloseVote' : 'Vote', node };
  const kind = ({ issuing: 'IssueBallots', drawing: 'TakeBallot', casting: 'CastBallot' } as const)[ballot.place];
  return { kind, node };
}

function stepOf(definition: ActorDefinition, id: string): ActorDefinition['steps'][number] | undefined {
  return [...definition.steps, ...definition.procedures.flatMap((one) => one.steps)].find((one) => one.id === id);
}

const onStages = [
  'Decide',
  'Vote',
  'Withdraw',
  'Recuse',
  'DemandRecusal',
  'AddReviewer',
  'Copy',
  'Transfer',
  'Delegate',
  'Urge',
  'Jump',
  'Force',
] as const satisfies readonly CommandKind[];

const atStage = (node: NodeState) => Object.values(node.tasks).some((task) => task.stage !== undefined);
const sittings = (node: NodeState) => Object.values(node.reviews).flatMap((one) => Object.values(one.sittings ?? {}));

/** Nodes where a command of the kind may fit. */
function wantedBy(kind: CommandKind, { definition, nodes }: Crowd): NodeState[] {
  const open =
    (...of: string[]) =>
    (node: NodeState) =>
      Object.entries(node.steps).some(
        ([id, step]) => step.place === 'open' && of.includes(stepOf(definition, id)?.kind ?? ''),
      );
  const filters: Partial<Record<CommandKind, (node: NodeState) => boolean>> = {
    Submit: (node) =>
      Object.keys(node.tasks).some((id) => ['do', 'compute'].includes(stepOf(definition, id)?.kind ?? '')),
    ...Object.fromEntries(onStages.map((one) => [one, atStage])),
    TakeBack: (node) => Object.values(node.reviews).some((review) => review.decisions.length > 0),
    AnswerRecusal: (node) => Object.values(node.reviews).some((review) => review.demands !== undefined),
    MarkRead: (node) => Object.values(node.reviews).some((review) => review.copies !== undefined),
    HandBack: (node) => Object.values(node.tasks).some((task) => task.delegatedBy !== undefined),
    CastBallot: (node) => sittings(node).some((one) => one.ballot?.place === 'casting'),
    TakeBallot: (node) => sittings(node).some((one) => one.ballot?.place === 'drawing'),
    IssueBallots: (node) => sittings(node).some((one) => one.ballot?.place === 'issuing'),
    CloseVote: (node) => sittings(node).length > 0,
    Amend: (node) => Object.values(node.reviews).some((review) => review.place === 'approved'),
    Confirm: (node) => Object.keys(node.acts ?? {}).length > 0,
    Decline: (node) => Object.keys(node.acts ?? {}).length > 0,
    Regrade: (node) => Object.keys(node.grades).length > 0,
    Comment: open('ask'),
    Dispose: open('ask'),
    EndAsking: open('ask'),
    Reply: open('ask'),
    Send: open('send'),
    Receive: open('send'),
    Convene: (node) => ['u1', 'u2', 'org'].includes(node.key),
    TakeOff: (node) => Object.values(node.meetings).some((meeting) => meeting.place === 'sitting'),
    CloseMeeting: (node) => Object.values(node.meetings).some((meeting) => meeting.place === 'sitting'),
    OpenCase: (node) => definition.procedures.some((one) => one.of === definition.nodes[node.key]?.layer),
    GoOn: (node) => Object.keys(node.below).length > 0,
    Reassign: (node) => Object.keys(node.tasks).length > 0,
    Extend: (node) => Object.keys(node.tasks).length > 0,
  };
  const filter = filters[kind];
  return filter === undefined ? [] : nodes.filter(filter);
}

function recorder(body: string | undefined, node: string, draw: Draw): Signer {
  const usual = node === 'u1' ? ['li', 'team1'] : node === 'u2' ? ['wang', 'team2'] : ['he', 'group1'];
  // Of a drawn body the office, which holds no seat.
  const [person = '', of = ''] = body === undefined ? usual : ['luo', body];
  return draw.once(10) ? { kind: 'person', person } : { kind: 'recorder', person, of };
}

function factsFor(
  definition: ActorDefinition,
  id: string,
  draw: Draw,
): Record<string, string | number | boolean | null> {
  const step = stepOf(definition, id);
  const grades = Object.values(definition.scales)[0]?.grades ?? [];
  const grade = draw.once(15) ? '特级' : (draw.from(grades) ?? '');
  if (step?.kind === 'compute' && step.compute.what === 'grade') return { [step.compute.source]: grade };
  const names = step?.kind === 'do' ? (definition.forms[step.form]?.facts ?? []) : [];
  const values: Record<string, string | number | boolean> = {
    grade,
    public: draw.once(2),
    posts: 2,
    way: '轮岗',
    done: true,
  };
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}
