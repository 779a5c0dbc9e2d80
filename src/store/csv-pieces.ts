import { open } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes CSV to files of some size, each of whole rows, and says the path of each when it is whole; there is
 * always one. The next one is written while the caller works on it.
 */
export async function* csvPieces(
  csv: AsyncIterable<Uint8Array>,
  { folder, bytesEach }: { readonly folder: string; readonly bytesEach: number },
): AsyncGenerator<string> {
  const rows = rowEnds();
  let piece = await newPiece(folder, 0);
  try {
    for await (const chunk of csv) {
      const end = rows.firstEnd(chunk, piece.bytes >= bytesEach);
      await piece.write(end < 0 ? chunk : chunk.subarray(0, end));
      if (end < 0) continue;
      await piece.close();
      yield piece.path;
      piece = await newPiece(folder, piece.number + 1);
      await piece.write(chunk.subarray(end));
    }
  } finally {
    await piece.close();
  }
  yield piece.path;
}

async function newPiece(folder: string, number: number) {
  const path = join(folder, `rows-${number}.csv`);
  const file = await open(path, "w");
  let [bytes, isOpen] = [0, true];
  return {
    path,
    number,
    get bytes() {
      return bytes;
    },
    async write(chunk: Uint8Array) {
      if (chunk.length === 0) return;
      await file.writeFile(chunk);
      bytes += chunk.length;
    },
    async close() {
      if (isOpen) await file.close();
      isOpen = false;
    },
  };
}

const [quote, newline] = [34, 10];

/** Finds where rows end: at a newline that no quotes are around, whatever chunk those began in. */
function rowEnds() {
  let quoted = false;
  const passQuotes = (chunk: Uint8Array, from: number) => {
    for (let at = chunk.indexOf(quote, from); at >= 0; at = chunk.indexOf(quote, at + 1)) quoted = !quoted;
  };
  return {
    /** The place behind the first end in the chunk where one is wanted, else -1. */
    firstEnd(chunk: Uint8Array, wanted: boolean): number {
      let at = 0;
      for (; wanted && at < chunk.length; at++) {
        if (chunk[at] === quote) quoted = !quoted;
        if (chunk[at] === newline && !quoted) break;
      }
      const end = wanted && at < chunk.length ? at + 1 : -1;
      passQuotes(chunk, at);
      return end;
    },
  };
}
