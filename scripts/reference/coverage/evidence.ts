/**
 * What a part of a plan produced in a rehearsal: the event that would not be there without it. Which event that is follows from what the
 * part is, so that nobody has to name it and nobody can claim it.
 */
import { type Campaign, type Event, formsOf, reviewsOf, type StepDefinition } from '@lianfang/engine/kernel';

type Fits = (event: Event) => boolean;

/** The first event of a rehearsal that shows the part at `path`; undefined when it left no trace. */
export function shownBy(campaign: Campaign, events: readonly Event[], path: readonly string[]): Event | undefined {
  for (const fits of tracesOf(campaign, events, path)) {
    const found = events.find(fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Best first. */
function tracesOf(campaign: Campaign, events: readonly Event[], path: readonly string[]): readonly Fits[] {
  const [kind = '', id = '', part, inner, ...rest] = path;
  const steps = [...campaign.steps, ...campaign.procedures.flatMap((procedure) => procedure.steps)];
  switch (kind) {
    case 'phases':
    case 'procedures':
      if (part === 'waves' && inner !== undefined)
        return [(event) => event.kind === 'StepOpened' && event.wave === inner && event.step.startsWith(`${id}.`)];
      if (part === 'steps' && inner !== undefined) return tracesOfStep(steps, `${id}.${inner}`, rest);
      if (kind === 'procedures') return [(event) => event.kind === 'CaseOpened' && event.procedure === id];
      return [(event) => event.kind === 'StepOpened' && event.step.startsWith(`${id}.`)];
    case 'reviews':
      return tracesOfReview(campaign, steps, events, id, part, inner);
    case 'forms':
      return tracesOfForm(steps, events, id);
    case 'roles':
      return tracesOfRole(steps, id);
    case 'rules': {
      const hash = campaign.rules[id]?.hash;
      return [
        (event) => event.kind === 'Graded' && event.rule === hash,
        (event) => event.kind === 'GradeMissing' && event.rule === hash,
      ];
    }
    case 'scores':
      return [
        (event) => event.kind === 'YardstickMade' && event.yardstick === id,
        (event) => event.kind === 'Scored' && event.yardstick === id,
      ];
    case 'scales':
      return [(event) => event.kind === 'Graded' && event.scale === id];
    case 'layers':
      return [(event) => event.kind === 'NodeOpened' && event.layer === id];
    case 'continues': {
      // What the next year begins with: the versions that stand at its steps.
      const begins = campaign.continues?.steps ?? [];
      return [(event) => event.kind === 'Submitted' && begins.includes(event.step)];
    }
    case 'orders':
      return [(event) => event.kind === 'Reopened' && event.signer.kind !== 'system'];
    case 'defaults':
      if (id === 'ladder') return [(event) => event.kind === 'Reminded' || event.kind === 'Escalated'];
      if (id === 'join') return [(event) => event.kind === 'WentOn'];
      if (id === 'returnDue') return [(event) => event.kind === 'Returned' && event.due !== null];
      return [];
    default:
      return [];
  }
}

function tracesOfStep(steps: readonly StepDefinition[], id: string, rest: readonly string[]): readonly Fits[] {
  // A step that repeats is a step each time.
  const is = (step: string) => step === id || (step.startsWith(`${id}-`) && /^\d+$/.test(step.slice(id.length + 1)));
  const here: Fits = (event) => 'step' in event && typeof event.step === 'string' && is(event.step);
  const of = (...kinds: readonly Event['kind'][]): Fits[] =>
    kinds.map((kind) => (event: Event) => event.kind === kind && here(event));
  if (rest[0] === 'when') return of('StepLeftOut', 'StepOpened');
  if (rest[0] === 'due') return [(event) => event.kind === 'TaskOpened' && here(event) && event.due !== null];
  const made = new Map<string, readonly Event['kind'][]>([
    ['do', ['Submitted']],
    ['decide', ['Approved', 'ReviewEnded', 'Decided']],
    ['ask', ['RepliesCounted', 'Commented', 'AskingEnded']],
    ['compute', ['RolledUp', 'Scored', 'Ranked', 'Compared', 'Graded', 'GradeMissing']],
    ['send', ['Received', 'Sent']],
    ['sit', ['StepDone']],
  ]);
  const definition = steps.find((step) => is(step.id));
  return of(...(made.get(definition?.kind ?? '') ?? []), 'StepDone');
}

function tracesOfReview(
  campaign: Campaign,
  steps: readonly StepDefinition[],
  events: readonly Event[],
  id: string,
  part: string | undefined,
  stage: string | undefined,
): readonly Fits[] {
  const reviewing = steps.flatMap((step) =>
    step.kind === 'decide' && reviewsOf(step).some((one) => one === id || one.startsWith(`${id}@`)) ? [step.id] : [],
  );
  // Of several that a rule chooses from, only where this one was opened.
  const own = Object.values(campaign.reviews).filter((one) => one.id === id || one.id.startsWith(`${id}@`));
  const hashes = new Set(own.map((one) => one.hash));
  const opened = new Set(
    events.flatMap((event) =>
      event.kind === 'ReviewOpened' && hashes.has(event.definition) ? [`${event.node}/${event.step}`] : [],
    ),
  );
  const here: Fits = (event) =>
    'step' in event && reviewing.includes(event.step ?? '') && opened.has(`${event.node}/${event.step}`);
  if (part === 'stages' && stage !== undefined) {
    const atStage: Fits = (event) => here(event) && 'stage' in event && event.stage === stage;
    return [(event) => (event.kind === 'Decided' || event.kind === 'VoteCounted') && atStage(event), atStage];
  }
  if (part === 'return') return [(event) => event.kind === 'Returned' && here(event)];
  return [(event) => event.kind === 'Approved' && here(event), (event) => event.kind === 'ReviewOpened' && here(event)];
}

function tracesOfForm(steps: readonly StepDefinition[], events: readonly Event[], id: string): readonly Fits[] {
  const filling = steps.flatMap((step) => (step.kind === 'do' && formsOf(step).includes(id) ? [step.id] : []));
  // Where a rule chooses another form, this one is not filled in.
  const others = new Set(
    events.flatMap((event) =>
      event.kind === 'StepOpened' && event.chosen?.some((one) => one.key === 'form' && one.value !== id)
        ? [`${event.node}/${event.step}`]
        : [],
    ),
  );
  const rolling = steps.flatMap((step) =>
    step.kind === 'compute' && step.compute.what === 'roll-up' && step.compute.form === id ? [step.id] : [],
  );
  return [
    (event) => event.kind === 'Submitted' && filling.includes(event.step) && !others.has(`${event.node}/${event.step}`),
    (event) => event.kind === 'RolledUp' && rolling.includes(event.step),
  ];
}

function tracesOfRole(steps: readonly StepDefinition[], id: string): readonly Fits[] {
  const asked = steps.flatMap((step) => (step.kind === 'ask' && step.scope === id ? [step.id] : []));
  const sent = steps.flatMap((step) => (step.kind === 'send' && step.to === id ? [step.id] : []));
  return [
    (event) => event.kind === 'TaskOpened' && event.role === id && event.owners.length > 0,
    (event) => event.kind === 'Convened' && event.role === id,
    (event) => event.kind === 'Commented' && asked.includes(event.step),
    (event) => event.kind === 'Sent' && sent.includes(event.step),
    (event) => event.kind === 'Escalated' && event.role === id,
  ];
}
