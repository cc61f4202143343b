/**
 * A plan on disk: a folder with plan.yaml and, beside it, roster.yaml and source.txt; or the plan's file alone. Unreadable or
 * hostile files give problems, never an exception.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  type Campaign,
  CHINA_CALENDAR,
  checkPlan,
  compileCampaign,
  type Plan,
  type Problem,
  parsePlan,
  parseRoster,
  type Roster,
  sliceCalendar,
} from '@lianfang/engine';
import { CannotDo } from './fault.ts';

/** More is refused unread: a plan is a document, not a data set. */
const LARGEST = 32 * 1024 * 1024;

export interface PlanFolder {
  readonly planFile: string;
  readonly planText: string;
  readonly roster: { readonly file: string; readonly text: string } | undefined;
  readonly source: string | undefined;
}

export interface FoundProblem extends Problem {
  readonly file: string;
}

export interface CheckedFolder {
  readonly folder: PlanFolder;
  readonly plan: Plan | undefined;
  readonly roster: Roster | undefined;
  readonly problems: readonly FoundProblem[];
}

/** @throws CannotDo when there is no plan to read */
export function readPlanFolder(target: string): PlanFolder {
  if (!existsSync(target)) throw noPlan(target);
  const isFolder = statSync(target).isDirectory();
  const planFile = isFolder
    ? (firstOf(target, ['plan.yaml', 'plan.yml', 'plan.json']) ?? path.join(target, 'plan.yaml'))
    : target;
  if (!existsSync(planFile)) throw noPlan(planFile);
  const beside = path.dirname(planFile);
  const rosterFile = firstOf(beside, ['roster.yaml', 'roster.yml', 'roster.json']);
  const sourceFile = path.join(beside, 'source.txt');
  return {
    planFile,
    planText: textOf(planFile),
    roster: rosterFile === undefined ? undefined : { file: rosterFile, text: textOf(rosterFile) },
    source: existsSync(sourceFile) ? textOf(sourceFile) : undefined,
  };
}

export function checkFolder(folder: PlanFolder): CheckedFolder {
  const { planFile, planText, source } = folder;
  const parsed = parsePlan(planText);
  const parsedRoster = folder.roster === undefined ? undefined : parseRoster(folder.roster.text);
  const inRoster = (parsedRoster?.problems ?? []).map((problem) => ({ ...problem, file: folder.roster?.file ?? '' }));
  const inPlan = (problems: readonly Problem[]) => problems.map((problem) => ({ ...problem, file: planFile }));
  const { plan, lineOf } = parsed;
  const roster = parsedRoster?.roster;
  if (plan === undefined) return { folder, plan, roster, problems: [...inPlan(parsed.problems), ...inRoster] };
  const options = { lineOf, ...(source !== undefined && { source }) };
  const isSound = roster !== undefined && !inRoster.some((problem) => problem.severity === 'error');
  const problems = isSound
    ? compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, ...options }).problems
    : checkPlan(plan, {
        ...options,
        ...(plan.period !== null && { calendar: sliceCalendar(CHINA_CALENDAR, plan.period - 1, plan.period + 2) }),
      });
  return { folder, plan, roster, problems: [...inPlan(problems), ...inRoster] };
}

export function hindrancesIn(problems: readonly FoundProblem[]): readonly FoundProblem[] {
  return problems.filter((problem) => problem.severity !== 'advice');
}

export interface LaunchableFolder {
  readonly folder: PlanFolder;
  readonly plan: Plan;
  readonly roster: Roster;
  readonly campaign: Campaign;
}

/** Undefined when something keeps it from being launched; `problems` says what. */
export function compileFolder(checked: CheckedFolder, id?: string): LaunchableFolder | undefined {
  const { folder, plan, roster } = checked;
  if (plan === undefined || roster === undefined || hindrancesIn(checked.problems).length > 0) return undefined;
  const { campaign } = compileCampaign({
    plan,
    roster,
    calendar: CHINA_CALENDAR,
    ...(id !== undefined && { campaign: id }),
  });
  return campaign === undefined ? undefined : { folder, plan, roster, campaign };
}

function firstOf(folder: string, names: readonly string[]): string | undefined {
  return names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
}

function textOf(file: string): string {
  const { size } = statSync(file);
  if (size > LARGEST) {
    throw new CannotDo('plan.too-long', {
      zh: `${file} 有 ${Math.round(size / 1048576)} MB，不像是方案或花名册（最多 32 MB）。请核对文件。`,
      en: `${file} has ${Math.round(size / 1048576)} MB, which is no plan or roster (at most 32 MB). Check the file.`,
    });
  }
  return readFileSync(file, 'utf8');
}

function noPlan(target: string): CannotDo {
  return new CannotDo('plan.not-there', {
    zh: `没有找到方案：${target}。请给出方案文件，或放有 plan.yaml 的目录。`,
    en: `Expected a plan at ${target}, but there is none. Name the plan's file, or a folder that holds plan.yaml.`,
  });
}
