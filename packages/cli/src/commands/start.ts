/** `start`: a whole campaign before your eyes, on real servers, with simulated people; or without them, to act yourself. */
import path from 'node:path';
import { datedSpan, directoryOf } from '@lianfang/engine';
import { campaignInstant } from '@lianfang/engine/kernel';
import type { Registry, StoredCampaign } from '@lianfang/registry';
import type { Command } from 'commander';
import { verifyArchive } from '../archiving/verify-archive.ts';
import { writeArchive } from '../archiving/write-archive.ts';
import { CannotDo, toldOf } from '../fault.ts';
import { keepUp, rest } from '../keep-up.ts';
import { launchOf } from '../launch-campaign.ts';
import { addWith, numberIn, textIn } from '../options.ts';
import { checkFolder, compileFolder, hindrancesIn, readPlanFolder } from '../plan-folder.ts';
import { openPlant, type Plant } from '../plant.ts';
import { problemLines } from '../problem-lines.ts';
import type { Cli } from '../program.ts';
import { type ExitCode, exitCodes, type Shell } from '../shell.ts';
import { type Highlight, highlightsOf } from '../start/highlights.ts';
import { progressView } from '../start/progress-view.ts';
import { simulate } from '../start/simulate.ts';
import { onceStopped, type Stopped } from '../stopping.ts';

const DAY = 86_400_000;
const SAMPLE = path.join('plans', 'dezhou-2011');
/** Without people: a day in five minutes, so that dues come while one tries things out. */
const STAY_RATE = 288;
const LOOK_EVERY = 120;
/** After the year's end, so long without anything happening, and it is closed with what is still open. */
const QUIET = 8_000;

export function addStart(cli: Cli, program: Command): void {
  const summary = {
    zh: '示范：启动一切，用约三分钟走完方案的一年，最后归档；中断后再运行会接着走',
    en: 'demonstration: starts everything, runs the plan’s year in about three minutes, archives it; run again after a break, it goes on',
  };
  const command = cli.leaf(program, 'start [dir]', summary, async (options, [target = SAMPLE], { shell, json }) => {
    const checked = checkFolder(readPlanFolder(target, textIn(options, 'with')));
    const stay = options.stay === true;
    const planId = checked.plan?.id ?? 'plan';
    if (compileFolder(checked) === undefined) {
      for (const line of problemLines(shell, hindrancesIn(checked.problems))) shell.note(line);
      throw new CannotDo('plan.problems', {
        zh: '方案或花名册还有问题，不能启动。',
        en: 'Plan or roster have problems; it cannot be launched.',
      });
    }
    const stopped = onceStopped();
    const plant = await openPlant(shell);
    try {
      const { registry } = plant.connected();
      const id = textIn(options, 'id') ?? (await idToRun(registry, `${planId}-${stay ? 'stay' : 'demo'}`));
      const launchable = compileFolder(checked, id);
      const known = await registry.getCampaign(id);
      if (launchable === undefined)
        throw new CannotDo('plan.problems', { zh: '方案还有问题。', en: 'The plan has problems.' });
      const { origin, end } = yearOf(launchable.campaign);
      const seconds = numberIn(options, 'seconds') ?? 180;
      const rate = numberIn(options, 'clock') ?? (stay ? STAY_RATE : Math.max(1, (end - origin) / (seconds * 1000)));
      if (known !== null && !json)
        shell.line(shell.say({ zh: `接着走活动“${id}”。`, en: `Going on with campaign '${id}'.` }));
      // Events that no person caused are recorded soon, because campaign time runs fast.
      const options_ = rate > 100 ? { options: { recordDelay: 100, jitter: 0 } } : {};
      await plant.connected().client.startCampaign({
        // Without people it begins on the first morning, so that there is something to do at once.
        ...launchOf(launchable, { origin: stay ? origin + DAY / 2 : origin, rate }),
        ...options_,
      });
      const stored = await registry.getCampaign(id);
      if (stored === null)
        throw new CannotDo('campaign.unknown', { zh: `活动“${id}”没有存下。`, en: `Campaign '${id}' was not stored.` });
      if (stay) return await stayUp(shell, plant, stored, stopped);
      const seed = numberIn(options, 'seed') ?? 1;
      const finished = await play(shell, plant, stored, { seed, end, stopped, json });
      if (!finished) {
        if (!json)
          shell.line(
            shell.say({
              zh: '已停下，什么都没丢。再运行 npm start 会接着走。',
              en: 'Stopped; nothing is lost. Run npm start again to go on.',
            }),
          );
        return exitCodes.ok;
      }
      return await finish(
        shell,
        plant.connected().registry,
        stored,
        textIn(options, 'archive') ?? path.join('archive', id),
        json,
      );
    } finally {
      await plant.close();
    }
  });
  addWith(cli, command);
  cli.option(command, '--stay', {
    zh: '不要模拟的人，启动后一直运行，由你用命令行来办',
    en: 'no simulated people: stays up, and you act with the command line',
  });
  cli.option(command, '--seconds <n>', { zh: '一年走多少秒（默认 180）', en: 'seconds for the year (default 180)' });
  cli.option(command, '--clock <rate>', {
    zh: '活动时钟的速度（代替 --seconds）',
    en: "rate of the campaign's clock (instead of --seconds)",
  });
  cli.option(command, '--seed <n>', {
    zh: '模拟的人按哪个种子行事（默认 1）',
    en: 'seed of the simulated people (default 1)',
  });
  cli.option(command, '--id <id>', { zh: '活动编号', en: "the campaign's id" });
  cli.option(command, '--archive <dir>', {
    zh: '归档目录（默认 archive/活动编号）',
    en: 'archive folder (default archive/<id>)',
  });
}

/** The one under way; else the next that has not been run. */
async function idToRun(registry: Registry, base: string): Promise<string> {
  const all = await registry.listCampaigns();
  const own = all.filter((one) => one.id === base || one.id.startsWith(`${base}-`));
  const running = own.find((one) => one.state === 'running');
  if (running !== undefined) return running.id;
  return own.length === 0 ? base : `${base}-${own.length + 1}`;
}

function yearOf(campaign: StoredCampaign['campaign']): { readonly origin: number; readonly end: number } {
  const { first, last } = datedSpan(campaign);
  return { origin: first - DAY / 8, end: last + DAY };
}

interface PlayOptions {
  readonly seed: number;
  readonly end: number;
  readonly stopped: Stopped;
  readonly json: boolean;
}

/** @returns false when it was stopped before the end */
async function play(
  shell: Shell,
  plant: Plant,
  stored: StoredCampaign,
  { seed, end, stopped, json }: PlayOptions,
): Promise<boolean> {
  const quiet = { ...shell, line: () => {}, raw: () => {} };
  const view = progressView(json ? quiet : shell, stored);
  const simulation = simulate(stored, seed, (act, code) => {
    if (shell.env.LIANFANG_DEBUG === '1')
      shell.note(`${code} ${act.command.name} ${JSON.stringify(act.command.input).slice(0, 200)}`);
  });
  let quietSince = Date.now();
  let ended = false;
  // A server that is away shows as answers that do not come, not as an error: it is looked after beside the play.
  const keeping = keepUp(shell, plant, { promise: stopped.promise, isStopped: () => ended || stopped.isStopped() });
  try {
    return await playOn();
  } finally {
    ended = true;
    await keeping;
  }

  async function playOn(): Promise<boolean> {
    for (;;) {
      if (stopped.isStopped()) return false;
      try {
        const { client, registry } = plant.connected();
        if ((await registry.getCampaign(stored.id))?.state === 'closed') return true;
        if ((await simulation.round(client)) > 0) quietSince = Date.now();
        await view.look(registry);
        const now = campaignInstant(stored.clock, Date.now());
        if (now >= end) {
          const { openTasks } = await registry.progress(stored.id);
          if (openTasks === 0 || Date.now() - quietSince > QUIET) {
            await view.look(registry);
            if (await closeDown(plant, stored, seed, now)) quietSince = Date.now();
          }
        }
        await rest(LOOK_EVERY);
      } catch (error) {
        const { message } = toldOf(error, shell);
        shell.note(
          shell.colour.yellow(
            shell.say({
              zh: `中断：${message}\n正在重新接上，什么都没丢…`,
              en: `Interrupted: ${message}\nReconnecting; nothing is lost…`,
            }),
          ),
        );
        if (shell.env.LIANFANG_DEBUG === '1' && error instanceof Error) shell.note(error.stack ?? '');
        await rest(1_000);
      }
    }
  }
}

/** The office closes the year; what is still open is closed with the reason. */
async function closeDown(plant: Plant, stored: StoredCampaign, seed: number, now: number): Promise<boolean> {
  const { client, registry } = plant.connected();
  const { campaign } = stored;
  const [person] = directoryOf(campaign).members(campaign.root, campaign.office, now);
  if (person === undefined) return false;
  const signer = { kind: 'administrator', person } as const;
  const result = await client.perform(stored.id, signer, 'closeCampaign', {
    request: `sim-${seed}-close`,
    reason: '年度工作结束，全部材料归档。',
  });
  const isClosed = result.status === 'refused' && result.rejection.code === 'campaign.closed';
  if (result.status !== 'accepted' && !isClosed) return false;
  // Every actor records what it still holds before it ends.
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await registry.progress(stored.id)).openTasks === 0) break;
    await rest(100);
  }
  await registry.closeCampaign(stored.id);
  return true;
}

async function finish(
  shell: Shell,
  registry: Registry,
  stored: StoredCampaign,
  dir: string,
  json: boolean,
): Promise<ExitCode> {
  const written = await writeArchive(registry, stored.id, dir, { overwrite: true });
  if (written === undefined) {
    throw new CannotDo('archive.not-empty', {
      zh: `归档目录 ${dir} 里有别的东西，没有写入。请用：npm run lianfang -- archive ${stored.id} 另一目录`,
      en: `The archive folder ${dir} holds something else; nothing was written. Use: npm run lianfang -- archive ${stored.id} OTHER`,
    });
  }
  const verified = await verifyArchive(dir);
  const highlights = await highlightsOf(shell, registry, stored);
  const ok = verified.problems.length === 0 && verified.ledger.ok;
  if (json) {
    shell.line(
      JSON.stringify(
        { ok, campaign: stored.id, archive: dir, ...written, entries: verified.ledger.entries, highlights },
        null,
        2,
      ),
    );
    return ok ? exitCodes.ok : exitCodes.refused;
  }
  const { colour } = shell;
  shell.line();
  shell.line(
    colour.bold(shell.say({ zh: `活动“${stored.id}”走完了一年。`, en: `Campaign '${stored.id}' has run its year.` })),
  );
  shell.line(
    shell.say({
      zh: `归档：${dir}（表格 ${written.forms} 份，文件 ${written.files} 个，留痕 ${verified.ledger.entries} 条），打开 ${path.join(dir, 'index.html')}`,
      en: `Archive: ${dir} (${written.forms} forms, ${written.files} files, ${verified.ledger.entries} entries); open ${path.join(dir, 'index.html')}`,
    }),
  );
  shell.line(
    ok
      ? colour.green(
          shell.say({
            zh: '归档核验通过：校验和相符，留痕的链完整。',
            en: 'The archive verifies: checksums agree, the chains are whole.',
          }),
        )
      : colour.red(shell.say({ zh: '归档核验不通过！', en: 'The archive does not verify!' })),
  );
  shell.line();
  for (const highlight of highlights) for (const line of highlightLines(shell, stored.id, highlight)) shell.line(line);
  shell.line();
  shell.line(shell.say({ zh: '接下来可以试试：', en: 'Try next:' }));
  for (const line of [
    'npm start -- --stay',
    `npm run lianfang -- up            # ${shell.say({ zh: '保持运行，另开终端执行上面的命令', en: 'keeps it up; run the commands above in another terminal' })}`,
    `npm run lianfang -- status --campaign ${stored.id}`,
    `npm run lianfang -- ledger verify ${path.join(dir, 'ledger.ndjson')}`,
    `npm run lianfang -- archive verify ${dir}`,
    'npm run lianfang -- rehearse plans/dezhou-2011 --posts 1000',
  ])
    shell.line(`  ${line}`);
  return ok ? exitCodes.ok : exitCodes.refused;
}

function highlightLines(shell: Shell, campaign: string, { what, id, review, sentence }: Highlight): string[] {
  const heads = {
    review: { zh: '三轮的审批', en: 'a review with three rounds' },
    meeting: { zh: '一次会议', en: 'a meeting' },
    escalated: { zh: '逾期上报的待办', en: 'an escalated task' },
    'handed-over': { zh: '换了人的岗位', en: 'the post that changed hands' },
  } as const;
  const shows = [
    ...(what === 'meeting' ? [`meeting show ${id}`] : []),
    ...(review === null ? [] : [`review show ${review}`]),
    ...(what === 'handed-over' ? [`ledger show --node ${id}`] : []),
  ];
  return [
    `${shell.colour.bold(shell.say(heads[what]))}  ${shell.colour.cyan(id)}  ${sentence}`,
    ...shows.map((show) => shell.colour.dim(`    npm run lianfang -- ${show} --campaign ${campaign}`)),
  ];
}

async function stayUp(shell: Shell, plant: Plant, stored: StoredCampaign, stopped: Stopped): Promise<ExitCode> {
  const { registry } = plant.connected();
  const people = await registry.peopleOf(stored.id);
  shell.line(
    shell.say({
      zh: `活动“${stored.id}”正在运行，时钟速度 ${stored.clock.rate}（一天约 ${Math.round(DAY / stored.clock.rate / 1000)} 秒）。没有模拟的人，等你来办。按 Ctrl-C 停止，数据保留。`,
      en: `Campaign '${stored.id}' is running, clock rate ${stored.clock.rate} (a day takes about ${Math.round(DAY / stored.clock.rate / 1000)} s). There are no simulated people; it is up to you. Ctrl-C stops; the data stays.`,
    }),
  );
  for (let tries = 0; tries < 240 && !stopped.isStopped(); tries += 1) {
    const tasks = await registry.openTasks(stored.id);
    const owners = [...new Set(tasks.flatMap((task) => task.owners))].slice(0, 3);
    if (owners.length > 0) {
      shell.line(shell.say({ zh: '现在有待办的人，例如：', en: 'Who has something to do now, for example:' }));
      for (const owner of owners)
        shell.line(`  npm run lianfang -- inbox --as ${people[owner] ?? owner} --campaign ${stored.id}`);
      break;
    }
    await Promise.race([stopped.promise, rest(500)]);
  }
  await keepUp(shell, plant, stopped);
  return exitCodes.ok;
}
