/**
 * The list of what is possible is true: whatever it says would be accepted is accepted when it is sent, and whatever it refuses is
 * refused with the same code. People play by the list, so that every state they come to is one that it is asked about.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ActorDefinition } from '../../../packages/engine/src/campaign/definition.ts';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { rejectionCodes } from '../../../packages/engine/src/codes/rejection.ts';
import { advance, nextDue, openActor } from '../../../packages/engine/src/kernel/actor.ts';
import { Command, type CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import { indexOf } from '../../../packages/engine/src/kernel/definition-index.ts';
import type { Answer } from '../../../packages/engine/src/kernel/message.ts';
import { type Possibility, possibleAt } from '../../../packages/engine/src/kernel/possible.ts';
import type { ActorState } from '../../../packages/engine/src/kernel/state.ts';
import type { Fact } from '../../../packages/engine/src/plan/fact.ts';
import { parsePlan } from '../../../packages/engine/src/plan/parse.ts';
import { campaignOf, type PlanName, placed, type ScenarioCampaign } from '../../scenarios/campaigns.ts';
import { BEGIN } from '../../scenarios/scenario.ts';
import { instantAt } from '../../scenarios/world.ts';

const RUNS = Number(process.env.LIANFANG_WALKS ?? 6);
const seed = Number(process.env.LIANFANG_SEED ?? Math.floor(Math.random() * 1_000_000_000));
const HOUR = 3_600_000;
/** They end what is played. */
const FINAL: readonly CommandKind[] = ['CloseCampaign', 'ChangeRoster'];
/** What brings work forward comes more often. */
const USUAL: readonly CommandKind[] = [
  'Submit',
  'Decide',
  'Vote',
  'CloseVote',
  'IssueBallots',
  'TakeBallot',
  'EndAsking',
  'Dispose',
  'Send',
  'Receive',
  'Convene',
  'CloseMeeting',
];

interface Play {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly source: ScenarioCampaign;
  readonly definition: ActorDefinition;
  readonly people: readonly string[];
  state: ActorState;
  at: number;
}

function begin(plan: PlanName): Play {
  const source = campaignOf({ plan });
  const campaign = placed(source.campaign, 'one');
  const definition = sliceFor(campaign, campaign.placement, campaign.root);
  const at = instantAt(source, BEGIN[plan]);
  const { state } = openActor(definition, at);
  return {
    facts: factsIn(plan),
    source,
    definition,
    people: source.roster.people.map(({ id }) => id),
    state: json(state),
    at,
  };
}

/** Facts that a form or a case may hold, by name; what is handed in without them is refused where it is filled in. */
function factsIn(name: PlanName): Readonly<Record<string, unknown>> {
  const { plan } = parsePlan(readFileSync(`${__dirname}/../../scenarios/plans/${name}.yaml`, 'utf8'));
  const fields = Object.values(plan?.forms ?? {}).flatMap((form) => form.fields ?? []);
  const of = (fact: Fact) => {
    if (fact.type === 'enumeration') return fact.values[0];
    if (fact.type === 'list') return fact.values.slice(0, 1);
    if (fact.type === 'boolean') return true;
    return fact.type === 'number' ? (fact.min ?? 1) : '2011-10-01';
  };
  const scales = plan?.scales ?? {};
  const grades = fields.flatMap(({ id, grade }) =>
    grade === undefined ? [] : [[id, scales[grade.scale]?.grades[0]] as const],
  );
  const facts = fields.flatMap(({ id, fact }) => (fact === undefined ? [] : [[id, of(fact)] as const]));
  const cases = Object.values(plan?.procedures ?? {}).flatMap((one) => Object.entries(one.facts ?? {}));
  return Object.fromEntries([...facts, ...grades, ...cases.map(([id, fact]) => [id, of(fact)] as const)]);
}

/** The probe as somebody would send it who has filled in the form. */
function filled({ definition, facts }: Play, probe: Command): Command {
  if (probe.kind === 'OpenCase') {
    return { ...probe, facts: pick(facts, Object.keys(probe.facts)) };
  }
  if (probe.kind !== 'Submit' && probe.kind !== 'Amend') return probe;
  const step = indexOf(definition).steps.get(probe.step);
  return step?.kind === 'do' ? { ...probe, facts: pick(facts, definition.forms[step.form]?.facts ?? []) } : probe;
}

function pick(facts: Play['facts'], names: readonly string[]): Facts {
  return Object.fromEntries(names.map((name) => [name, facts[name] ?? null])) as Facts;
}

type Facts = Extract<Command, { kind: 'Submit' }>['facts'];

function send({ definition, state, at }: Play, command: Command): { answer: Answer | undefined; state: ActorState } {
  const batch = { id: command.request, commands: [command], recordedThrough: state.seq };
  const turn = advance(definition, state, { kind: 'batch', batch }, at);
  return { answer: turn.answers[0], state: turn.state };
}

const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const codeOf = (answer: Answer | undefined) => (answer === undefined || answer.ok ? 'accepted' : answer.rejection.code);
const saidOf = (one: Possibility) => (one.accepted ? 'accepted' : one.rejection.code);

/** Time passes a little, or to the next thing that waits for it; then one who can do something does it. */
function turn(play: Play, numbers: readonly number[], seen: Set<string>, number: number): void {
  const [when = 0, who = 0, where = 0, what = 0] = numbers;
  const due = nextDue(play.definition, play.state);
  play.at = when % 3 === 0 && due !== null ? Math.max(due, play.at) : play.at + (when % 30) * HOUR;
  play.state = advance(play.definition, play.state, { kind: 'clock' }, play.at).state;
  const nodes = Object.values(play.state.nodes);
  // Where something waits for the person, when anything does.
  const wanted = nodes.filter((one) => Object.keys(one.tasks).length > 0);
  const node = (where % 5 === 0 ? nodes : wanted)[where % Math.max(1, (where % 5 === 0 ? nodes : wanted).length)];
  if (node === undefined) return;
  const owners = Object.values(node.tasks).flatMap((task) => task.owners);
  const person =
    who % 4 === 0 || owners.length === 0 ? play.people[who % play.people.length] : owners[who % owners.length];
  if (person === undefined) return;

  const before = JSON.stringify(play.state);
  const found = possibleAt(play.definition, play.state, node.key, person, play.at);

  expect(JSON.stringify(play.state)).toBe(before);
  for (const one of found) {
    const probe = Command.parse({ ...filled(play, one.probe), request: `probe-${number}` });
    seen.add(`${one.kind} ${one.accepted ? 'accepted' : 'refused'}`);
    if (!one.accepted) expect(Object.keys(rejectionCodes)).toContain(one.rejection.code);
    const { answer } = send(play, probe);
    expect({ probe, code: codeOf(answer) }).toEqual({ probe, code: saidOf(one) });
  }
  const open = found.filter((one) => one.accepted && (!FINAL.includes(one.kind) || what % 97 === 0));
  const usual = open.filter((one) => USUAL.includes(one.kind) && (one.outcome !== 'return' || what % 5 === 0));
  const list = usual.length > 0 && what % 4 !== 0 ? usual : open;
  const chosen = list[what % Math.max(1, list.length)];
  if (chosen === undefined) return;
  const done = send(play, { ...filled(play, chosen.probe), request: `done-${number}` });
  play.state = number % 7 === 0 ? json(done.state) : done.state;
}

describe('what is possible', () => {
  const seen = new Set<string>();
  const turns = fc.array(fc.array(fc.nat(9_999), { minLength: 4, maxLength: 4 }), { minLength: 40, maxLength: 90 });
  const plans: PlanName[] = ['three-stages', 'two-layers', 'panels', 'orders', 'changes'];

  test.each(plans)(
    `in '%s' is accepted when sent, and what is not is refused with the same code (seed ${seed})`,
    (plan) => {
      fc.assert(
        fc.property(turns, (drawn) => {
          const play = begin(plan);
          for (const [number, numbers] of drawn.entries()) turn(play, numbers, seen, number);
        }),
        { seed, numRuns: RUNS },
      );
    },
  );

  test('speaks of every kind of command but the one that nobody signs', () => {
    const kinds = Command.options.map((option) => option.shape.kind.value);
    const missed = kinds.filter((kind) => !seen.has(`${kind} accepted`) && !seen.has(`${kind} refused`));

    // Which ones are missed is chance.
    expect({ missed, few: missed.includes('CastBallot') && missed.length <= 12 }).toEqual({ missed, few: true });
  });

  test('at a node that is not here is nothing', () => {
    const { definition, state, at, people } = begin('three-stages');

    expect(possibleAt(definition, state, 'nowhere', people[0] ?? '', at)).toEqual([]);
  });
});
