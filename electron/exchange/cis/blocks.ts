/**
 * Bytes into blocks of whole lines. A record is one line; a line feed is a whole character in every encoding that a
 * mapping may name, so lines are found before anything is decoded.
 */

export type Block = {
  readonly bytes: Buffer;
  /** False only for the last block, when the file does not end with a line feed. */
  readonly whole: boolean;
};

const LINE_FEED = 0x0a;

/** No record of any layout comes near it; a longer line is not text, and must not fill the memory. */
export const LINE_LIMIT_BYTES = 64 * 1024;

export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
}

/**
 * Joins what one chunk leaves over with the next. `push` answers with the whole lines seen so far, or undefined while
 * there is none; `end` with what is left.
 * @throws LineTooLongError when a line passes the limit
 */
export class BlockJoiner {
  #left: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): Block | undefined {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    const first = chunk.indexOf(LINE_FEED);
    if (this.#left.length + (first === -1 ? chunk.length : first) > LINE_LIMIT_BYTES)
      throw new LineTooLongError();
    if (end === 0) {
      this.#left = Buffer.concat([this.#left, chunk]);
      return undefined;
    }
    const bytes = Buffer.concat([this.#left, chunk.subarray(0, end)]);
    // A copy, since the stream may reuse the chunk's memory.
    this.#left = Uint8Array.from(chunk.subarray(end));
    return { bytes, whole: true };
  }

  end(): Block | undefined {
    return this.#left.length === 0 ? undefined : { bytes: Buffer.from(this.#left), whole: false };
  }
}
