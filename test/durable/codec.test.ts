import { describe, expect, test } from '@jest/globals';
import { createCodec } from '@lianfang/workflows/codec';

const text = (value: Uint8Array | null | undefined): string => Buffer.from(value ?? []).toString();
const json = (value: unknown) => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(value)),
});
const large = { points: Array.from({ length: 200 }, (_, i) => ({ id: `p${i}`, grade: '一级' })) };
const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const first = { current: 'k1', keys: { k1: key(1) } };

describe('the payload codec', () => {
  test('gives back what it was given, metadata included', async () => {
    const codec = createCodec();
    const payload = json(large);

    const [back] = await codec.decode(await codec.encode([payload]));

    expect(text(back?.data)).toBe(text(payload.data));
    expect(text(back?.metadata?.encoding)).toBe('json/plain');
  });

  test('makes a large payload at least five times smaller and leaves a small one as it is', async () => {
    const codec = createCodec();
    const small = json({ ok: true });

    const [packed, untouched] = await codec.encode([json(large), small]);

    expect((packed?.data?.length ?? 0) * 5).toBeLessThan(json(large).data.length);
    expect(untouched).toBe(small);
  });

  test('shows nothing of an encrypted payload, not even its encoding', async () => {
    const codec = createCodec(first);

    const [sealed] = await codec.encode([json('采购评审')]);

    expect(text(sealed?.data)).not.toContain('采购');
    expect(text(sealed?.metadata?.encoding)).not.toContain('json');
    expect(text(sealed?.metadata?.['key-id'])).toBe('k1');
  });

  test('opens payloads under an old key after the key was changed', async () => {
    const old = await createCodec(first).encode([json('旧')]);
    const changed = createCodec({ current: 'k2', keys: { k1: key(1), k2: key(2) } });

    const [back] = await changed.decode(old);
    const [fresh] = await changed.encode([json('新')]);

    expect(text(back?.data)).toBe('"旧"');
    expect(text(fresh?.metadata?.['key-id'])).toBe('k2');
  });

  test('refuses a payload that was changed, and one under a key it does not have', async () => {
    const codec = createCodec(first);
    const [sealed] = await codec.encode([json('原文')]);
    const data = Buffer.from(sealed?.data ?? []);
    data[data.length - 1] = (data[data.length - 1] ?? 0) ^ 1;

    await expect(codec.decode([{ ...sealed, data }])).rejects.toThrow();
    await expect(createCodec({ current: 'k2', keys: { k2: key(2) } }).decode([sealed ?? {}])).rejects.toMatchObject({
      code: 'fault.codec',
    });
  });

  test('refuses keys that are not 32 bytes, and a current key that is not there', () => {
    expect(() => createCodec({ current: 'k', keys: { k: 'AAAA' } })).toThrow('32 bytes');
    expect(() => createCodec({ current: 'other', keys: { k: key(1) } })).toThrow("key named 'other'");
  });

  test('opens an encrypted payload of another key id only under that id', async () => {
    const codec = createCodec({ current: 'k1', keys: { k1: key(1), same: key(1) } });
    const [sealed] = await codec.encode([json('甲')]);

    const renamed = { ...sealed, metadata: { ...sealed?.metadata, 'key-id': Buffer.from('same') } };

    await expect(codec.decode([renamed])).rejects.toThrow();
  });
});
