/**
 * Stops the servers that servers.mjs started, and returns when they have ended.
 */
export default async function stopSharedServers() {
  const child = globalThis.lianfangTestServers;
  if (child === undefined || child.exitCode !== null) return;

  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.stdin.end();
  });
}
