/** Free TCP ports on the loopback address: the ones used before when they are still free, so that addresses stay. */
import { createServer, type Server } from 'node:net';

/** One free port per wish, all different; a wish that is undefined or taken gets any free one. */
export async function freePorts(wishes: readonly (number | undefined)[]): Promise<number[]> {
  const held: Server[] = [];
  try {
    const ports: number[] = [];
    // All are held until the last is chosen, otherwise the system may give out one port twice.
    for (const wish of wishes) {
      const server = (wish === undefined ? undefined : await listen(wish)) ?? (await listen(0));
      if (server === undefined) throw new Error('Expected the system to have a free port.');
      held.push(server);
      ports.push(portOf(server));
    }
    return ports;
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port.');
  return address.port;
}
