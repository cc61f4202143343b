/**
 * Runs a TypeScript program of this repository as `node --conditions=source scripts/launch.mjs FILE ARGUMENTS…`, after installing what is
 * missing. In this very process, so that signals and exit code are the program's own.
 */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

ensureInstalled();

// npm runs us under a shell, which a SIGTERM to npm ends without telling us; we follow it.
if (process.env.npm_lifecycle_event !== undefined) {
  const { ppid } = process;
  setInterval(() => {
    if (process.ppid !== ppid) process.kill(process.pid, 'SIGTERM');
  }, 1000).unref();
}

const [node, , file, ...args] = process.argv;
const program = new URL(`../${file}`, import.meta.url);
process.argv = [node, fileURLToPath(program), ...args];

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
process.execArgv.push('--import', loader); // what the program forks reads TypeScript too
await import(loader);
await import(program.href);
