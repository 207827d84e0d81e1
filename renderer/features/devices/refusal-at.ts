/** Where a refusal of the desk stands in a form: at the field it names, or at its end. Pure. */
import type { ErrorEnvelope } from '../../../shared/contract/envelope.ts';

export type RefusalAt = {
  /** The refusal, when it stands at this place of the form. */
  readonly at: (place: string) => ErrorEnvelope | undefined;
  /** The refusal, when no place of the form takes it. */
  readonly rest: ErrorEnvelope | undefined;
};

const holds = (place: string, field: string): boolean => field === place || field.startsWith(`${place}.`);

/**
 * @param places every place of the form that shows a refusal; one that names a part of several places stands at the
 *   most exact of them
 */
export function refusalAt(problem: ErrorEnvelope | undefined, places: readonly string[]): RefusalAt {
  const field = problem?.field;
  const [place] =
    field === undefined
      ? []
      : places.filter((each) => holds(each, field)).sort((a, b) => b.length - a.length);
  return {
    at: (asked) => (asked === place ? problem : undefined),
    rest: place === undefined ? problem : undefined,
  };
}
