import { codeTable } from './entry.ts';

export const faultCodes = codeTable({
  'fault.invariant': {
    kind: 'fault',
    zh: '内部约定被破坏：{message}',
    en: 'A promise of our own code is broken: {message}',
  },
  'fault.temporal-unavailable': {
    kind: 'fault',
    zh: '没有可用的 Temporal 服务器。{detail}',
    en: 'No Temporal server can be had. {detail}',
  },
  'fault.postgres-unavailable': {
    kind: 'fault',
    zh: '没有可用的 PostgreSQL。{detail}',
    en: 'No PostgreSQL can be had. {detail}',
  },
  'fault.servers-not-running': {
    kind: 'fault',
    zh: '数据目录 {dataDir} 的服务器没有运行。请先运行：npm run lianfang -- up',
    en: 'The servers of the data folder {dataDir} are not running. First run: npm run lianfang -- up',
  },
  'fault.servers-busy': {
    kind: 'fault',
    zh: '数据目录 {dataDir} 被进程 {pid} 占用，{seconds} 秒内没有放开。请结束该进程，或用 LIANFANG_HOME 另选目录。',
    en: 'Process {pid} has held the data folder {dataDir} for more than {seconds} seconds. End it, or choose another folder with LIANFANG_HOME.',
  },
});
