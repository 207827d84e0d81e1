/** Requests to the terminal as the desk knows them, asked again whenever it says that one of them changed. */
import { useState } from 'react';
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';
import { command } from '../../bridge/bridge.ts';
import { queryClient, useAsk } from '../../bridge/hooks.ts';
import type { Asked } from '../../bridge/hooks.ts';
import type { CardAsk, CardView } from './card-dialogue.ts';

/** A push says when a step is done; this is for a push that was lost with its line. */
const LIVE_EVERY_MS = 2_000;

export function useCard(attemptId: string | null): Asked<CardView> {
  const [live, setLive] = useState(false);
  const asked = useAsk(
    'card.show',
    { attemptId: attemptId ?? '' },
    { when: attemptId !== null, ...(live ? { everyMs: LIVE_EVERY_MS } : {}) },
  );
  const isLive = attemptId !== null && (asked.data === undefined || asked.data.status === 'asked');
  if (live !== isLive) setLive(isLive);
  return asked;
}

export const useOpenCards = (sessionId: string): readonly CardView[] =>
  useAsk('card.open', { sessionId }).data?.cards ?? [];

/**
 * Asks, and hands the first view over. The attempt's own id is the command's: however often it is sent, the terminal
 * hears of it once.
 */
export async function sendCardAsk(ask: CardAsk): Promise<ErrorEnvelope | null> {
  const { attemptId } = ask.input;
  const answer =
    ask.channel === 'card.sale'
      ? await command('card.sale', ask.input, { commandId: attemptId })
      : await command('card.reverse', ask.input, { commandId: attemptId });
  if (!answer.ok) return answer.error;
  const key = ['card.show', { attemptId }];
  if (queryClient.getQueryData(key) === undefined) queryClient.setQueryData(key, answer.value);
  // The answer to a repeated command is the one of the first: what holds now is asked for.
  await queryClient.invalidateQueries({ queryKey: key });
  return null;
}
