/** What is shipped: the packager's configuration by its own schema, the fuses, and the preload as it is built. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { CALL, PUSH } from '../../electron/main/bridge.ts';
import { CHANNEL_NAMES } from '../../shared/contract/index.ts';
import { root } from './house.ts';

const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, unknown>;

describe('the package', () => {
  const configuration = readJson('build/electron-builder.json');
  const validate = (more: object) =>
    validateConfiguration({ ...configuration, ...more }, new DebugLogger(false));

  it('is configured in the words of electron-builder’s schema', async () => {
    await expect(validate({})).resolves.toBeUndefined();
    await expect(validate({ electronFuse: {} })).rejects.toThrow(/electronFuse/);
  });

  it('compiles nothing and keeps native binaries where the system can load them', () => {
    expect(configuration).toMatchObject({ npmRebuild: false, nodeGypRebuild: false, asar: true });
    expect(configuration['asarUnpack']).toContain('**/*.node');
  });

  it('blows every fuse that would let another program run inside it', () => {
    expect(configuration['electronFuses']).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      enableCookieEncryption: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('starts where the build puts the main process', () => {
    expect(readJson('package.json')['main']).toBe('dist/main/electron/main/main.js');
    expect(configuration['files']).toContain('dist/main/**');
  });
});

type Exposed = {
  readonly call: (channel: unknown, message: unknown) => Promise<unknown>;
  readonly subscribe: (topic: unknown, listener: (push: unknown) => void) => () => void;
};

/** Builds the preload as the product does and runs it against an Electron that only writes down what it is asked. */
async function runPreload() {
  const built = await build({
    configFile: join(root, 'build/vite.preload.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const [file, ...others] = outputs;
  if (file?.type !== 'chunk') throw new Error('the preload was not built');

  const exposed: Record<string, Exposed> = {};
  const invoked: unknown[][] = [];
  const hearing = new Map<string, ((event: object, push: object) => void)[]>();
  const required: string[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: Exposed) => (exposed[name] = api) },
    ipcRenderer: {
      invoke: (...args: unknown[]) => Promise.resolve(invoked.push(args)),
      on: (name: string, hear: (event: object, push: object) => void) =>
        hearing.set(name, [...(hearing.get(name) ?? []), hear]),
      off: (name: string, hear: unknown) =>
        hearing.set(
          name,
          (hearing.get(name) ?? []).filter((one) => one !== hear),
        ),
    },
  };
  const require = (name: string): unknown => {
    required.push(name);
    return name === 'electron' ? electron : undefined;
  };
  runInNewContext(file.code, { require, module: {}, exports: {} });
  const push = (message: object): void => {
    for (const hear of hearing.get(PUSH) ?? []) hear({}, message);
  };
  return { exposed, invoked, push, required, others, code: file.code };
}

describe('the preload', () => {
  it('is one CommonJS file that asks for Electron and nothing else', async () => {
    const { required, others, code } = await runPreload();
    expect(required).toEqual(['electron']);
    expect(others).toEqual([]);
    // Schemas would make it a hundred times as large.
    expect(code.length).toBeLessThan(10_000);
  });

  it('shows the page two functions', async () => {
    const { exposed } = await runPreload();
    expect(Object.keys(exposed)).toEqual(['tillwright']);
    expect(Object.keys(exposed['tillwright']!).toSorted()).toEqual(['call', 'subscribe']);
  });

  it('passes on every channel of the contract and no other', async () => {
    const { exposed, invoked } = await runPreload();
    for (const name of CHANNEL_NAMES) await exposed['tillwright']!.call(name, { input: {} });
    expect(invoked).toEqual(CHANNEL_NAMES.map((name) => [CALL, name, { input: {} }]));
    for (const name of ['desk.nothing', 'constructor', '', undefined, { toString: () => 'desk.status' }]) {
      await expect(exposed['tillwright']!.call(name, {})).rejects.toThrow('no channel');
    }
    expect(invoked).toHaveLength(CHANNEL_NAMES.length);
  });

  it('hands over the pushes of one topic until it is told to stop, and the event never', async () => {
    const { exposed, push } = await runPreload();
    const heard: unknown[][] = [];
    const stop = exposed['tillwright']!.subscribe('changed', (...args) => heard.push(args));
    const changed = { topic: 'changed', payload: { what: ['payments'] } };
    push(changed);
    push({ topic: 'printer', payload: {} });
    stop();
    push(changed);
    expect(heard).toEqual([[changed]]);
    expect(() => exposed['tillwright']!.subscribe('anything', () => undefined)).toThrow('no topic');
  });
});
