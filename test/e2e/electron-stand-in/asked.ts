/** What the test asks of the stand-in; the answer comes back under the same id. */
export type Asked = { readonly id: string } & (
  | { readonly ask: 'page'; readonly url: string }
  | {
      readonly ask: 'call';
      readonly from: 'page' | 'frame';
      readonly channel: string;
      readonly message: unknown;
    }
  | { readonly ask: 'quit' }
);
