/**
 * A plan on disk: a folder with plan.yaml and, beside it, roster.yaml and source.txt; or the plan's file alone. Unreadable or
 * hostile files give problems, never an exception.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  type Campaign,
  CHINA_CALENDAR,
  calendarOf,
  checkPlan,
  compileCampaign,
  type Plan,
  type Problem,
  type Roster,
  type Walked,
} from '@lianfang/engine';
import { CannotDo } from './fault.ts';
import { inDocumentOrder, keptTexts, readTogether } from './read-together.ts';

/** More is refused unread: a plan is a document, not a data set. */
const LARGEST = 32 * 1024 * 1024;
const PLAN_FILES = ['plan.yaml', 'plan.yml', 'plan.json'];

export interface PlanFolder {
  readonly planFile: string;
  readonly planText: string;
  readonly roster: { readonly file: string; readonly text: string } | undefined;
  readonly source: string | undefined;
  /** What is filled into the plan's slots. */
  readonly launch?: { readonly file: string; readonly text: string };
  /** Plans of lower organizations within this one, in their folders' order. */
  readonly children: readonly PlanFolder[];
  /** The folder of the frame that it stands in. */
  readonly frame?: string;
}

export interface FoundProblem extends Problem {
  readonly file: string;
}

export interface CheckedFolder {
  readonly folder: PlanFolder;
  /** With the plans of lower organizations in it. */
  readonly plan: Plan | undefined;
  readonly roster: Roster | undefined;
  readonly problems: readonly FoundProblem[];
  /** The machines that were walked; absent where the check did not come so far. */
  readonly walked?: Walked;
}

/**
 * @param launchFile values for the plan's slots (launch.yaml)
 * @throws CannotDo when there is no plan to read
 */
export function readPlanFolder(target: string, launchFile?: string): PlanFolder {
  if (!existsSync(target)) throw noPlan(target);
  const isFolder = statSync(target).isDirectory();
  const planFile = isFolder ? (firstOf(target, PLAN_FILES) ?? path.join(target, 'plan.yaml')) : target;
  if (!existsSync(planFile)) throw noPlan(planFile);
  const beside = path.dirname(planFile);
  const rosterFile = firstOf(beside, ['roster.yaml', 'roster.yml', 'roster.json']);
  const sourceFile = path.join(beside, 'source.txt');
  return {
    planFile,
    planText: textOf(planFile),
    roster: rosterFile === undefined ? undefined : { file: rosterFile, text: textOf(rosterFile) },
    source: existsSync(sourceFile) ? textOf(sourceFile) : undefined,
    ...(launchFile !== undefined && { launch: { file: launchFile, text: launchText(launchFile) } }),
    children: isFolder ? childrenOf(target) : [],
    ...frameAbove(beside),
  };
}

export function checkFolder(folder: PlanFolder): CheckedFolder {
  if (folder.frame !== undefined) return checkWithin(folder, folder.frame);
  const read = readTogether(folder);
  const { plan, roster, source, place } = read;
  if (plan === undefined) return { folder, plan, roster, problems: inDocumentOrder(read.problems) };
  const options = source === undefined ? {} : { source };
  const { problems, walked } =
    roster !== undefined && read.rosterIsSound
      ? compileCampaign({ plan, roster, calendar: CHINA_CALENDAR, ...options })
      : {
          problems: checkPlan(plan, {
            ...options,
            ...(plan.period !== null && { calendar: calendarOf(plan, CHINA_CALENDAR) }),
          }),
        };
  const placed = problems.map(place).filter(({ code, file }) => code !== 'plan.not-in-source' || read.quoted.has(file));
  const found = inDocumentOrder([...read.problems, ...placed]);
  return { folder, plan, roster, problems: found, ...(walked !== undefined && { walked }) };
}

export function hindrancesIn(problems: readonly FoundProblem[]): readonly FoundProblem[] {
  return problems.filter((problem) => problem.severity !== 'advice');
}

export interface LaunchableFolder {
  readonly folder: PlanFolder;
  readonly plan: Plan;
  /** The plan as it is kept: with what was filled in. */
  readonly planText: string;
  /** With the rosters of plans within it. */
  readonly rosterText: string;
  readonly roster: Roster;
  readonly campaign: Campaign;
}

/** Undefined when something keeps it from being launched; `problems` says what. */
export function compileFolder(checked: CheckedFolder, id?: string): LaunchableFolder | undefined {
  const { folder, plan, roster } = checked;
  if (folder.frame !== undefined) throw within(folder.frame);
  if (plan === undefined || roster === undefined || hindrancesIn(checked.problems).length > 0) return undefined;
  const { campaign } = compileCampaign({
    plan,
    roster,
    calendar: CHINA_CALENDAR,
    ...(id !== undefined && { campaign: id }),
  });
  if (campaign === undefined) return undefined;
  return { folder, plan, ...keptTexts(folder, plan, roster), roster, campaign };
}

/** The plan with the roster of a campaign, which holds everybody, also those of plans within it. */
export function withRoster(folder: PlanFolder, text: string): PlanFolder {
  const bare = (one: PlanFolder): PlanFolder => ({ ...one, roster: undefined, children: one.children.map(bare) });
  return { ...bare(folder), roster: { file: 'roster.yaml', text } };
}

/** A plan within a frame means something only in it: both are checked, and what is wrong with this one is told. */
function checkWithin(folder: PlanFolder, frame: string): CheckedFolder {
  const { problems } = checkFolder(readPlanFolder(frame));
  const here = `${path.resolve(path.dirname(folder.planFile))}${path.sep}`;
  const own = problems.filter(({ file }) => path.resolve(file).startsWith(here));
  return { folder, plan: readTogether(folder).plan, roster: undefined, problems: own };
}

function frameAbove(folder: string): { readonly frame?: string } {
  const children = path.dirname(path.resolve(folder));
  const frame = path.relative('.', path.dirname(children)) || '.';
  return path.basename(children) === 'children' && firstOf(frame, PLAN_FILES) !== undefined ? { frame } : {};
}

function childrenOf(target: string): readonly PlanFolder[] {
  const folder = path.join(target, 'children');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
    .filter((child) => statSync(child).isDirectory() && firstOf(child, PLAN_FILES) !== undefined)
    .map((child) => readPlanFolder(child, firstOf(child, ['launch.yaml'])));
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

function launchText(file: string): string {
  if (existsSync(file)) return textOf(file);
  throw new CannotDo('launch.not-there', {
    zh: `没有找到 ${file}；--with 后面写放有启动前填写内容的文件，如 launch.yaml。`,
    en: `Expected a file at ${file}, but there is none; name the file with what is filled in before the launch, such as launch.yaml.`,
  });
}

function within(frame: string): CannotDo {
  return new CannotDo('plan.within', {
    zh: `这份方案在框架 ${frame} 之内，和框架一起预演、启动：请用 ${frame}。`,
    en: `This plan stands within the frame ${frame} and runs with it: use ${frame}.`,
  });
}

function noPlan(target: string): CannotDo {
  return new CannotDo('plan.not-there', {
    zh: `没有找到方案：${target}。请给出方案文件，或放有 plan.yaml 的目录。`,
    en: `Expected a plan at ${target}, but there is none. Name the plan's file, or a folder that holds plan.yaml.`,
  });
}
