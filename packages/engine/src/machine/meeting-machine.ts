/**
 * The places of a meeting. `tabling`: reviews are being asked; `sitting`: they are tabled; `dispatching`: verdicts are frozen and on
 * their way; `closed`: every review has answered.
 */
import { setup } from 'xstate';
import { stepper } from './stepper.ts';

export type MeetingMove = { readonly type: 'Settle' | 'TakeOff' | 'Close' | 'Dispatched' };

const machine = setup({ types: { events: {} as MeetingMove } }).createMachine({
  id: 'meeting',
  initial: 'tabling',
  states: {
    tabling: { on: { Settle: 'sitting' } },
    sitting: { on: { TakeOff: 'sitting', Close: 'dispatching' } },
    dispatching: { on: { Dispatched: 'closed' } },
    closed: { type: 'final' },
  },
});

export const meetingMachine = stepper<MeetingMove>(machine);
