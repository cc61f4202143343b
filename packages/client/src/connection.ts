/**
 * How a client reaches Temporal: the connection and the data converter that client and worker share.
 */
import { createCodec, type Encryption } from '@lianfang/workflows/codec';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';

export interface TemporalSettings {
  /** `host:port` */
  readonly address: string;
  readonly namespace?: string;
  readonly taskQueue: string;
  readonly encryption?: Encryption;
}

export interface TemporalReach {
  readonly temporal: Client;
  readonly taskQueue: string;
  close(): Promise<void>;
}

export function dataConverterOf(encryption?: Encryption): DataConverter {
  return { payloadCodecs: [createCodec(encryption)] };
}

/** @throws when the server cannot be reached within ten seconds */
export async function reachTemporal(settings: TemporalSettings): Promise<TemporalReach> {
  const connection = await Connection.connect({ address: settings.address, connectTimeout: '10s' });
  const temporal = new Client({
    connection,
    namespace: settings.namespace ?? 'default',
    dataConverter: dataConverterOf(settings.encryption),
  });
  return { temporal, taskQueue: settings.taskQueue, close: () => connection.close() };
}
