/**
 * Makes sure that the dependencies are installed, with nothing but Node and npm on the machine: finds or fetches the pinned pnpm and
 * runs its install when the dependencies are missing or have changed. Quiet when there is nothing to do; speaks on standard error only,
 * so that what follows owns standard output. Uses no dependency itself.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.lianfang-installed');
const NODE_AT_LEAST = 20;

const say = (line) => process.stderr.write(`${line}\n`);

/** Ends the process with code 1, after saying why, when the dependencies cannot be had. */
export function ensureInstalled() {
  if (Number.parseInt(process.versions.node, 10) < NODE_AT_LEAST) {
    say(
      `Expected Node ${NODE_AT_LEAST} or later, but this is ${process.version} (${process.execPath}). Install a newer Node.`,
    );
    process.exit(1);
  }
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  say('Installing the dependencies: about 500 packages, usually half a minute to two minutes the first time.');
  const began = Date.now();
  const problem = install();
  if (problem !== undefined) {
    say(problem);
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  say(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

/** Changes whenever what must be installed changes. */
function fingerprint() {
  const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'package.json'));
  const files = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...packages.sort()];
  const hash = createHash('sha256').update([process.platform, process.arch, process.versions.modules].join(' '));
  for (const file of files)
    if (existsSync(join(root, file))) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** @returns what went wrong and what to do, or undefined when all is installed */
function install() {
  const version = pinnedPnpm();
  const ways = [
    ['pnpm'],
    ['npx', '--yes', `pnpm@${version}`],
    ['npx', '--yes', '--cache', join(root, '.cache', 'npm'), `pnpm@${version}`],
  ];
  const tried = [];
  for (const way of ways) {
    const answer = run([...way, '--version'], ['ignore', 'pipe', 'pipe']);
    const found = String(answer.stdout ?? '').trim();
    if (answer.status !== 0 || found !== version) {
      tried.push(`${way.join(' ')}: ${reasonOf(answer, found, version)}`);
      continue;
    }
    const command = [...way, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false'];
    const result = run(command, ['ignore', process.stderr.fd, process.stderr.fd]);
    if (result.status === 0) return undefined;
    tried.push(`${command.join(' ')}: ended with ${result.signal ?? `code ${result.status}`}, its own words are above`);
    break;
  }
  return [
    '',
    'The dependencies could not be installed. Tried:',
    ...tried.map((line) => `  - ${line}`),
    'What to do: check that the npm registry can be reached from here (npm ping; behind a proxy set HTTPS_PROXY, behind an own',
    `certificate NODE_EXTRA_CA_CERTS) and that the disk has 1 GB free, then run the command again. Or install pnpm ${version} yourself`,
    'and run "pnpm install --frozen-lockfile" here. After a change of a package.json, bring pnpm-lock.yaml up to date first:',
    `npx pnpm@${version} install`,
  ].join('\n');
}

function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return packageManager.replace(/^pnpm@/, '').replace(/\+.*$/, '');
}

function run([program, ...args], stdio) {
  // Windows finds npx and pnpm, which are scripts there, only through the shell.
  return spawnSync(program, args, { cwd: root, stdio, shell: process.platform === 'win32' });
}

function reasonOf({ error, status, stderr }, found, version) {
  if (error?.code === 'ENOENT') return 'not on the PATH';
  if (status === 0) return `is version ${found}, not ${version}`;
  const lines = String(stderr ?? error?.message ?? '')
    .trim()
    .split('\n');
  const telling = lines.filter((line) => /err/i.test(line)).slice(0, 2);
  return (telling.length > 0 ? telling : lines.slice(-1)).join(' / ') || `ended with code ${status}`;
}
