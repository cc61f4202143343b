/**
 * The engine: everything that is decided. A plan is parsed, checked and compiled; a campaign is run by the kernel, and rehearsed.
 * `@lianfang/engine/kernel` is the part that a workflow bundle holds, `@lianfang/engine/record` the ledger's.
 */

// The plan: the author's document
export { parsePlan } from './plan/parse.ts';
export { documentOf, parseLaunch, withFillings } from './plan/launch.ts';
export { assemble } from './assembly/assemble.ts';
export { listOf } from './plan/words.ts';
export { planJsonSchema } from './plan/json-schema.ts';
export { Plan } from './plan/plan.ts';
export type { Form } from './plan/form.ts';
export type { Launch } from './plan/launch.ts';
export type { Assembled, ChildPlan } from './assembly/assemble.ts';

// Roster and calendar
export { parseRoster } from './roster/parse-roster.ts';
export { rosterHash, Roster } from './roster/roster.ts';
export { changeRoster, RosterChange, withoutNames } from './roster/roster-slice.ts';
export { generateRoster } from './roster/generate.ts';
export { resolveRole } from './roster/resolve.ts';
export { CalendarSlice, sliceCalendar, WorkCalendar } from './time/calendar.ts';
export { CHINA_CALENDAR } from './time/data/china.ts';
export { dayOf, endOfDay, formatDay, formatDue, formatInstant, instantOf, parseDay } from './time/civil-date.ts';

// Checked and compiled
export { checkPlan, isLaunchable } from './check/check-plan.ts';
export { calendarOf, compileCampaign } from './campaign/compile/compile.ts';
export { placeOn } from './campaign/placement.ts';
export { sliceFor } from './campaign/slice.ts';
export { datedSpan } from './campaign/span.ts';
export { nodesBelow } from './campaign/below.ts';
export { caseKey, placeOf, reviewKey } from './campaign/keys.ts';

// What is written
export { contentProblems } from './forms/check-content.ts';
export { checkProblems } from './forms/check-problems.ts';
export { draftOf, writtenOf } from './forms/written.ts';
export { templateOf } from './forms/template.ts';
export { renderForm } from './forms/sheet.ts';
export { rowConditions } from './forms/row-conditions.ts';
export { escapeHtml, htmlPage } from './forms/html.ts';
export { manifestFormOf } from './forms/content-shape.ts';

// Rehearsed
export { RehearsalHost } from './rehearsal/host.ts';
export { rehearse } from './rehearsal/rehearse.ts';
export { simulatedPeople } from './rehearsal/people/people.ts';
export { directoryOf } from './rehearsal/directory.ts';
export { habitsOf, usualHabits } from './rehearsal/habits.ts';
export { Behaviour, parseBehaviour } from './rehearsal/behaviour.ts';
export { Findings } from './rehearsal/report/findings.ts';
export { findingsHtml } from './rehearsal/report/page.ts';
export { pageWords } from './rehearsal/report/page-words.ts';
export { findingsOf } from './rehearsal/report/report.ts';

// What everything is said in
export { codes, messageOf } from './codes.ts';
export { canonicalJson, hashOf, sha256Hex } from './json/canonical.ts';
export { InvariantFault, invariant } from './invariant.ts';
export { editions } from './editions.ts';

export type {
  ActorDefinition,
  Campaign,
  Definitions,
  NodeDefinition,
  Placement,
  StepDefinition,
} from './campaign/definition.ts';
export type { CompileInput, Compiled } from './campaign/compile/compile.ts';
export type { Walked } from './check/model/model.ts';
export type { PlacementPolicy } from './campaign/placement.ts';
export type { Code, Lang } from './codes.ts';
export type { TemplateSources } from './forms/template.ts';
export type { Habits } from './rehearsal/habits.ts';
export type { OpenCopy, OpenMeeting, OpenTask, OpenVote, PersonAct, PersonCommand } from './rehearsal/people/acts.ts';
export type { People } from './rehearsal/people/people.ts';
export type { ParsedBehaviour } from './rehearsal/behaviour.ts';
export type { PageWords } from './rehearsal/report/page-words.ts';
export type { ReportInput } from './rehearsal/report/report.ts';
export type { RehearsalInput, RehearsalReport, ScriptLine } from './rehearsal/rehearse.ts';
export type { Problem, Severity } from './problem.ts';
export type { Day, Instant } from './time/civil-date.ts';
