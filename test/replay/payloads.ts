/** Opens the payloads of recorded histories, by the codec that client and worker share. */
import { createCodec } from '@lianfang/workflows/codec';
import type { RecordedPayload } from './recorded.ts';

const codec = createCodec();

/** The bytes as they were before the codec. */
export async function openedBytes({ metadata = {}, data = '' }: RecordedPayload): Promise<Buffer> {
  const bytes = Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')] as const);
  const [open] = await codec.decode([{ metadata: Object.fromEntries(bytes), data: Buffer.from(data, 'base64') }]);
  return Buffer.from(open?.data ?? []);
}

export async function valuesOf(payloads: readonly RecordedPayload[] = []): Promise<readonly unknown[]> {
  return Promise.all(
    payloads.map(async (one) => {
      const bytes = await openedBytes(one);
      return bytes.length === 0 ? undefined : (JSON.parse(bytes.toString()) as unknown);
    }),
  );
}

/** The only or first argument, in the shape that its place in the history says. */
export async function firstOf<T>(payloads: { readonly payloads?: readonly RecordedPayload[] } | undefined): Promise<T> {
  const [value] = await valuesOf(payloads?.payloads);
  return value as T;
}
