/** Where money comes in. Sessions belong to a tender source: mail, drop box and telephone need no other model. */
export type TenderSource = {
  readonly kind: 'drawer' | 'mail' | 'drop-box' | 'telephone';
  readonly code: string;
  readonly name: string;
};
