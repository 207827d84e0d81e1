/** The typed bridge: every question and command of the contract, and nothing else. */
import type { Answer, Message } from '../../shared/contract/envelope.ts';
import type { ChannelName, CHANNELS, Input, Output } from '../../shared/contract/index.ts';
import { transport } from './transport.ts';

type Kind<C extends ChannelName> = (typeof CHANNELS)[C]['kind'];
export type QueryName = { [C in ChannelName]: Kind<C> extends 'query' ? C : never }[ChannelName];
export type CommandName = { [C in ChannelName]: Kind<C> extends 'command' ? C : never }[ChannelName];

export type { ChannelName, Input, Output };

/** Answers after which the page must look again at who sits here. */
const SEAT_CODES: readonly string[] = ['NOT_SIGNED_IN', 'SEAT_LOCKED', 'USER_DISABLED'];

let onSeatLost: () => void = () => undefined;

/** Set once by the root: what to do when the desk says that nobody, or a locked seat, is asking. */
export const whenSeatIsLost = (listener: () => void): void => {
  onSeatLost = listener;
};

async function send(channel: string, message: Message): Promise<Answer> {
  const answer = await transport.call(channel, message);
  if (!answer.ok && SEAT_CODES.includes(answer.error.code)) onSeatLost();
  return answer;
}

export const ask = async <C extends QueryName>(channel: C, input: Input<C>): Promise<Answer<Output<C>>> =>
  (await send(channel, { input })) as Answer<Output<C>>;

export type CommandOptions = {
  /** Made when the form opened; the same id never does a thing twice. */
  readonly commandId: string;
  /** A ticket of `access.approve`: a supervisor's or a witness's second sign-in. */
  readonly approval?: string | undefined;
};

export const command = async <C extends CommandName>(
  channel: C,
  input: Input<C>,
  { commandId, approval }: CommandOptions,
): Promise<Answer<Output<C>>> =>
  (await send(channel, {
    commandId,
    input,
    ...(approval === undefined ? {} : { approval }),
  })) as Answer<Output<C>>;

export const newId = (): string => crypto.randomUUID();
