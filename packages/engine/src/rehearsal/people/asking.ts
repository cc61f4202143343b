/** People who comment on what is shown, and the owner who answers each comment and ends the asking. */
import type { StepDefinition } from '../../campaign/definition.ts';
import type { PersonId } from '../../campaign/keys.ts';
import { standsUntil } from '../../step/stand.ts';
import type { Instant } from '../../time/civil-date.ts';
import { drawn, drawnOf } from '../draw.ts';
import * as phrases from '../phrases.ts';
import { byPerson, type OpenTask, type PersonAct } from './acts.ts';
import { objectors, whenHere } from './conduct.ts';
import { type Crowd, requestOf } from './crowd.ts';

/** @param end when the owner ends it, where it need not stand for a time */
export function actsOnAsking(
  crowd: Crowd,
  task: OpenTask,
  step: Extract<StepDefinition, { kind: 'ask' }>,
  owner: PersonId,
  end: Instant,
): PersonAct[] {
  const { directory, seed, habits } = crowd;
  const { node } = task;
  const head = (person: PersonId, what: string) => ({
    request: requestOf(crowd, task, person, what),
    node,
    step: step.id,
  });
  const { calendar, zone } = crowd.campaign;
  const until = standsUntil(step, task.openedAt, calendar, zone) ?? end;
  const span = Math.max(0, until - task.openedAt);
  const scope = directory.members(node, step.scope, task.openedAt).filter((person) => person !== owner);
  const against = objectors(crowd, scope, step.scope, node, step.id);
  const said =
    // What was objected to is shown again as it was put right: nobody objects twice.
    step.channels.length === 0 || (step.upheld !== undefined && task.round > 1)
      ? 0
      : Math.max(against.length, Math.floor(drawn(seed, node, step.id, 'comments') * (habits.comments + 1)));
  const acts: PersonAct[] = [];
  for (let number = 1; number <= said; number += 1) {
    const objector = against[number - 1];
    const person = objector ?? scope[Math.floor(drawn(seed, node, step.id, number, 'who') * scope.length)];
    const [first = '', ...rest] = step.channels;
    const channel = drawnOf([first, ...rest], seed, node, step.id, number, 'channel');
    const comment = `c${number}-${task.round}-${seed}`;
    const from = person === undefined || rest.length > 0 ? 'recorded' : 'named';
    const speaker = from === 'named' && person !== undefined ? person : owner;
    const at = Math.floor(task.openedAt + (span * number) / (said + 1) / 2);
    // Who is away then says nothing.
    if (speaker !== owner && whenHere(crowd, speaker, step.scope, node, at) > at) continue;
    const text =
      objector === undefined ? drawnOf(phrases.comments, seed, node, step.id, number, 'text') : phrases.objection;
    acts.push({
      at,
      signer: byPerson(speaker),
      command: { name: 'comment', input: { ...head(speaker, comment), comment, channel, from, text } },
    });
    const disposition = drawnOf(phrases.dispositionKinds, seed, node, step.id, number, 'disposition');
    const input = { ...head(owner, `${comment}-d`), comment, disposition, reason: phrases.dispositions[disposition] };
    acts.push({
      at: Math.floor(task.openedAt + span * 0.8),
      signer: byPerson(owner),
      command: { name: 'dispose', input },
    });
  }
  for (const of of step.proof === true ? (['start', 'end'] as const) : []) {
    const input = { ...head(owner, `proof-${of}`), of, proof: phrases.proofs[of] };
    const at = of === 'start' ? task.openedAt : until;
    acts.push({ at, signer: byPerson(owner), command: { name: 'recordProof', input } });
  }
  // One that must stand for a time ends by itself, unless proof of it is asked for.
  if (step.proof === true && step.days !== null)
    acts.push({ at: until, signer: byPerson(owner), command: { name: 'endAsking', input: head(owner, 'end') } });
  if (step.days === null)
    acts.push({ at: end, signer: byPerson(owner), command: { name: 'endAsking', input: head(owner, 'end') } });
  return acts.sort((one, other) => one.at - other.at);
}
