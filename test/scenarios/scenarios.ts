/** Every scenario, and the list of those that must be there: a scenario that goes missing is a failure, not a shorter run. */
import type { Scenario } from './scenario.ts';
import { largeMeeting, meetingOverAList } from './told/meetings.ts';
import { closing, lostSender, refusals, repeatedRequest, staleVersion, throughJson } from './told/requests.ts';
import {
  orderFromOutside,
  reenteredStage,
  returnByEachStage,
  roundsRunOut,
  withdrawalMeetsApproval,
} from './told/returns.ts';
import { straightPath } from './told/straight.ts';
import {
  extension,
  frozenRole,
  handover,
  lateFiller,
  nobodyActs,
  selfReview,
  substitute,
  vacantRole,
} from './told/tasks.ts';
import { caseWithConditions, consultation, goingOn, publicity, strictJoin } from './told/units.ts';

export const scenarios: readonly Scenario[] = [
  straightPath,
  returnByEachStage,
  reenteredStage,
  meetingOverAList,
  lateFiller,
  nobodyActs,
  vacantRole,
  selfReview,
  staleVersion,
  repeatedRequest,
  refusals,
  throughJson,
  lostSender,
  withdrawalMeetsApproval,
  roundsRunOut,
  largeMeeting,
  goingOn,
  consultation,
  publicity,
  caseWithConditions,
  strictJoin,
  handover,
  substitute,
  frozenRole,
  extension,
  orderFromOutside,
  closing,
];

/** What has to be shown → the scenario that shows it, by id. */
export const required: Readonly<Record<string, string>> = {
  'the straight path': 'straight',
  'return by each stage, second round, in part': 'return',
  "the meeting over a unit's list": 'meeting',
  'late filler, reminders, escalation, done late': 'late',
  'a role nobody holds': 'S10',
  'a self-review': 'self-review',
  'stale hash': 'stale',
  'repeated request id': 'S06',
  'refused commands with reasons': 'refused',
  'due and reminder of a re-entered stage': 'S03',
  'nobody acts': 'S07',
  'state through JSON at every step': 'S17',
  'record and relay': 'S18',
  'withdrawal and approval at the same moment': 'S19',
  'rounds that run out': 'S20',
  'a small large meeting': 'S21',
  'going on without the missing, and the supplement': 'go-on',
  'consultation with dispositions': 'consult',
  'publicity that ends at its time': 'publicity',
  'send and receipt, grade by rule, row grades told to posts': 'straight',
  'a procedure case with conditions': 'case',
  'a plan of two layers': 'strict',
  'handover in mid-task': 'handover',
  'a substitute signs': 'substitute',
  'a frozen role': 'frozen',
  'a due that moves': 'extend',
  'an order from outside': 'order',
  'closing everywhere': 'close',
};
