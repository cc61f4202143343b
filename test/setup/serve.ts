/**
 * Runs the pair of servers of one test run, as a process of its own: prints its addresses as one line of JSON once both serve,
 * and stops them when its standard input closes, which also happens when the test run is killed.
 */
import { startServers } from '@lianfang/cli/servers';

const servers = await startServers({
  ephemeral: true,
  lang: 'en',
  onProgress: (line) => process.stderr.write(`${line}\n`),
});

process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; the run closes our input when it is done
process.stdin.resume();
process.stdin.once('end', () => servers.stop().then(() => process.exit(0)));

const { temporal, postgres } = servers;
const addresses = { temporal: temporal.address, metrics: temporal.metricsAddress, postgres: postgres.url };
process.stdout.write(`${JSON.stringify(addresses)}\n`);
