/** Hands bytes to listeners, and keeps the last of those that came before there was one. */
export type ByteFeed = {
  push(bytes: Uint8Array): void;
  /** Returns the function that ends listening. */
  listen(listener: (bytes: Uint8Array) => void): () => void;
  end(): void;
};

const EARLY_BYTES_KEPT = 4096;

export function byteFeed(): ByteFeed {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  let early: Uint8Array | undefined = new Uint8Array(0);
  return {
    push(bytes) {
      if (early) {
        early = joined(early, bytes).slice(-EARLY_BYTES_KEPT);
        return;
      }
      for (const listener of listeners) listener(bytes);
    },
    listen(listener) {
      listeners.add(listener);
      const held = early;
      early = undefined;
      if (held && held.length > 0) listener(held);
      return () => {
        listeners.delete(listener);
      };
    },
    end() {
      listeners.clear();
    },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
