import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Answer, ErrorEnvelope } from '../../shared/contract/envelope.ts';
import { ask, command, newId } from './bridge.ts';
import type { CommandName, Input, Output, QueryName } from './bridge.ts';

/** A refused question, so that the query library keeps it apart from an answer. */
export class AskRefused extends Error {
  readonly problem: ErrorEnvelope;
  constructor(problem: ErrorEnvelope) {
    super(problem.code);
    this.problem = problem;
  }
}

// A stale command or question sent by itself after a reconnect would act for nobody: no retry, no pause.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, staleTime: 30_000 },
    mutations: { networkMode: 'always', retry: false },
  },
});

export type Asked<T> = {
  readonly data: T | undefined;
  readonly problem: ErrorEnvelope | undefined;
  readonly pending: boolean;
  /** What is on show answers the question before this one (`keepPrevious`): to look at, not to act on. */
  readonly previous: boolean;
  readonly again: () => void;
};

export type AskOptions = {
  /** Wait with asking, for instance until something is typed. */
  readonly when?: boolean;
  /** Keeps the last answer on show while a new one comes: search as one types. */
  readonly keepPrevious?: boolean;
  readonly everyMs?: number;
};

/** Asks and keeps the answer until a push says that it changed. */
export function useAsk<C extends QueryName>(
  channel: C,
  input: Input<C>,
  options: AskOptions = {},
): Asked<Output<C>> {
  const result = useQuery({
    queryKey: [channel, input],
    queryFn: async (): Promise<Output<C>> => {
      const answer = await ask(channel, input);
      if (!answer.ok) throw new AskRefused(answer.error);
      return answer.value;
    },
    enabled: options.when ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  });
  const { error, refetch } = result;
  const again = useCallback(() => void refetch(), [refetch]);
  return {
    data: result.data,
    problem: error instanceof AskRefused ? error.problem : undefined,
    pending: result.isPending && result.fetchStatus !== 'idle',
    previous: result.isPlaceholderData,
    again,
  };
}

export type Commanding<C extends CommandName> = {
  readonly run: (input: Input<C>, approval?: string) => Promise<Answer<Output<C>>>;
  readonly busy: boolean;
  readonly problem: ErrorEnvelope | undefined;
  readonly clear: () => void;
};

/**
 * One command of one form. Its id is made when the form opens and kept until it succeeds, so that a repeated press or
 * a lost answer never does a thing twice. A second press while the answer is awaited gets the same answer.
 */
export function useCommand<C extends CommandName>(channel: C): Commanding<C> {
  const [commandId, setCommandId] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ErrorEnvelope>();
  const inFlight = useRef<Promise<Answer<Output<C>>> | null>(null);

  const run = useCallback(
    (input: Input<C>, approval?: string): Promise<Answer<Output<C>>> => {
      if (inFlight.current) return inFlight.current;
      setBusy(true);
      setProblem(undefined);
      const going = command(channel, input, { commandId, approval }).then((answer) => {
        inFlight.current = null;
        setBusy(false);
        if (answer.ok) setCommandId(newId());
        else setProblem(answer.error);
        return answer;
      });
      inFlight.current = going;
      return going;
    },
    [channel, commandId],
  );
  const clear = useCallback(() => setProblem(undefined), []);
  return { run, busy, problem, clear };
}
