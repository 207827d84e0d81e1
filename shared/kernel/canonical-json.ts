/**
 * Canonical JSON: the same value always gives the same text, so that hashing it is stable.
 * Keys sorted by UTF-16 code unit, no white space, only JSON values; numbers must be safe integers, because money,
 * counts and versions are, and no fraction has one agreed spelling. (The integer subset of RFC 8785.)
 */
import { InvariantError } from './assert.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** @throws InvariantError on a number that is not a safe integer, or anything that is not JSON. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'string':
      return quoted(value);
    case 'number':
      if (!Number.isSafeInteger(value)) throw new InvariantError(`not a safe integer: ${String(value)}`);
      return Object.is(value, -0) ? '0' : String(value);
    case 'object':
      return Array.isArray(value) ? ofArray(value) : ofObject(value);
    default:
      throw new InvariantError(`not JSON: ${typeof value}`);
  }
}

// Built by concatenation, because every commit waits for it: half the time of joining arrays of members.
function ofArray(items: readonly unknown[]): string {
  let text = '[';
  for (const item of items) text += (text.length > 1 ? ',' : '') + canonicalJson(item);
  return `${text}]`;
}

function ofObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new InvariantError('not a plain object');
  const record = value as Record<string, unknown>;
  let text = '{';
  for (const key of sorted(Object.keys(record))) {
    const member = record[key];
    if (member === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${quoted(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}

/** Printable ASCII without quote and backslash: nothing to escape. */
const PLAIN = /^[ !#-[\]-~]*$/;
const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

const FEW_KEYS = 32;

/** Sorts in place; a few keys, nearly in order as written by hand, are quicker by insertion. */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW_KEYS) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] as string;
    let to = at - 1;
    for (; to >= 0 && (keys[to] as string) > key; to -= 1) keys[to + 1] = keys[to] as string;
    keys[to + 1] = key;
  }
  return keys;
}
