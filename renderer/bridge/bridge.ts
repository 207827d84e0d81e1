/** The typed bridge: every question and command of the contract, and nothing else. */
import type { Answer } from '../../shared/contract/envelope.ts';
import type { ChannelName, CHANNELS, Input, Output } from '../../shared/contract/index.ts';
import { transport } from './transport.ts';

type Kind<C extends ChannelName> = (typeof CHANNELS)[C]['kind'];
export type QueryName = { [C in ChannelName]: Kind<C> extends 'query' ? C : never }[ChannelName];
export type CommandName = { [C in ChannelName]: Kind<C> extends 'command' ? C : never }[ChannelName];

export type { ChannelName, Input, Output };

export const ask = async <C extends QueryName>(channel: C, input: Input<C>): Promise<Answer<Output<C>>> =>
  (await transport.call(channel, { input })) as Answer<Output<C>>;

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
  (await transport.call(channel, {
    commandId,
    input,
    ...(approval === undefined ? {} : { approval }),
  })) as Answer<Output<C>>;

export const newId = (): string => crypto.randomUUID();
