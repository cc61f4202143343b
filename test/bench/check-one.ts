/**
 * Checks and compiles one plan with a grown roster in a process of its own, so that the peak of its memory is its own: prints what it
 * measured as JSON. `check-one.ts FOLDER POSTS`; run by check.ts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHINA_CALENDAR, compileCampaign, generateRoster, parseLaunch, parsePlan, parseRoster } from '@lianfang/engine';

export interface MeasuredCheck {
  readonly posts: number;
  readonly nodes: number;
  readonly actors: number;
  /** Of all problems that are not advice, the codes. */
  readonly hindrances: readonly string[];
  readonly machines: number;
  readonly states: number;
  readonly transitions: number;
  /** Milliseconds of processor time, and of the clock. */
  readonly parse: number;
  readonly compile: number;
  readonly clock: number;
  /** Megabytes, of the whole process; before and at most. */
  readonly loaded: number;
  readonly peak: number;
}

const [folder = '', posts = '5000'] = process.argv.slice(2);
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');
const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const megabytes = (): number => process.resourceUsage().maxRSS / 1024;

const launch = existsSync(join(folder, 'launch.yaml')) ? parseLaunch(textOf('launch.yaml')) : undefined;
const parsing = processor();
const { plan, problems: shape, lineOf } = parsePlan(textOf('plan.yaml'), launch);
const parse = processor() - parsing;
const { roster: sample } = parseRoster(textOf('roster.yaml'));
if (plan === undefined || sample === undefined)
  throw new Error(`Expected a plan and a roster in ${folder}: ${JSON.stringify(shape.slice(0, 3))}`);
const roster = generateRoster({ sample, posts: Number(posts), seed: 20111210 });
const source = existsSync(join(folder, 'source.txt')) ? textOf('source.txt') : undefined;

const loaded = megabytes();
const [start, clockStart] = [processor(), performance.now()];
const { campaign, problems, walked } = compileCampaign({
  plan,
  roster,
  calendar: CHINA_CALENDAR,
  lineOf,
  ...(source !== undefined && { source }),
});
const [compile, clock] = [processor() - start, performance.now() - clockStart];

const measured: MeasuredCheck = {
  posts: Number(posts),
  nodes: Object.keys(campaign?.nodes ?? {}).length,
  actors: campaign?.placement.length ?? 0,
  hindrances: [...new Set(problems.filter(({ severity }) => severity !== 'advice').map(({ code }) => code))],
  machines: walked?.machines ?? 0,
  states: walked?.states ?? 0,
  transitions: walked?.transitions ?? 0,
  parse,
  compile,
  clock,
  loaded,
  peak: megabytes(),
};
process.stdout.write(JSON.stringify(measured));
