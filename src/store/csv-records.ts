/** One record of a CSV text: its fields and the line on which it starts, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: string[];
  /** What is wrong with its quotes; such a record's fields are not to be trusted. */
  readonly damage?: "unclosed quote" | "text beside a quoted field";
}

/**
 * The records of a CSV text that arrives in portions (RFC 4180: fields may be quoted, a quote inside is
 * doubled, line ends are LF, CRLF or CR). Empty lines are left out. Quick enough for headers, small
 * files and finding the line of an error; sales history itself goes through DuckDB.
 */
export async function* csvRecords(
  portions: AsyncIterable<string> | Iterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRecord> {
  const state = { rest: "", line: 1 };
  let first = true;
  for await (const portion of portions) {
    state.rest += first ? portion.replace(/^\uFEFF/, "") : portion;
    first = false;
    yield* takeRecords(state, delimiter, false);
  }
  yield* takeRecords(state, delimiter, true);
}

/** The records of a short text, like a header line. */
export function parseCsv(text: string, delimiter: string): CsvRecord[] {
  return [...takeRecords({ rest: text.replace(/^\uFEFF/, ""), line: 1 }, delimiter, true)];
}

/** No honest record is longer (in UTF-16 units); an unclosed quote makes one that never ends. */
const longestRecord = 8_000_000;

interface Scan {
  rest: string;
  line: number;
}

function* takeRecords(state: Scan, delimiter: string, last: boolean): Generator<CsvRecord> {
  let at = 0;
  const text = state.rest;
  while (at < text.length) {
    const end = recordEnd(text, at, delimiter);
    // A record that reaches the end of the portion may go on in the next one; so may a CR before an LF.
    if (!last && end >= text.length - 1 && text.length - at < longestRecord) break;
    const record = text.slice(at, end);
    if (record !== "") yield splitRecord(record, state.line, delimiter);
    const width = text[end] === "\r" && text[end + 1] === "\n" ? 2 : 1;
    state.line += 1 + lineEnds(record);
    at = end + width;
  }
  state.rest = text.slice(at);
}

/** Position of the line end that closes the record which starts at `start`; the text's length if none. */
function recordEnd(text: string, start: number, delimiter: string): number {
  let open = false;
  let quotedField = false;
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (open) open = c !== '"';
    else if (c === "\n" || c === "\r") return i;
    else if (c === delimiter) quotedField = false;
    else if (c === '"' && (quotedField || i === start || text[i - 1] === delimiter))
      open = quotedField = true;
  }
  return text.length;
}

function lineEnds(record: string): number {
  return record.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function splitRecord(record: string, line: number, delimiter: string): CsvRecord {
  if (!record.includes('"')) return { line, fields: record.split(delimiter) };
  const fields: string[] = [];
  let damage: CsvRecord["damage"];
  for (let at = 0; at <= record.length;) {
    if (record[at] !== '"') {
      const end = endOr(record.indexOf(delimiter, at), record.length);
      fields.push(record.slice(at, end));
      at = end + 1;
      continue;
    }
    const close = closingQuote(record, at + 1);
    fields.push(record.slice(at + 1, endOr(close, record.length)).replaceAll('""', '"'));
    if (close < 0) return { line, fields, damage: "unclosed quote" };
    const end = endOr(record.indexOf(delimiter, close + 1), record.length);
    if (record.slice(close + 1, end).trim() !== "") damage = "text beside a quoted field";
    at = end + 1;
  }
  return damage ? { line, fields, damage } : { line, fields };
}

function closingQuote(record: string, from: number): number {
  for (let at = record.indexOf('"', from); at >= 0; at = record.indexOf('"', at + 2))
    if (record[at + 1] !== '"') return at;
  return -1;
}

function endOr(found: number, otherwise: number): number {
  return found < 0 ? otherwise : found;
}
