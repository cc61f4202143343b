/**
 * One actor as one workflow: handlers that step the kernel at once, and a loop that carries out what the kernel asked for,
 * keeps one timer at the earliest due and continues as new. It must not know what any decision means.
 */
import {
  type ActorState,
  type Answer,
  advance,
  dryRunOf,
  type Effect,
  type Instant,
  invariant,
  isClosed,
  type Message,
  nextDue,
  openActor,
  possibleAt,
  refusalsOf,
  type Turn,
} from '@lianfang/engine/kernel';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { type ActorActivities, activityOptions } from './activities.ts';
import { carryOut } from './effects.ts';
import { faultFailure, faultOf, refusedFailure } from './failures.ts';
import { campaignTime, jitterOf } from './host-clock.ts';
import {
  type ActorEnd,
  type ActorInput,
  type ActorStatus,
  calendarQuery,
  clockSignal,
  commandUpdate,
  dryRunReviewQuery,
  type ParkedMessage,
  possibleQuery,
  retrySignal,
  stateQuery,
  statusQuery,
  toldSignal,
} from './messages.ts';

const { recordEvents } = proxyActivities<Pick<ActorActivities, 'recordEvents'>>(activityOptions.recordEvents);

const MAX_UPDATES = 500;
const RECORD_DELAY = 3_000;
const JITTER = 30_000;
/** How long a run that is to continue as new waits for effects under way before it hands them to the next run. */
const DRAIN = 10_000;
/** Activities retry by themselves; one that failed for good is tried again after this, when somebody may have mended the cause. */
const AFTER_FAILURE = 60_000;

export async function actorWorkflow(input: ActorInput): Promise<ActorEnd> {
  const { definition, options } = input;
  const { campaign } = definition;
  const time = campaignTime(input.clock, () => Date.now());
  const jitter = jitterOf(
    definition.actor,
    options.jitter ?? (input.clock.kind === 'rated' ? Math.floor(JITTER / input.clock.rate) : 0),
  );

  let state: ActorState;
  let waiting: Effect[] = [...(input.carried?.effects ?? [])];
  let parked: ParkedMessage[] = [...(input.carried?.parked ?? [])];
  const sent: Record<string, number> = { ...input.carried?.sent };
  const underWay = new Map<Effect, CancellationScope>();
  let turns = input.carried?.turns ?? 0;
  const turnsBefore = turns;
  let updates = 0;
  /** This host has to record: events that no person caused, or a run that ends. */
  let toRecord = false;
  let recording = false;
  let gathering = false;
  let timer: { readonly due: Instant; readonly scope: CancellationScope } | null = null;
  /** The due on which the kernel failed; not tried again until something else changes or somebody asks. */
  let failedDue: Instant | null = null;
  /** Set when the run is to continue as new: the sequence that must be recorded before. */
  let turning: { readonly seq: number; drained: boolean } | null = null;
  let changes = 0;

  if (input.state === undefined) {
    const turn = openActor(definition, time.now());
    state = turn.state;
    waiting.push(...turn.effects);
    toRecord = turn.events.length > 0;
  } else {
    state = input.state;
    toRecord = state.log.length > 0;
  }

  function commit(turn: Turn, message: Message): void {
    state = turn.state;
    waiting.push(...turn.effects);
    if (message.kind !== 'recorded') turns += 1;
    // The events of a batch travel with its answer and are recorded by whoever asked; a repeat gives them again.
    if (message.kind !== 'batch' && turn.events.length > 0) toRecord = true;
    failedDue = null;
    changes += 1;
  }

  /** Steps the kernel with a message that cannot be refused; a fault parks the message and the actor goes on. */
  function take(message: Message): void {
    try {
      const due = message.kind === 'clock' ? nextDue(definition, state) : null;
      commit(advance(definition, state, message, time.now()), message);
      // A due that its own passing does not settle would wake us for ever.
      invariant(
        due === null || due > time.now() || nextDue(definition, state) !== due,
        `the due at ${due} to be settled`,
      );
    } catch (error) {
      const incident = { message, ...faultOf(error) };
      log.error('The kernel failed on a message, which is parked.', {
        kind: message.kind,
        code: incident.code,
        text: incident.text,
      });
      if (message.kind === 'clock') failedDue = nextDue(definition, state);
      parked = [...parked.filter((one) => one.message.kind !== 'clock' || message.kind !== 'clock'), incident];
      changes += 1;
    }
  }

  function isDue(): boolean {
    const due = nextDue(definition, state);
    return due !== null && due !== failedDue && due <= time.now();
  }

  setHandler(
    commandUpdate,
    (batch, at?: Instant) => {
      time.tell(at);
      try {
        const message = { kind: 'batch', batch } as const;
        const turn = advance(definition, state, message, time.now());
        commit(turn, message);
        updates += 1;
        return { answers: turn.answers, events: [...turn.repeated, ...turn.events] };
      } catch (error) {
        throw faultFailure(error);
      }
    },
    {
      validator: (batch, at?: Instant) => {
        const now = at === undefined ? time.now() : Math.max(at, time.now());
        let answers: readonly Answer[];
        try {
          answers = refusalsOf(definition, state, batch, now);
        } catch (error) {
          throw faultFailure(error);
        }
        if (answers.length > 0 && answers.every((answer) => !answer.ok)) throw refusedFailure(answers);
      },
    },
  );
  setHandler(toldSignal, (told, at) => {
    time.tell(at);
    take({ kind: 'told', told });
  });
  setHandler(clockSignal, (at) => {
    time.tell(at);
    if (isDue()) take({ kind: 'clock' });
    changes += 1;
  });
  setHandler(retrySignal, () => {
    const again = parked;
    parked = [];
    failedDue = null;
    for (const { message } of again) take(message);
    changes += 1;
  });
  setHandler(
    statusQuery,
    (): ActorStatus => ({
      campaign,
      actor: definition.actor,
      definitionHash: state.definitionHash,
      edition: state.edition,
      at: state.at,
      nextDue: nextDue(definition, state),
      atRest: waiting.length === 0 && underWay.size === 0 && !toRecord && !recording && turning === null,
      effects: [...waiting, ...underWay.keys()].map((effect) => effect.key),
      seq: state.seq,
      recorded: state.recorded,
      openNodes: Object.values(state.nodes).filter((node) => !node.closed).length,
      sent,
      turns,
      updates,
      incidents: parked.map(({ message, code, text }) => ({ kind: message.kind, code, text })),
    }),
  );
  setHandler(stateQuery, () => state);
  setHandler(possibleQuery, (node, person, at = 0) =>
    possibleAt(definition, state, node, person, Math.max(at, time.now())),
  );
  setHandler(dryRunReviewQuery, (review) => dryRunOf(definition, state, review));
  setHandler(calendarQuery, () => state.calendar ?? definition.calendar);

  /** Starts go first: what is told may be for who is being started. Told to one actor travels together. */
  function launchEffects(): void {
    if (turning !== null || waiting.length === 0) return; // the next run carries them out
    if ([...underWay.keys()].some((effect) => effect.kind === 'start')) return;
    const starts = waiting.filter((effect) => effect.kind === 'start');
    const now = starts.length > 0 ? starts : together(waiting);
    waiting = starts.length > 0 ? waiting.filter((effect) => effect.kind !== 'start') : [];
    for (const effect of now) launch(effect);
  }

  function launch(effect: Effect): void {
    const scope = new CancellationScope();
    underWay.set(effect, scope);
    void scope
      .run(() => carryOut(effect, input, time.stored()))
      .then(
        (message) => {
          for (const actor of effect.kind === 'start' ? effect.actors : [effect.actor])
            sent[actor] = (sent[actor] ?? 0) + 1;
          if (message !== null) take(message);
        },
        async (error: unknown) => {
          if (!isCancellation(error)) {
            log.error('An effect failed and will be repeated.', { key: effect.key, ...faultOf(error) });
            await sleep(AFTER_FAILURE);
          }
          waiting.push(effect);
        },
      )
      .then(() => {
        underWay.delete(effect);
        changes += 1;
      });
  }

  function launchRecording(): void {
    if (state.log.length === 0) toRecord = false;
    const urgent = turning !== null || isClosed(state);
    if (recording || state.log.length === 0 || !(toRecord || urgent)) return;
    // An actor that has just opened is on record at once: its first tasks are what people look for.
    const delay = state.recorded === 0 ? 0 : (options.recordDelay ?? RECORD_DELAY);
    if (delay > 0 && !urgent) {
      if (gathering) return;
      gathering = true;
      void sleep(delay).then(() => {
        gathering = false;
        if (!recording) record();
        changes += 1;
      });
      return;
    }
    record();
  }

  function record(): void {
    const events = state.log;
    if (events.length === 0) return;
    recording = true;
    toRecord = false;
    const why = turning !== null ? 'continue-as-new' : isClosed(state) ? 'close' : 'events';
    // Answers that are kept for repeats only are on record already.
    const open = Object.values(state.requests).filter(({ to }) => to > state.recorded);
    const answers = open.map(({ answer }) => answer);
    void recordEvents({ campaign, actor: definition.actor, events, answers, why })
      .then(
        ({ through }) => take({ kind: 'recorded', through }),
        async (error: unknown) => {
          toRecord = true;
          log.error('Recording failed and will be repeated.', faultOf(error));
          await sleep(AFTER_FAILURE);
        },
      )
      .then(() => {
        recording = false;
        changes += 1;
      });
  }

  /** One timer, at the earliest due; an earlier due replaces it, a later one lets it fire and look again. */
  function armTimer(): void {
    const due = nextDue(definition, state);
    if (due === null || due === failedDue) return;
    if (timer !== null && timer.due <= due) return;
    const wait = time.until(due);
    if (wait === null) return;
    timer?.scope.cancel();
    const mine = { due, scope: new CancellationScope() };
    timer = mine;
    void mine.scope
      .run(() => sleep(wait + jitter))
      .then(
        () => {
          if (timer !== mine) return;
          timer = null;
          if (isDue()) take({ kind: 'clock' });
          changes += 1;
        },
        (error: unknown) => {
          if (!isCancellation(error)) log.error('The timer failed.', faultOf(error));
        },
      );
  }

  function isQuiet(): boolean {
    return underWay.size === 0 && !recording && allHandlersFinished();
  }

  function shouldTurn(): boolean {
    const every = options.continueAsNewEvery;
    return (
      updates >= (options.maxUpdates ?? MAX_UPDATES) ||
      (every !== undefined && turns - turnsBefore >= every) ||
      workflowInfo().continueAsNewSuggested
    );
  }

  function beginTurning(): void {
    const mine = { seq: state.seq, drained: false };
    turning = mine;
    void sleep(DRAIN).then(() => {
      if (turning !== mine || mine.drained) return;
      mine.drained = true;
      for (const scope of underWay.values()) scope.cancel();
      changes += 1;
    });
  }

  async function run(): Promise<ActorEnd> {
    for (;;) {
      await answersGoFirst();
      const seen = changes;
      const ended = isClosed(state) && waiting.length === 0 && state.log.length === 0 && parked.length === 0;
      if (ended && isQuiet()) return { actor: definition.actor, at: state.at, seq: state.seq };
      if (turning === null && !ended && shouldTurn()) beginTurning();
      launchEffects();
      launchRecording();
      armTimer();
      if (turning !== null && isQuiet() && state.recorded >= turning.seq) {
        await continueAsNew<typeof actorWorkflow>({
          definition,
          clock: time.stored(),
          options,
          state,
          carried: { effects: waiting, parked, sent, turns },
        });
      }
      // A handler counts as open a little longer than its work; to end or turn, wait for that too.
      const handling = !allHandlersFinished();
      if (changes === seen) await condition(() => changes !== seen || (handling && allHandlersFinished()));
    }
  }

  // Stopping a campaign is a command of its own; a cancellation from outside must not tear an actor out of it.
  return CancellationScope.nonCancellable(run);
}

/**
 * An Update's completion is a few microtasks behind its acceptance. Replay puts a task without commands and the one after it into
 * one activation, so that our own commands could fall before the completion here and behind it there: they wait for it.
 */
async function answersGoFirst(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

function together(effects: readonly Effect[]): Effect[] {
  const result: Effect[] = [];
  const tells = new Map<string, number>();
  for (const effect of effects) {
    if (effect.kind !== 'tell') {
      result.push(effect);
      continue;
    }
    const at = tells.get(effect.actor);
    const first = at === undefined ? undefined : result[at];
    if (at === undefined || first?.kind !== 'tell') {
      tells.set(effect.actor, result.length);
      result.push(effect);
    } else {
      result[at] = { ...first, told: [...first.told, ...effect.told] };
    }
  }
  return result;
}
