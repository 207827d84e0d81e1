/** A simulated device as the bench shows and steers it: the same handles for all, described well enough for a page. */
import { z } from 'zod';
import type { SimulatedDevice, SimulatedLine } from './simulated-line.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** `reason` says in words why nothing was done. */
export type BenchResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** What a person does at the machine: swipes a check, closes the drawer, presses the red key. */
export type Deed = {
  /** In the imperative: `Swipe a check`. */
  readonly about: string;
  readonly params: z.ZodObject;
  do(params: unknown): BenchResult;
};

export type BenchDevice = {
  /** `receipt-printer` */
  readonly name: string;
  /** `Receipt printer` */
  readonly title: string;
  readonly device: SimulatedDevice;
  readonly line: SimulatedLine;
  /** Of `set`: every key may be given or left out. */
  readonly settings: z.ZodObject;
  /** What it is set to, and what it has seen. */
  state(): { readonly settings: Json; readonly seen: Json };
  set(changes: unknown): BenchResult;
  readonly deeds: Readonly<Record<string, Deed>>;
  /** What a person sees on it, as lines of text: a display, the last papers, a terminal's screen. */
  shows(): string;
};

export const done: BenchResult = { ok: true };
export const notDone = (reason: string): BenchResult => ({ ok: false, reason });

/** @param run returns why it was not done, or nothing */
export function deed<Params extends z.ZodObject>(
  about: string,
  params: Params,
  run: (params: z.infer<Params>) => string | undefined,
): Deed {
  return {
    about,
    params,
    do(given) {
      const parsed = params.safeParse(given);
      if (!parsed.success) return notDone(z.prettifyError(parsed.error));
      const reason = run(parsed.data);
      return reason === undefined ? done : notDone(reason);
    },
  };
}

/** A deed that needs to be told nothing. */
export const simpleDeed = (about: string, run: () => void): Deed =>
  deed(about, z.strictObject({}), () => {
    run();
    return undefined;
  });

/** The `set` of a device: what does not fit its settings changes nothing. */
export function setter<Settings extends z.ZodObject>(
  settings: Settings,
  set: (changes: Partial<z.infer<Settings>>) => void,
): BenchDevice['set'] {
  const changes = settings.partial();
  return (given) => {
    const parsed = changes.safeParse(given);
    if (!parsed.success) return notDone(z.prettifyError(parsed.error));
    const said = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
    set(Object.fromEntries(said) as Partial<z.infer<Settings>>);
    return done;
  };
}

/** What of a simulator's state the settings name. */
export const settingsOf = (settings: z.ZodObject, state: object): Json =>
  Object.fromEntries(Object.entries(state).filter(([key]) => key in settings.shape));
