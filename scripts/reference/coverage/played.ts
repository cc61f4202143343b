/** A plan folder, checked, compiled and rehearsed under a few seeds, for what its parts leave behind. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { rehearse } from '@lianfang/engine';
import type { Campaign, Event } from '@lianfang/engine/kernel';
import { recordedEventOf, sentenceOf, vocabularyOf } from '@lianfang/engine/record';
import { checkFolder, compileFolder, readPlanFolder } from '../../../packages/cli/src/plan-folder.ts';

/** Chance decides who returns, objects or is late: what one year does not show another does. */
const SEEDS = [1, 2, 3];

export interface PlayedPlan {
  readonly written: unknown;
  /** Codes of the problems that the check reports. */
  readonly problems: readonly string[];
  readonly rehearsals: readonly {
    readonly campaign: Campaign;
    readonly events: readonly Event[];
    readonly say: (event: Event) => string;
  }[];
}

/** @throws when the plan does not launch */
export function played(folder: string): PlayedPlan {
  const checked = checkFolder(readPlanFolder(folder));
  // What a person fills in before a launch lies beside the plan; the check is shown without it.
  const launch = path.join(folder, 'launch.yaml');
  const launchable = compileFolder(existsSync(launch) ? checkFolder(readPlanFolder(folder, launch)) : checked);
  if (launchable === undefined) throw new Error(`${folder} does not launch`);
  const { campaign, plan, roster } = launchable;
  const names = Object.fromEntries(roster.people.map(({ id, name }) => [id, name]));
  const words = vocabularyOf(campaign);
  const say = (event: Event) => sentenceOf({ event: recordedEventOf(event), names }, 'zh', words);
  return {
    written: plan,
    problems: checked.problems.map(({ code }) => code),
    rehearsals: SEEDS.map((seed) => ({
      campaign,
      say,
      events: rehearse({ campaign, forms: plan.forms, seed }).events,
    })),
  };
}
