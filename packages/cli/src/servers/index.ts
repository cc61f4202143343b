/**
 * The embedded servers: a Temporal dev server and PostgreSQL 18 with all their data in one folder, shared by every process
 * that names the folder, stopped when the last of them is gone. They know nothing of plans, workers or commands.
 */

export type { Attempt, ServersFaultCode } from './fault.ts';
export { ServersFault } from './fault.ts';
export type { ConnectOptions, ServersOptions } from './options.ts';
export type { PostgresAddress, Servers, TemporalAddress } from './servers.ts';
export { connectServers, startServers } from './servers.ts';
