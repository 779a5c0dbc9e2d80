import type { Client, FieldDef } from "pg";
import type { ColumnKind, DatabaseAddress, DatabaseKind, DatabaseRefusal } from "./database-kind.js";
import { byTls, codeOf, firstLine, networkRefusal, parseServerAddress } from "./server-address.js";

/**
 * PostgreSQL, read by COPY in a transaction that can only read. The types of columns are looked up by the
 * numbers that the server gives its own ones.
 */
export const postgres = {
  name: "postgres",
  summary: "A table or query of PostgreSQL, at postgresql://user@host/database.",
  address: "url",
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  async connect(asked) {
    const { Client: PgClient } = (await import("pg")).default;
    const { to: copyTo } = (await import("pg-copy-streams")).default;
    const { tls, ...server } = parseServerAddress(asked, ["postgresql", "postgres"]);
    const client = new PgClient({ ...server, ssl: tls ?? false, connectionTimeoutMillis: connectMs });
    // A connection that breaks between two questions would end the process otherwise.
    client.on("error", () => undefined);
    await client.connect();
    await beginReading(client, asked);
    return {
      async describe(sql) {
        // In this mode the server takes one statement, and refuses what stands behind it.
        const question = { text: `SELECT * FROM (${sql}\n) AS sales LIMIT 0`, queryMode: "extended" };
        const { fields } = await client.query(question);
        return fields.map((field: FieldDef) => ({ name: field.name, kind: kindOf(field, asked) }));
      },
      csv: (sql) => client.query(copyTo(`COPY (${sql}\n) TO STDOUT (FORMAT csv)`)),
      close: () => void client.end().catch(() => undefined),
    };
  },
  refusal(error) {
    const code = codeOf(error);
    const message = firstLine(error);
    const lacksTls = /no encryption|SSL off/.test(message);
    if (lacksTls) return { found: message, wayOut: `${byTls}; or check the user.` };
    if (code in waysOut) return { found: message, wayOut: waysOut[code] };
    return networkRefusal(error) ?? otherRefusal(code, message);
  },
} as const satisfies DatabaseKind;

const connectMs = 10_000;

async function beginReading(client: Client, { momentsInUtc }: DatabaseAddress): Promise<void> {
  await client.query("BEGIN TRANSACTION READ ONLY");
  await client.query("SET LOCAL datestyle TO ISO; SET LOCAL extra_float_digits TO 1");
  if (momentsInUtc) await client.query("SET LOCAL timezone TO UTC");
}

const [date, time, moment] = [1082, 1114, 1184];
const numbers = new Set([20, 21, 23, 700, 701, 1700]);

function kindOf({ dataTypeID: type }: FieldDef, { momentsInUtc }: DatabaseAddress): ColumnKind {
  if (numbers.has(type)) return "number";
  if (type === date) return "date";
  if (type === time) return "time";
  return type === moment && momentsInUtc ? "moment" : "text";
}

const credentials =
  "Check user and password; PGPASSWORD, or ${NAME} in the address, keeps it out of the file.";

/** The way out of an error, by its code: Appendix A of the manual of PostgreSQL. */
const waysOut: Readonly<Record<string, string>> = {
  "28P01": credentials,
  "28000": credentials,
  "3D000": "Name a database of the server after the host.",
  "42P01": "Name a table or view, like sales or shop.sales.",
  "42703": "Correct the query.",
  "42501": "Let the user read it: GRANT SELECT ON … TO …",
  "42601": "Write one SELECT statement.",
  "25006": "Write a query that only reads.",
  "53300": "Run it again later.",
};

function otherRefusal(code: string, message: string): DatabaseRefusal | undefined {
  if (!/^[0-9A-Z]{5}$/.test(code) && !/SASL|password/i.test(message)) return undefined;
  if (/SASL|password/i.test(message)) return { found: message, wayOut: credentials };
  return { found: `the server refused the query (${message})`, wayOut: "Correct the query." };
}
