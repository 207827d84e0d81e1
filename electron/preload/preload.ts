/**
 * All that the page gets of the desk: call a channel by its name, hear a topic. Nothing generic: a name that is not in
 * the contract goes no further, and no object of Electron reaches the page.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import type { Push } from '../../shared/contract/envelope.ts';
import type { ChannelName } from '../../shared/contract/index.ts';

/** Put in by the build from the contract itself: a sandboxed preload is one file and carries no schemas. */
declare const __CHANNEL_NAMES__: readonly ChannelName[];

const CALL = 'tillwright:call';
const PUSH = 'tillwright:push';

const channels: ReadonlySet<unknown> = new Set(__CHANNEL_NAMES__);
const topics: ReadonlySet<unknown> = new Set([
  'changed',
  'progress',
  'printer',
  'reading',
  'customer',
] satisfies Push['topic'][]);

contextBridge.exposeInMainWorld('tillwright', {
  /** @returns the desk's answer, always an envelope */
  call(channel: unknown, message: unknown): Promise<unknown> {
    if (!channels.has(channel)) return Promise.reject(new Error(`There is no channel ${String(channel)}.`));
    return ipcRenderer.invoke(CALL, channel, message);
  },
  /** @returns what ends the subscription */
  subscribe(topic: unknown, listener: (push: Push) => void): () => void {
    if (!topics.has(topic)) throw new Error(`There is no topic ${String(topic)}.`);
    const hear = (_event: IpcRendererEvent, push: Push): void => {
      if (push.topic === topic) listener(push);
    };
    ipcRenderer.on(PUSH, hear);
    return () => ipcRenderer.off(PUSH, hear);
  },
});
