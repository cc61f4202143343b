/**
 * The places of a step instance and the moves between them. Fixed in code: plans choose steps, not how a step lives.
 */
import { setup } from 'xstate';
import { stepper } from './stepper.ts';

export type StepMove = { readonly type: 'Open' | 'LeaveOut' | 'Complete' | 'Hold' | 'Reopen' | 'Close' };

const machine = setup({ types: { events: {} as StepMove } }).createMachine({
  id: 'step',
  initial: 'waiting',
  states: {
    waiting: { on: { Open: 'open', LeaveOut: 'left-out', Close: 'closed' } },
    open: { on: { Complete: 'done', Hold: 'waiting', Reopen: 'open', Close: 'closed' } },
    done: { on: { Reopen: 'open', Hold: 'waiting', Close: 'done' } },
    // Left out by rule is not vacant: when what it rested on is taken back, the rule is asked again.
    'left-out': { on: { Hold: 'waiting', Close: 'left-out' } },
    closed: { type: 'final' },
  },
});

export const stepMachine = stepper<StepMove>(machine);
