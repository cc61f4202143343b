import { codeTable } from './entry.ts';

export const faultCodes = codeTable({
  'fault.invariant': {
    kind: 'fault',
    zh: '内部约定被破坏：{message}',
    en: 'A promise of our own code is broken: {message}',
  },
  'fault.unexpected': {
    kind: 'fault',
    zh: '出了意外的错误：{message}',
    en: 'Something unexpected failed: {message}',
  },
  'fault.codec': {
    kind: 'fault',
    zh: '载荷不能解开：{message}',
    en: 'A payload cannot be opened: {message}',
  },
  'fault.server-unavailable': {
    kind: 'fault',
    zh: '服务器没有应答：{message}',
    en: 'A server does not answer: {message}',
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
  'client.campaign-unknown': {
    kind: 'fault',
    zh: '没有这个活动：{message}',
    en: 'There is no such campaign: {message}',
  },
  'client.not-found': {
    kind: 'fault',
    zh: '所指的事项不在办理之中：{message}',
    en: 'What is named is not under way: {message}',
  },
  'client.bad-input': {
    kind: 'fault',
    zh: '输入不合要求：{message}',
    en: 'The input cannot be used: {message}',
  },
  'client.bad-content': {
    kind: 'fault',
    zh: '填写的内容不合表格要求：{message}',
    en: 'What was written does not fit the form: {message}',
  },
  'lianfang.refused': {
    kind: 'fault',
    zh: '整批命令都未受理；每条的原因在答复里。',
    en: 'Every command of the batch was refused; the answers say why.',
  },
  'lianfang.fault': {
    kind: 'fault',
    zh: '参与者处理命令时出错，什么也没有改变：{message}',
    en: 'An actor failed on a command and nothing changed: {message}',
  },
  'lianfang.unanswered': {
    kind: 'fault',
    zh: '命令 {request} 还没有答复，将以同一编号重发：{cause}',
    en: "Request '{request}' has no answer yet and is sent again under the same id: {cause}",
  },
});
