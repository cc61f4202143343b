/**
 * A walk: at every turn some time passes, then somebody does something. After each turn what must hold at every step is looked at: a
 * command is accepted, or refused with a registered code and without a trace; no turn changes the state it was given.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ActorDefinition, Campaign } from '../../../packages/engine/src/campaign/definition.ts';
import { sliceFor } from '../../../packages/engine/src/campaign/slice.ts';
import { rejectionCodes } from '../../../packages/engine/src/codes/rejection.ts';
import { advance, nextDue, refusalsOf } from '../../../packages/engine/src/kernel/actor.ts';
import { Command, type CommandKind } from '../../../packages/engine/src/kernel/command.ts';
import type { Event } from '../../../packages/engine/src/kernel/event.ts';
import type { Answer, Batch } from '../../../packages/engine/src/kernel/message.ts';
import type { ActorState } from '../../../packages/engine/src/kernel/state.ts';
import { RehearsalHost } from '../../../packages/engine/src/rehearsal/host.ts';
import type { Instant } from '../../../packages/engine/src/time/civil-date.ts';
import { placed } from '../../scenarios/campaigns.ts';
import type { Driver } from '../../scenarios/driver.ts';
import { commandOf, Draw } from './people.ts';
import { eventFaults, faultsOf } from './sound.ts';

const HOUR = 3_600_000;

export interface Walk {
  readonly campaign: Campaign;
  readonly at: Instant;
  readonly people: readonly string[];
  readonly office: readonly string[];
  /** What happens before anybody walks. */
  readonly come: (driver: Pick<Driver, 'send' | 'passTo' | 'now'>) => Promise<void>;
}

export interface Walked {
  readonly states: readonly ActorState[];
  readonly events: readonly Event[];
  /** The first turn after which something did not hold, and what. */
  readonly faults: readonly string[];
}

/** How often a command of each kind was accepted, and refused for each reason. */
export class Counts {
  private readonly kinds = new Map<CommandKind, { accepted: number; refused: Map<string, number> }>();

  add(kind: CommandKind, code: string | null): void {
    const count = this.kinds.get(kind) ?? { accepted: 0, refused: new Map() };
    this.kinds.set(kind, count);
    if (code === null) count.accepted += 1;
    else count.refused.set(code, (count.refused.get(code) ?? 0) + 1);
  }

  accepted(kind: CommandKind): number {
    return this.kinds.get(kind)?.accepted ?? 0;
  }

  missed(): CommandKind[] {
    return Command.options.map((option) => option.shape.kind.value).filter((kind) => this.accepted(kind) === 0);
  }

  /** One line a kind: accepted, refused, and the reasons by their number. */
  table(): string {
    const lines = [...this.kinds]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([kind, { accepted, refused }]) => {
        const reasons = [...refused]
          .sort(([, one], [, other]) => other - one)
          .map(([code, count]) => `${code} ${count}`);
        const sum = [...refused.values()].reduce((total, count) => total + count, 0);
        return `${kind.padEnd(15)} accepted ${String(accepted).padStart(6)}  refused ${String(sum).padStart(6)}  ${reasons.join(', ')}`;
      });
    return `${lines.join('\n')}\n`;
  }
}

/** Turn by turn through `turns`, each a list of numbers that what happens is drawn from. */
export async function walk(
  { campaign, at, people, office, come }: Walk,
  turns: readonly (readonly number[])[],
  options: {
    readonly check: boolean;
    readonly counts?: Counts;
    readonly onCommand?: (command: Command, answer: Answer, at: Instant) => void;
  },
): Promise<Walked> {
  const whole = sliceFor(campaign, placed(campaign, 'one').placement, campaign.root);
  const definitions = campaign.placement.map(({ actor }) => sliceFor(campaign, campaign.placement, actor));
  const hosted = new Map(definitions.flatMap((one) => Object.keys(one.nodes).map((node) => [node, one] as const)));
  const record: Event[] = [];
  const host = new RehearsalHost({
    definitions,
    at,
    seed: 1,
    throughJson: true,
    onEvents: (events) => record.push(...events),
  });
  host.start();
  // Only what comes does is needed of a driver: commands to one actor each, and the passing of time.
  await come({
    send: async (...commands) => commands.flatMap((command) => host.send(command)),
    passTo: async (to) => host.passTo(to),
    now: () => host.now,
  });
  for (const [number, numbers] of turns.entries()) {
    const draw = new Draw(numbers);
    const before = host.states();
    const from = record.length;
    if (draw.once(3)) host.passTo(host.now + draw.below(40) * HOUR);
    const states = host.states();
    const nodes = states.flatMap((state) => Object.values(state.nodes));
    const versions = Object.assign({}, ...states.map((state) => state.reviews?.versions ?? {}));
    const crowd = { definition: whole, nodes, people, office, versions, at: host.now };
    const command = Command.parse(commandOf(crowd, draw, `walk-${number}`));
    const definition = hosted.get(command.node.split('#')[0] ?? '');
    const foreseen = options.check ? foreseenBy(definition, states, command, host.now) : { faults: [] };
    const moment = JSON.stringify(states);
    const [answer] = host.send(command);
    if (answer === undefined) return { states: host.states(), events: record, faults: ['a command without an answer'] };
    options.counts?.add(command.kind, answer.ok ? null : answer.rejection.code);
    options.onCommand?.(command, answer, host.now);
    if (!options.check) continue;

    const after = host.states();
    const faults = [
      ...foreseen.faults,
      ...(foreseen.answer === undefined || isDeepStrictEqual(foreseen.answer, answer)
        ? []
        : [`the same command had another answer: ${JSON.stringify(foreseen.answer)}`]),
      ...(answer.ok
        ? acceptedFaults(record.slice(from), command)
        : refusedFaults(answer.rejection.code, moment, after)),
      ...after.flatMap((state) => {
        const own = definitions.find((one) => one.hash === state.definitionHash);
        return own === undefined ? ['no definition'] : [...faultsOf(own, state), ...late(own, state, host.now)];
      }),
      ...eventFaults(before, after, record.slice(from)),
    ];
    if (faults.length > 0) {
      const told = `turn ${number}: ${JSON.stringify(command)} was answered ${JSON.stringify(answer)}`;
      return { states: after, events: record, faults: [told, ...faults] };
    }
  }
  return { states: host.states(), events: record, faults: [] };
}

/** The same command put to a copy of the state that cannot be changed. */
function foreseenBy(
  definition: ActorDefinition | undefined,
  states: readonly ActorState[],
  command: Command,
  at: Instant,
): { readonly faults: readonly string[]; readonly answer?: Answer } {
  const state = states.find((one) => one.definitionHash === definition?.hash);
  if (definition === undefined || state === undefined) return { faults: [] };
  const kept = frozen(JSON.parse(JSON.stringify(state)) as ActorState);
  const batch: Batch = { id: command.request, commands: [command], recordedThrough: state.recorded };
  const [dry] = refusalsOf(definition, kept, batch, at);
  const turn = advance(definition, kept, { kind: 'batch', batch }, at);
  const [answer] = turn.answers;
  const differs = dry?.ok !== answer?.ok || (dry?.ok === false && !isDeepStrictEqual(dry, answer));
  const kindOfState = isDeepStrictEqual(JSON.parse(JSON.stringify(turn.state)), turn.state);
  return {
    faults: [
      ...(differs ? [`the dry run says ${JSON.stringify(dry)}`] : []),
      ...(kindOfState ? [] : ['the state is not what it is as JSON']),
    ],
    ...(answer === undefined ? {} : { answer }),
  };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

function acceptedFaults(events: readonly Event[], command: Command): string[] {
  return events.some((event) => event.request === command.request) ? [] : ['an accepted command left no event'];
}

function refusedFaults(code: string, before: string, after: readonly ActorState[]): string[] {
  return [
    ...(Object.hasOwn(rejectionCodes, code) ? [] : [`refused as ${code}, which no registry has`]),
    ...(JSON.stringify(after) === before ? [] : ['a refused command changed something']),
  ];
}

/** What is due was done. */
function late(definition: ActorDefinition, state: ActorState, now: number): string[] {
  const due = nextDue(definition, state);
  return due !== null && due <= now ? [`${definition.actor}: something due at ${due} was not done by ${now}`] : [];
}
