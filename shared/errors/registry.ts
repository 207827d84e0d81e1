/** One entry of the error registry: code → area, severity, what happened, and what the person does next. */
export type ErrorEntry = {
  readonly area:
    'input' | 'access' | 'session' | 'payment' | 'deposit' | 'books' | 'files' | 'devices' | 'host';
  /** `refused`: nothing changed, the person can mend it. `fault`: something is broken and a person must look. */
  readonly severity: 'refused' | 'fault';
  /** What happened, to what. Placeholders: `{value}`, `{field}` and any of the refusal's params. */
  readonly text: string;
  /** The next step, as an imperative sentence. */
  readonly next: string;
};

export type ErrorEntries = Readonly<Record<string, ErrorEntry>>;
