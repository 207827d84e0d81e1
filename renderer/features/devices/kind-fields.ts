import type { RefusalAt } from './refusal-at.ts';

/** What the form of each kind of device is given. */
export type KindFieldsProps<Settings> = {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  readonly refusal: RefusalAt;
};
