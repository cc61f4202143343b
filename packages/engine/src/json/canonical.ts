/**
 * Canonical JSON (RFC 8785) and the content hash over it. Must not know what is hashed.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { invariant } from '../invariant.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

// The package is CommonJS; its type declarations describe an ES default export.
const serialize = canonicalize as unknown as (value: unknown) => string | undefined;

/** The RFC 8785 text of a JSON value. @throws InvariantFault for what JSON cannot hold (undefined, NaN, functions) */
export function canonicalJson(value: unknown): string {
  const text = serialize(value);
  invariant(text !== undefined, 'a value that JSON can hold');
  return text;
}

/** SHA-256 over the canonical JSON, 64 lower-case hexadecimal digits. */
export function hashOf(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
