import type { Truth } from './truth.ts';
import type { World } from './world.ts';

export type Scene = { readonly world: World; readonly truth: Truth };

/** Something that somebody may do now. */
export type Action = {
  readonly name: string;
  /** How likely among the others; 0 when it makes no sense now. */
  weight(scene: Scene): number;
  run(scene: Scene): Promise<void>;
};
