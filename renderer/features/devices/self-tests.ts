/** Self-tests under way on this screen: each device at most once at a time, all of them side by side. */
import { useCallback, useRef, useState } from 'react';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import { command, newId } from '../../bridge/bridge.ts';

export type SelfTests = {
  readonly running: ReadonlySet<string>;
  /** Why a test could not be made; not that it failed, which the device's row says. */
  readonly problems: ReadonlyMap<string, ErrorEnvelope>;
  readonly run: (deviceId: string) => Promise<void>;
};

/** @param after the desk's answer is here: rows may be asked again */
export function useSelfTests(after: () => void): SelfTests {
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<ReadonlyMap<string, ErrorEnvelope>>(new Map());
  const inFlight = useRef(new Set<string>());
  const run = useCallback(
    async (deviceId: string) => {
      if (inFlight.current.has(deviceId)) return;
      inFlight.current.add(deviceId);
      setRunning(new Set(inFlight.current));
      const answer = await command('device.self-test', { deviceId }, { commandId: newId() });
      inFlight.current.delete(deviceId);
      setRunning(new Set(inFlight.current));
      setProblems((before) => {
        const next = new Map(before);
        if (answer.ok) next.delete(deviceId);
        else next.set(deviceId, answer.error);
        return next;
      });
      after();
    },
    [after],
  );
  return { running, problems, run };
}
