/** `up`: the embedded servers and a worker, until it is told to stop. */
import type { Command } from 'commander';
import { keepUp } from '../keep-up.ts';
import { openPlant } from '../plant.ts';
import type { Cli } from '../program.ts';
import { exitCodes } from '../shell.ts';
import { onceStopped } from '../stopping.ts';

export function addUp(cli: Cli, program: Command): void {
  const summary = {
    zh: '启动内置的服务器和工作进程并保持运行（Ctrl-C 停止）',
    en: 'start the embedded servers and a worker and stay (Ctrl-C stops)',
  };
  cli.leaf(program, 'up', summary, async (_options, _args, { shell, json }) => {
    const stopped = onceStopped();
    const plant = await openPlant(shell);
    try {
      const { temporal, postgres, dataDir } = plant.servers;
      if (json) shell.line(JSON.stringify({ ok: true, temporal: temporal.address, postgres: postgres.url, dataDir }));
      else {
        shell.line(
          shell.say({
            zh: `已就绪。数据目录 ${dataDir}。按 Ctrl-C 停止，数据保留。`,
            en: `Ready. Data folder ${dataDir}. Ctrl-C stops; the data stays.`,
          }),
        );
        shell.line(
          shell.say({
            zh: '另开一个终端：npm run lianfang -- campaign start plans/dezhou-2011',
            en: 'In another terminal: npm run lianfang -- campaign start plans/dezhou-2011',
          }),
        );
      }
      await keepUp(shell, plant, stopped);
    } finally {
      await plant.close();
    }
    return exitCodes.ok;
  });
}
