/** A mapping by its name, or from a city's own file. */
import { readFile } from 'node:fs/promises';
import { assert } from '../../../shared/kernel/assert.ts';
import { refuse } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { checkMapping, parseMapping } from './mapping.ts';
import type { ExtractMapping } from './mapping.ts';
import delimited from './mappings/delimited.json' with { type: 'json' };
import fixed from './mappings/fixed.json' with { type: 'json' };

export const BUILT_IN_MAPPINGS = ['delimited', 'fixed'] as const;
export type BuiltInMapping = (typeof BUILT_IN_MAPPINGS)[number];

export function builtInMapping(name: BuiltInMapping): ExtractMapping {
  const checked = checkMapping({ delimited, fixed }[name]);
  assert(checked.ok, `the built-in mapping ${name} is not valid`);
  return checked.value;
}

const isBuiltIn = (name: string): name is BuiltInMapping => BUILT_IN_MAPPINGS.some((known) => known === name);

/**
 * @param nameOrPath `delimited`, `fixed`, or the path of a mapping file
 * Errors: FILE_UNREADABLE, MAPPING_NOT_JSON, MAPPING_NOT_VALID.
 */
export async function findMapping(nameOrPath: string): Promise<Result<ExtractMapping>> {
  if (isBuiltIn(nameOrPath)) return { ok: true, value: builtInMapping(nameOrPath) };
  let json: string;
  try {
    json = await readFile(nameOrPath, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return refuse('FILE_UNREADABLE', { field: 'mapping', value: nameOrPath, params: { reason } });
  }
  return parseMapping(json);
}
