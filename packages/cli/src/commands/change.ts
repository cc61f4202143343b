/** `campaign change-review | change-calendar`: what the office changes while a campaign runs. */
import type { DryRun } from '@lianfang/client';
import { sliceCalendar, WorkCalendar } from '@lianfang/engine';
import type { CalendarSlice, ReviewDefinition, Signer } from '@lianfang/engine/kernel';
import type { StoredCampaign } from '@lianfang/registry';
import type { Command } from 'commander';
import { tellResult } from '../acting.ts';
import { CannotDo } from '../fault.ts';
import { campaignMeant, personMeant } from '../found.ts';
import { addWith, type Options, readData, textIn } from '../options.ts';
import { checkFolder, compileFolder, hindrancesIn, readPlanFolder, withRoster } from '../plan-folder.ts';
import { countsLine, problemLines } from '../problem-lines.ts';
import type { Cli } from '../program.ts';
import { type Connected, withSession } from '../session.ts';
import { type ExitCode, exitCodes, type Shell } from '../shell.ts';

export function addChanges(cli: Cli, campaign: Command): void {
  const review = cli.leaf(
    campaign,
    'change-review <plan>',
    {
      zh: '按改过的方案变更审批流程：以后开始的按新流程；--move 把在途的也移过去',
      en: 'change reviews as a changed plan has them: for what opens later; with --move for what is in flight too',
    },
    async (options, [target = ''], { shell, json }) =>
      withSession(shell, (session) => changeReviews(session, shell, json, target, options)),
  );
  cli.option(review, '--dry-run', {
    zh: '只看：哪些会移过去，哪些仍按旧流程办完；什么也不变',
    en: 'only tell what would go over and what would finish as it is; nothing is changed',
  });
  cli.option(review, '--move', {
    zh: '在途的审批也移到新流程（所在环节仍有的）',
    en: 'reviews in flight go over too, where their place exists',
  });
  cli.option(review, '--review <id>', { zh: '只变更这一个流程', en: 'this review only' });
  addWith(cli, review);
  addActing(cli, review);

  const calendar = cli.leaf(
    campaign,
    'change-calendar <file>',
    {
      zh: '登记公布的节假日安排：按工作日计算的期限随之重算',
      en: 'take up published days off: limits in working days are counted anew',
    },
    async (options, [file = ''], { shell, json }) =>
      withSession(shell, (session) => changeCalendar(session, shell, json, file, options)),
  );
  addActing(cli, calendar);
}

function addActing(cli: Cli, command: Command): void {
  cli.option(command, '--as <person>', { zh: '谁在办（办公室的人）', en: 'who acts (of the office)' });
  cli.option(command, '--reason <words>', { zh: '为什么', en: 'why' });
  cli.option(command, '--campaign <id>', {
    zh: '活动（只有一个时可不写）',
    en: 'campaign (optional when only one runs)',
  });
}

async function changeReviews(
  session: Connected,
  shell: Shell,
  json: boolean,
  target: string,
  options: Options,
): Promise<ExitCode> {
  const { client, registry } = session;
  const stored = await campaignMeant(registry, textIn(options, 'campaign'));
  // The roster is the campaign's own: only the plan is new.
  const folder = withRoster(readPlanFolder(target, textIn(options, 'with')), stored.rosterText);
  const checked = checkFolder(folder);
  const compiled = compileFolder(checked, stored.id);
  if (compiled === undefined) {
    const hindrances = hindrancesIn(checked.problems);
    if (json) shell.line(JSON.stringify({ ok: false, code: 'plan.problems', problems: hindrances }));
    else {
      for (const line of problemLines(shell, hindrances)) shell.note(line);
      shell.note(countsLine(shell, checked.problems));
    }
    return exitCodes.refused;
  }
  const changed = changedReviews(stored, compiled.campaign.reviews, textIn(options, 'review'));
  const foretold: { readonly review: ReviewDefinition; readonly dry: DryRun }[] = [];
  for (const review of changed) foretold.push({ review, dry: await client.dryRunReview(stored.id, review) });
  if (options.dryRun === true) {
    if (json) {
      const reviews = foretold.map(({ review, dry }) => ({ review: review.id, to: review.hash, ...dry }));
      shell.line(JSON.stringify({ ok: true, reviews }, null, 2));
    } else for (const one of foretold) for (const line of linesOf(shell, one.review, one.dry)) shell.line(line);
    return exitCodes.ok;
  }
  const { signer, reason } = await actingIn(session, stored, options);
  const move = options.move === true;
  let code: ExitCode = exitCodes.ok;
  for (const { review, dry } of foretold) {
    if (!json && move) for (const line of linesOf(shell, review, dry)) shell.line(line);
    const input = { review: { ...review }, move, reason };
    const result = await client.perform(stored.id, signer, 'changeReview', input);
    code = worse(code, tellResult(shell, json, 'changeReview', result, stored));
  }
  return code;
}

/** Those that the plan says otherwise than the campaign was started with, or the one that is named. */
function changedReviews(
  { campaign }: StoredCampaign,
  reviews: Readonly<Record<string, ReviewDefinition>>,
  named: string | undefined,
): readonly ReviewDefinition[] {
  const known = Object.values(reviews).filter((review) => campaign.reviews[review.id] !== undefined);
  const ids = known.map((review) => review.id);
  if (named !== undefined && !ids.includes(named)) {
    throw new CannotDo('review.unknown-definition', {
      zh: `活动和方案里没有共同的审批流程“${named}”。可以是：${ids.join('、')}。`,
      en: `Expected a review that campaign and plan both have, but '${named}' is none. Possible: ${ids.join(', ')}.`,
    });
  }
  const changed = known.filter((review) =>
    named === undefined ? review.hash !== campaign.reviews[review.id]?.hash : review.id === named,
  );
  if (changed.length === 0) {
    throw new CannotDo('review.unchanged', {
      zh: '方案里的审批流程与活动启动时的相同，没有可变更的（要改回原来的，请用 --review 指明）。',
      en: 'The plan has the reviews that the campaign was started with; to go back to one of these, name it with --review.',
    });
  }
  return changed;
}

function linesOf(shell: Shell, review: ReviewDefinition, { moves, keeps, done }: DryRun): string[] {
  const kept = keeps.map(({ review: key, place }) =>
    shell.say({ zh: `  仍按旧流程：${key}（在“${place}”）`, en: `  stays: ${key} (at '${place}')` }),
  );
  return [
    shell.say({
      zh: `《${review.name}》（${review.id}）：移到新流程 ${moves.length} 件，按旧流程办完 ${keeps.length} 件，不受影响 ${done} 件。`,
      en: `${review.name} (${review.id}): ${moves.length} go over, ${keeps.length} finish as they are, ${done} untouched.`,
    }),
    ...kept,
  ];
}

async function changeCalendar(
  session: Connected,
  shell: Shell,
  json: boolean,
  file: string,
  options: Options,
): Promise<ExitCode> {
  const { client, registry } = session;
  const stored = await campaignMeant(registry, textIn(options, 'campaign'));
  const published = calendarIn(file);
  const known = await client.calendarNow(stored.id);
  const { signer, reason } = await actingIn(session, stored, options);
  const input = { calendar: { ...published, years: { ...known.years, ...published.years } }, reason };
  const result = await client.perform(stored.id, signer, 'changeCalendar', input);
  return tellResult(shell, json, 'changeCalendar', result, stored);
}

/** A calendar as people write it: region, and for each year its days off and the weekends that are worked. @throws CannotDo */
function calendarIn(file: string): CalendarSlice {
  const read = WorkCalendar.safeParse(readData(file));
  if (!read.success) {
    const faults = read.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new CannotDo('calendar.malformed', {
      zh: `${file} 不是工作日历：${faults.join('；')}`,
      en: `Expected a calendar in ${file}, but: ${faults.join('; ')}`,
    });
  }
  const years = Object.keys(read.data.years).map(Number);
  return sliceCalendar(read.data, Math.min(...years), Math.max(...years));
}

async function actingIn(
  { registry }: Connected,
  stored: StoredCampaign,
  options: Options,
): Promise<{ signer: Signer; reason: string }> {
  const named = textIn(options, 'as');
  const reason = textIn(options, 'reason');
  if (named === undefined || reason === undefined) {
    throw new CannotDo('input.as', {
      zh: '请用 --as 说明是谁在办，用 --reason 写明为什么。',
      en: 'Say who acts with --as, and why with --reason.',
    });
  }
  const person = personMeant(named, await registry.peopleOf(stored.id));
  return { signer: { kind: 'administrator', person }, reason };
}

function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one === exitCodes.ok || other === exitCodes.fault ? other : one;
}
