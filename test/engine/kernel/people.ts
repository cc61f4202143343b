/** Commands as anybody might give them: mostly such as would fit, often not, drawn from a list of numbers so that a walk can be shrunk. */
import type { ActorDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { hashOf } from '../../../packages/engine/src/json/canonical.ts';
import { Command, type CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import type { Signer } from '../../../packages/engine/src/kernel/signer.ts';
import type { NodeState } from '../../../packages/engine/src/kernel/state.ts';
import type { Instant } from '../../../packages/engine/src/time/civil-date.ts';

const kinds = Command.options.map((option) => option.shape.kind.value);
/** What keeps a campaign going comes more often. */
const usual: readonly CommandKind[] = [
  'Submit',
  'Submit',
  'Submit',
  'Decide',
  'Decide',
  'Decide',
  'Decide',
  'Convene',
  'CloseMeeting',
  'EndAsking',
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
  readonly office: string;
  readonly at: Instant;
}

const hash = (text: unknown) => hashOf(text);

export function commandOf(crowd: Crowd, draw: Draw, request: string): Command {
  const { definition, nodes, people, office, at } = crowd;
  const kind = draw.from(draw.once(3) ? kinds : usual) ?? 'Submit';
  const fits = wantedBy(kind, crowd);
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
  const admin: Signer = draw.once(5) ? anybody() : { kind: 'administrator', person: office };
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
    case 'Withdraw':
    case 'Decide': {
      const step = draw.from(Object.keys(node.reviews)) ?? 'none';
      const review = node.reviews[step];
      const bound = {
        step,
        round: draw.once(15) ? 9 : (review?.round ?? 1),
        hash: draw.once(15) ? hash('older') : (review?.hash ?? hash('none')),
      };
      if (kind === 'Withdraw') {
        const filler = draw.from(review?.fillers ?? []);
        return {
          kind,
          ...base,
          ...bound,
          signer: filler === undefined || draw.once(6) ? anybody() : { kind: 'person', person: filler },
        };
      }
      const stage = draw.once(10) ? 'none' : (review?.place ?? 'none');
      const definitionOf = stepOf(definition, step);
      const own = definitionOf?.kind === 'decide' ? definition.reviews[definitionOf.review] : undefined;
      const outcome = draw.from(own?.stages.find((one) => one.id === stage)?.outcomes ?? [])?.id ?? 'approve';
      const reasons = outcome === 'return' ? [draw.from(own?.return.reasons ?? []) ?? 'none'] : [];
      const known =
        node.steps[definitionOf?.kind === 'decide' ? definitionOf.of : '']?.output?.items.map((one) => one.item) ?? [];
      return {
        kind,
        ...base,
        ...bound,
        stage,
        signer: owner(`${step}/${stage}`),
        outcome: draw.once(20) ? 'none' : outcome,
        reasons,
        opinion: draw.once(8) ? null : hash('opinion'),
        verdicts: outcome === 'return' ? draw.some(known).map((item) => ({ item, outcome, reasons })) : [],
        ...(draw.once(15) ? { target: own?.stages[0]?.id ?? 'none' } : {}),
        ...(draw.once(15) ? { due: at + draw.below(10) * 86_400_000 } : {}),
        ...(draw.once(40) ? { meeting: 'm1' } : {}),
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
        Object.entries(one.reviews).map(([step, review]) => ({ one, step, review })),
      );
      const agenda = draw.some(waiting).map(({ one, step, review }) => ({
        node: one.key,
        step,
        stage: review.place,
        round: review.round,
        hash: review.hash ?? hash('none'),
      }));
      const fitting = agenda.filter((entry) => draw.once(6) || entry.stage === 'team' || entry.stage === 'group');
      const none = { node: node.key, step: 'none', stage: 'team', round: 1, hash: hash('none') };
      return {
        kind,
        ...base,
        signer: recorder(node.key, draw),
        role: node.key === definition.root ? 'group' : 'team',
        meeting: `m${draw.below(8)}`,
        agenda: fitting.length > 0 ? fitting : [none],
      };
    }
    case 'TakeOff':
    case 'CloseMeeting': {
      const sitting = Object.entries(node.meetings).filter(
        ([, meeting]) => meeting.place === 'sitting' || draw.once(6),
      );
      const [meeting, held] = draw.from(sitting) ?? ['m1', undefined];
      const reviews = Object.keys(held?.agenda ?? {});
      const signer = recorder(node.key, draw);
      if (kind === 'TakeOff')
        return { kind, ...base, signer, meeting, review: draw.from(reviews) ?? 'none', reason: null };
      const members =
        node.key === definition.root
          ? ['gao', 'lin', 'luo']
          : node.key === 'u2'
            ? ['wang', 'sun', 'jiang']
            : ['li', 'qian', 'wu'];
      const present = draw.once(4) ? draw.some(members) : members;
      const outcome = () => (draw.once(3) ? '' : 'return');
      return {
        kind,
        ...base,
        signer,
        meeting,
        present,
        recused: draw.once(6) ? [{ person: draw.from(members) ?? '', review: draw.from(reviews) ?? 'none' }] : [],
        vote: { for: draw.once(6) ? draw.some(members) : present, against: [], abstained: [] },
        exceptions: draw.once(2)
          ? draw.some(reviews).map((review) => ({
              review,
              outcome: outcome(),
              reasons: [draw.once(2) ? '不全' : '偏高'],
              opinion: null,
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
      const person = draw.from(people.filter((one) => one !== office)) ?? '';
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
      return kind satisfies never;
  }
}

function stepOf(definition: ActorDefinition, id: string): ActorDefinition['steps'][number] | undefined {
  return [...definition.steps, ...definition.procedures.flatMap((one) => one.steps)].find((one) => one.id === id);
}

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
    Decide: (node) => Object.values(node.tasks).some((task) => task.stage !== undefined),
    Withdraw: (node) => Object.values(node.tasks).some((task) => task.stage !== undefined),
    Comment: open('ask'),
    Dispose: open('ask'),
    EndAsking: open('ask'),
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

function recorder(node: string, draw: Draw): Signer {
  const [person, of] = node === 'u1' ? ['li', 'team1'] : node === 'u2' ? ['wang', 'team2'] : ['he', 'group1'];
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
