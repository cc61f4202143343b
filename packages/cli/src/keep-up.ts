/** Keeps a plant up until it is stopped: what goes away is brought back, and the user is told. */
import { toldOf } from './fault.ts';
import type { Plant } from './plant.ts';
import type { Shell } from './shell.ts';
import type { Stopped } from './stopping.ts';

const LOOK_EVERY = 3_000;

export async function keepUp(shell: Shell, plant: Plant, stopped: Stopped): Promise<void> {
  while (!stopped.isStopped()) {
    await Promise.race([stopped.promise, rest(LOOK_EVERY)]);
    if (!stopped.isStopped()) await mend(shell, plant);
  }
}

/** One round of looking and mending; a failure is told and tried again by the next. */
export async function mend(shell: Shell, plant: Plant): Promise<void> {
  try {
    await plant.revive();
  } catch (error) {
    shell.note(shell.colour.yellow(toldOf(error, shell).message));
  }
}

export function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
