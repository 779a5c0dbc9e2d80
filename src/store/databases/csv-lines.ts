/** A value of a driver as it stands in CSV; a NULL is an empty field. */
export type CsvValue = string | number | bigint | null;

/** Rows as CSV, some hundred rows to a chunk. */
export async function* csvLines(
  rows: AsyncIterable<readonly CsvValue[]> | Iterable<readonly CsvValue[]>,
): AsyncGenerator<Uint8Array> {
  let text = "";
  for await (const row of rows) {
    for (let i = 0; i < row.length; i++) text += (i === 0 ? "" : ",") + field(row[i]);
    text += "\n";
    if (text.length < chunkCharacters) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

const chunkCharacters = 1 << 16;

function field(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  // A text that is empty is quoted: no text at all is not.
  return value === "" || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
