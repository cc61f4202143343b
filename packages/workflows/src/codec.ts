/**
 * What payloads look like outside our processes: deflated and, with keys, encrypted with AES-256-GCM under a named key, so that
 * keys can be changed while campaigns run. Client and worker must use the same; the server never sees inside.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, deflateRaw, inflateRaw } from 'node:zlib';
import type { Code } from '@lianfang/engine/codes';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { codecWords } from './codec-words.ts';

export interface Encryption {
  /** The id of the key for new payloads. */
  readonly current: string;
  /** Key id → 32 bytes in base64. Old keys stay as long as payloads under them are kept. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Stored with every payload, so short. Each names the words it was deflated with: with other words the number changes. */
const PACKED = 'lianfang/1';
const SEALED = 'lianfang/1/sealed';
const dictionary = Buffer.from(codecWords);
/** Below this deflating costs more than it saves. */
const SMALL = 100;
const NONCE = 12;
const TAG = 16;
/** More than any actor's input; a payload that swells past it is an attack or a defect. */
const MOST = 64 * 1024 * 1024;

/** Payloads are small: what a better search costs is not felt. */
const LEVEL = constants.Z_DEFAULT_COMPRESSION;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

export class CodecFault extends Error {
  override readonly name = 'CodecFault';
  readonly code = 'fault.codec' satisfies Code;
}

export function createCodec(encryption?: Encryption): PayloadCodec {
  const keyOf = keysOf(encryption);
  return {
    encode: (payloads) =>
      Promise.all(payloads.map((payload) => (encryption ? seal(payload, encryption.current, keyOf) : pack(payload)))),
    decode: (payloads) => Promise.all(payloads.map((payload) => open(payload, keyOf))),
  };
}

async function pack(payload: Payload): Promise<Payload> {
  if ((payload.data?.length ?? 0) < SMALL) return payload;
  return {
    metadata: { encoding: Buffer.from(PACKED) },
    data: await deflate(frame(payload), { dictionary, level: LEVEL }),
  };
}

async function seal(payload: Payload, id: string, keyOf: (id: string) => Buffer): Promise<Payload> {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(id), nonce);
  cipher.setAAD(Buffer.from(id));
  const body = Buffer.concat([
    cipher.update(await deflate(frame(payload), { dictionary, level: LEVEL })),
    cipher.final(),
  ]);
  return {
    metadata: { encoding: Buffer.from(SEALED), 'key-id': Buffer.from(id) },
    data: Buffer.concat([nonce, cipher.getAuthTag(), body]),
  };
}

async function open(payload: Payload, keyOf: (id: string) => Buffer): Promise<Payload> {
  const encoding = Buffer.from(payload.metadata?.encoding ?? []).toString();
  const data = Buffer.from(payload.data ?? []);
  if (encoding === PACKED) return unframe(await inflate(data, { dictionary, maxOutputLength: MOST }));
  if (encoding !== SEALED) return payload;

  const id = Buffer.from(payload.metadata?.['key-id'] ?? []).toString();
  const decipher = createDecipheriv('aes-256-gcm', keyOf(id), data.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(id));
  decipher.setAuthTag(data.subarray(NONCE, NONCE + TAG));
  const packed = Buffer.concat([decipher.update(data.subarray(NONCE + TAG)), decipher.final()]);
  return unframe(await inflate(packed, { dictionary, maxOutputLength: MOST }));
}

/** The length of the metadata, the metadata as JSON, the data. */
function frame(payload: Payload): Buffer {
  const metadata = Object.entries(payload.metadata ?? {}).map(([name, value]) => [
    name,
    Buffer.from(value).toString('base64'),
  ]);
  const head = Buffer.from(JSON.stringify(Object.fromEntries(metadata)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, Buffer.from(payload.data ?? [])]);
}

function unframe(bytes: Buffer): Payload {
  const length = bytes.readUInt32BE(0);
  const head = JSON.parse(bytes.subarray(4, 4 + length).toString()) as Record<string, string>;
  const metadata = Object.fromEntries(
    Object.entries(head).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  );
  return { metadata, data: bytes.subarray(4 + length) };
}

function keysOf(encryption: Encryption | undefined): (id: string) => Buffer {
  const keys = new Map<string, Buffer>();
  for (const [id, key] of Object.entries(encryption?.keys ?? {})) {
    const bytes = Buffer.from(key, 'base64');
    if (bytes.length !== 32) throw new CodecFault(`Expected key '${id}' to have 32 bytes, but it has ${bytes.length}.`);
    keys.set(id, bytes);
  }
  if (encryption && !keys.has(encryption.current)) {
    throw new CodecFault(`Expected a key named '${encryption.current}', but there is none.`);
  }
  return (id) => {
    const key = keys.get(id);
    if (key === undefined) throw new CodecFault(`Expected a key named '${id}' for a payload, but there is none.`);
    return key;
  };
}
