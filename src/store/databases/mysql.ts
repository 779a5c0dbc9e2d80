import type { Connection } from "mysql2";
import type { ColumnKind, DatabaseAddress, DatabaseKind, DatabaseRefusal } from "./database-kind.js";
import { type CsvValue, csvLines } from "./csv-lines.js";
import { byTls, codeOf, firstLine, networkRefusal, parseServerAddress } from "./server-address.js";

/** MySQL and MariaDB, in a transaction that can only read; rows are read as they come. */
export const mysql = {
  name: "mysql",
  summary: "A table or query of MySQL or MariaDB, at mysql://user@host/database.",
  address: "url",
  quote: (name) => `\`${name.replaceAll("`", "``")}\``,
  async connect(asked) {
    const { createConnection } = (await import("mysql2")).default;
    const { tls, ...server } = parseServerAddress(asked, ["mysql", "mariadb"]);
    const password = server.password ?? process.env.MYSQL_PWD;
    const flags = ["-LOCAL_FILES"];
    const connection = createConnection({ ...server, password, ssl: tls, connectTimeout: connectMs, flags });
    connection.on("error", () => undefined);
    await new Promise<void>((resolve, reject) =>
      connection.connect((error) => (error ? reject(error) : resolve())),
    );
    await beginReading(connection, asked);
    return {
      describe: (sql) =>
        new Promise((resolve, reject) =>
          connection.prepare(sql, (error, statement) => {
            if (error) return reject(error);
            const columns = (statement as unknown as { readonly columns: readonly Field[] }).columns;
            statement.close();
            resolve(columns.map((field) => ({ name: field.name, kind: kindOf(field, asked) })));
          }),
        ),
      csv(sql) {
        const rows = connection.query({ sql, rowsAsArray: true, typeCast: textOf }).stream();
        return csvLines(rows as AsyncIterable<readonly CsvValue[]>);
      },
      close: () => connection.destroy(),
    };
  },
  refusal(error) {
    const code = codeOf(error);
    const message = firstLine(error);
    if (/insecure transport/i.test(message)) return { found: message, wayOut: `${byTls}.` };
    if (code in waysOut) return { found: message, wayOut: waysOut[code] };
    return networkRefusal(error) ?? otherRefusal(code, message);
  },
} as const satisfies DatabaseKind;

const connectMs = 10_000;

async function beginReading(connection: Connection, { momentsInUtc }: DatabaseAddress): Promise<void> {
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) =>
      connection.query(sql, (error: Error | null) => (error ? reject(error) : resolve())),
    );
  if (momentsInUtc) await run("SET time_zone = '+00:00'");
  await run("START TRANSACTION READ ONLY");
}

interface Field {
  readonly name: string;
  readonly columnType: number;
}

// Numbers of column types in the protocol: https://dev.mysql.com/doc/dev/mysql-server/latest/
const numbers = new Set([0, 1, 2, 3, 4, 5, 8, 9, 13, 246]);
const [timestamp, date, datetime, newDate] = [7, 10, 12, 14];

function kindOf({ columnType: type }: Field, { momentsInUtc }: DatabaseAddress): ColumnKind {
  if (numbers.has(type)) return "number";
  if (type === date || type === newDate) return "date";
  if (type === timestamp) return momentsInUtc ? "moment" : "time";
  return type === datetime ? "time" : "text";
}

/** A cell as the server writes it: exact, and without a zone of this machine. Bits count as a number. */
function textOf(field: { type: string; string(): string | null; buffer(): Buffer | null }): CsvValue {
  if (field.type !== "BIT") return field.string();
  const bits = field.buffer();
  return bits === null ? null : [...bits].reduce((sum, byte) => sum * 256 + byte, 0);
}

const credentials =
  "Check user and password (MYSQL_PWD, or ${NAME} in the address, keeps it out of the file), " +
  "and whether the server wants ?sslmode=require.";

/** The way out of an error, by its code. */
const waysOut: Readonly<Record<string, string>> = {
  ER_ACCESS_DENIED_ERROR: credentials,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: credentials,
  ER_BAD_DB_ERROR: "Name a database of the server after the host.",
  ER_NO_DB_ERROR: "Name a database of the server after the host.",
  ER_DBACCESS_DENIED_ERROR: "Let the user read it: GRANT SELECT ON … TO …",
  ER_TABLEACCESS_DENIED_ERROR: "Let the user read it: GRANT SELECT ON … TO …",
  ER_NO_SUCH_TABLE: "Name a table or view, like sales or shop.sales.",
  ER_BAD_FIELD_ERROR: "Correct the query.",
  ER_PARSE_ERROR: "Write one SELECT statement.",
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: "Write a query that only reads.",
  HANDSHAKE_NO_SSL_SUPPORT: "Leave out sslmode: the server does not encrypt connections.",
};

function otherRefusal(code: string, message: string): DatabaseRefusal | undefined {
  if (!/^(ER|AUTH|HANDSHAKE)_/.test(code)) return undefined;
  return { found: `the server refused the query (${message})`, wayOut: "Correct the query." };
}
