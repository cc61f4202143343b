/** Every sentence the embedded servers say, in both languages, so that nothing else here knows a language. */
import type { Lang } from '@lianfang/engine/codes';

const zh = {
  waitingForOther: (pid: number) => `进程 ${pid} 正在启动或停止这些服务器，等待中…`,
  attached: (dataDir: string) => `与已在运行的服务器共用（数据目录 ${dataDir}）。`,
  takenOver: (what: string, pid: number) => `接管上次留下的 ${what}（进程 ${pid}）。`,
  ended: (what: string, pid: number) => `上次留下的 ${what}（进程 ${pid}）没有应答，已结束，数据保留。`,
  startingTemporal: (program: string) => `正在启动 Temporal 服务器（${program}）…`,
  startingPostgres: '正在启动 PostgreSQL…',
  initialising: '第一次使用：正在建立 PostgreSQL 数据目录（通常 2 至 5 秒）…',
  serving: (what: string, address: string, ms: number) =>
    `${what} 已就绪：${address}（${(ms / 1000).toFixed(1)} 秒）。`,
  movedFolder: (wanted: string, user: string, folder: string) =>
    `以 root 运行：系统用户 ${user} 进不去 ${wanted}，PostgreSQL 的数据改放在 ${folder}。`,
  copiedBinaries: (user: string, folder: string) =>
    `以 root 运行：系统用户 ${user} 进不去安装目录，PostgreSQL 的程序已复制到 ${folder}。`,
  createdUser: (user: string) => `以 root 运行：PostgreSQL 使用系统用户 ${user}。`,
  downloading: (url: string) => `正在下载 Temporal 服务器：${url}`,
  downloadProgress: (mb: number, total: string) => `下载中：${mb} MB${total}`,
  building: (version: string) =>
    `下载不可用，改用 Go 编译 Temporal 服务器 ${version}（只需一次，通常约 5 分钟，缓存在本机）…`,
  buildProgress: (seconds: number) => `编译中：已 ${seconds} 秒（通常约 300 秒）…`,
  buildWaiting: (pid: number) => `进程 ${pid} 正在取得 Temporal 服务器，等待其完成…`,
  built: (seconds: number, file: string) => `编译完成（${seconds} 秒），已缓存：${file}`,
  wayNamed: (file: string) => `环境变量 LIANFANG_TEMPORAL_CLI 指定的 ${file}`,
  wayPath: 'PATH 中的 temporal',
  wayGoPath: (file: string) => `Go 的程序目录 ${file}`,
  wayCache: (file: string) => `本机缓存 ${file}`,
  wayDownload: '官方下载 https://temporal.download',
  wayBuild: (version: string) => `go install github.com/temporalio/cli/cmd/temporal@${version}`,
  notFound: '没有找到',
  notExecutable: (why: string) => `不能运行：${why}`,
  tooOld: (found: string, wanted: string) => `服务器版本 ${found} 太旧，需要 ${wanted} 以上`,
  noGo: '没有找到 go（需要 Go 1.25 以上）',
  oldGo: (found: string) => `${found} 太旧（需要 Go 1.25 以上）`,
  temporalHelp: (tried: string) =>
    `已依次尝试：\n${tried}\n请任选一种办法：安装 Temporal CLI 并放进 PATH（https://docs.temporal.io/cli）；用 LIANFANG_TEMPORAL_CLI 指定它的路径；安装 Go 1.25 以上后重试；或用 LIANFANG_TEMPORAL_ADDRESS 指定已有的 Temporal 服务器（主机:端口）。`,
  triedLine: (n: number, way: string, outcome: string) => `  ${n}. ${way}：${outcome}`,
  addressSilent: (address: string, why: string) =>
    `LIANFANG_TEMPORAL_ADDRESS 指定的 ${address} 没有应答：${why}。请检查地址，或去掉该变量以使用内置服务器。`,
  urlSilent: (url: string, why: string) =>
    `LIANFANG_POSTGRES_URL 指定的 ${url} 不能使用：${why}。请检查地址和口令，或去掉该变量以使用内置服务器。`,
  neverServed: (seconds: number, log: string, tail: string) =>
    `启动后 ${seconds} 秒内没有就绪。日志 ${log} 的最后几行：\n${tail}`,
  exitedEarly: (log: string, tail: string) => `启动后立即退出。日志 ${log} 的最后几行：\n${tail}`,
  noBinaries: (name: string) =>
    `这个平台没有内置的 PostgreSQL（缺少 ${name}）。请用 LIANFANG_POSTGRES_URL 指定一个 PostgreSQL（15 以上）。`,
  noUser: (why: string) =>
    `PostgreSQL 不能以 root 运行，而系统用户 postgres 不存在、也不能建立（${why}）。请以普通用户运行，或用 LIANFANG_POSTGRES_URL 指定一个 PostgreSQL。`,
  noReachableFolder: (tried: string) =>
    `PostgreSQL 以系统用户运行，但这些目录它都进不去：${tried}。请用 LIANFANG_HOME 另选数据目录，或以普通用户运行。`,
  otherMajor: (folder: string, found: string, wanted: string) =>
    `${folder} 的数据属于 PostgreSQL ${found}，内置的是 ${wanted}。请用 LIANFANG_HOME 另选数据目录，或导出后重建。`,
  noPassword: (file: string, folder: string) => `${folder} 有数据，但口令文件 ${file} 不见了。请恢复该文件。`,
  initFailed: (why: string) => `initdb 失败：${why}`,
};

const en: typeof zh = {
  waitingForOther: (pid) => `Process ${pid} is starting or stopping these servers; waiting…`,
  attached: (dataDir) => `Sharing the servers that are running already (data folder ${dataDir}).`,
  takenOver: (what, pid) => `Taking over ${what} left by an earlier run (process ${pid}).`,
  ended: (what, pid) =>
    `Ended ${what} left by an earlier run (process ${pid}), which did not answer; its data is kept.`,
  startingTemporal: (program) => `Starting the Temporal server (${program})…`,
  startingPostgres: 'Starting PostgreSQL…',
  initialising: 'First use: creating the data folder of PostgreSQL (usually takes 2 to 5 seconds)…',
  serving: (what, address, ms) => `${what} is ready: ${address} (${(ms / 1000).toFixed(1)} s).`,
  movedFolder: (wanted, user, folder) =>
    `Running as root: the system user ${user} cannot reach ${wanted}, so PostgreSQL's data goes to ${folder}.`,
  copiedBinaries: (user, folder) =>
    `Running as root: the system user ${user} cannot reach the installation, so PostgreSQL's programs were copied to ${folder}.`,
  createdUser: (user) => `Running as root: PostgreSQL uses the system user ${user}.`,
  downloading: (url) => `Downloading the Temporal server: ${url}`,
  downloadProgress: (mb, total) => `Downloading: ${mb} MB${total}`,
  building: (version) =>
    `The download is out of reach; building the Temporal server ${version} with Go (once, usually takes about 5 minutes, then cached)…`,
  buildProgress: (seconds) => `Building: ${seconds} s so far (usually about 300 s)…`,
  buildWaiting: (pid) => `Process ${pid} is obtaining the Temporal server; waiting for it…`,
  built: (seconds, file) => `Built in ${seconds} s and cached: ${file}`,
  wayNamed: (file) => `${file}, named by LIANFANG_TEMPORAL_CLI`,
  wayPath: 'temporal on the PATH',
  wayGoPath: (file) => `${file}, where Go puts programs`,
  wayCache: (file) => `the cached copy ${file}`,
  wayDownload: 'the official download https://temporal.download',
  wayBuild: (version) => `go install github.com/temporalio/cli/cmd/temporal@${version}`,
  notFound: 'not found',
  notExecutable: (why) => `cannot be run: ${why}`,
  tooOld: (found, wanted) => `server version ${found} is too old; ${wanted} or newer is needed`,
  noGo: 'go was not found (Go 1.25 or newer is needed)',
  oldGo: (found) => `${found} is too old (Go 1.25 or newer is needed)`,
  temporalHelp: (tried) =>
    `Tried in this order:\n${tried}\nDo one of these: install the Temporal CLI and put it on the PATH (https://docs.temporal.io/cli); name its path with LIANFANG_TEMPORAL_CLI; install Go 1.25 or newer and try again; or name a running Temporal server (host:port) with LIANFANG_TEMPORAL_ADDRESS.`,
  triedLine: (n, way, outcome) => `  ${n}. ${way}: ${outcome}`,
  addressSilent: (address, why) =>
    `${address}, named by LIANFANG_TEMPORAL_ADDRESS, does not answer: ${why}. Check the address, or unset the variable to use the embedded server.`,
  urlSilent: (url, why) =>
    `${url}, named by LIANFANG_POSTGRES_URL, cannot be used: ${why}. Check address and password, or unset the variable to use the embedded server.`,
  neverServed: (seconds, log, tail) =>
    `It was not ready ${seconds} seconds after its start. The last lines of its log ${log}:\n${tail}`,
  exitedEarly: (log, tail) => `It exited right after its start. The last lines of its log ${log}:\n${tail}`,
  noBinaries: (name) =>
    `There is no embedded PostgreSQL for this platform (${name} is missing). Name a PostgreSQL (15 or newer) with LIANFANG_POSTGRES_URL.`,
  noUser: (why) =>
    `PostgreSQL cannot run as root, and the system user postgres neither exists nor could be created (${why}). Run as an ordinary user, or name a PostgreSQL with LIANFANG_POSTGRES_URL.`,
  noReachableFolder: (tried) =>
    `PostgreSQL runs under a system user that cannot reach any of these folders: ${tried}. Choose another data folder with LIANFANG_HOME, or run as an ordinary user.`,
  otherMajor: (folder, found, wanted) =>
    `The data in ${folder} belongs to PostgreSQL ${found}; the embedded one is ${wanted}. Choose another data folder with LIANFANG_HOME, or export and rebuild.`,
  noPassword: (file, folder) => `${folder} holds data, but the password file ${file} is gone. Restore that file.`,
  initFailed: (why) => `initdb failed: ${why}`,
};

export type Wording = typeof zh;

export function wordingOf(lang: Lang): Wording {
  return lang === 'zh' ? zh : en;
}
