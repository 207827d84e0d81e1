import type { ComponentType } from 'react';
import type { Permission } from '../../shared/domain/office/permissions.ts';
import type { Role } from '../../shared/domain/office/types.ts';
import type { IconName } from '../ui/Icon.tsx';

/** A room of the desk. Its code is fetched when it is first entered. */
export type Feature = {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** Any one of these lets a person in; the rail shows only rooms that the person may enter. */
  readonly permission: readonly Permission[];
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
  /** Whose day begins here; everyone else’s begins in the first room they may enter. */
  readonly homeOf?: readonly Role[];
  /** More words to find it by in “Go to”. */
  readonly words?: string;
  /** `false`: reached by “Go to” and from other rooms, not on the rail. */
  readonly rail?: boolean;
};
