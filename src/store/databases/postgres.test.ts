import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseContract } from "../../../test/contracts/database-contract.js";
import { hasCertificates } from "../../../test/databases/certificate.js";
import { hasPostgres, startPostgres } from "../../../test/databases/postgres-server.js";
import { serverContract } from "../../../test/contracts/server-contract.js";
import type { TestDatabase } from "../../../test/databases/test-database.js";
import { type FileDataInput, fileDataSchema } from "../file-data.js";
import { importSales } from "../import-sales.js";
import { refusal } from "../../../test/store/temporary.js";

const skipped = hasPostgres ? "" : " (skipped: install postgresql)";

describe.skipIf(!hasPostgres)(`PostgreSQL${skipped}`, () => {
  let server: TestDatabase;
  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server?.stop());
  const shared = async () => ({ ...server, stop: async () => undefined });

  databaseContract("as every database", shared);
  serverContract("as every server", shared, "PGPASSWORD");

  const read = async (query: string, options: Partial<FileDataInput> = {}, address = server.address()) => {
    const sales = { postgres: address, query };
    const columns = { item: "item", date: "day", units: "units" };
    return importSales(fileDataSchema.parse({ sales, columns, frequency: "day", ...options }));
  };
  const firstDate = async (query: string, options?: Partial<FileDataInput>) =>
    (await read(query, options)).report.firstDate;

  test("moments count by the day of the shops, or else as the server shows them", async () => {
    const query = "SELECT 'A' AS item, TIMESTAMPTZ '2024-01-31 23:30+00' AS day, 1 AS units";
    expect(await firstDate(query)).toBe("2024-02-01");
    expect((await read(query)).report.notes.join()).toMatch(/set timeZone/);
    expect(await firstDate(query, { timeZone: "America/New_York" })).toBe("2024-01-31");
    const plain = "SELECT 'A' AS item, TIMESTAMP '2024-01-31 23:30' AS day, 1 AS units";
    expect(await firstDate(plain, { timeZone: "Europe/Paris" })).toBe("2024-01-31");
  });

  test("what a date or a number may be in PostgreSQL and not here is refused", async () => {
    const of = (day: string, units: string) => `SELECT 1 AS item, DATE '${day}' AS day, ${units} AS units`;
    expect(await refusal(read(of("infinity", "1")))).toMatch(/column "day": found "infinity"/);
    expect(await refusal(read(of("0044-03-15 BC", "1")))).toMatch(/column "day": found "0044-03-15 BC"/);
    expect(await refusal(read(of("2024-01-31", "'NaN'::float")))).toMatch(/column "units": found "nan"/i);
  });

  test.skipIf(!hasCertificates)("a server that wants TLS says so, and gets it", async () => {
    const query = "SELECT 1 AS item, DATE '2024-01-31' AS day, 1 AS units";
    const secure = (words: string) => read(query, {}, server.address({ user: "secure", words }));
    expect(await refusal(secure(""))).toMatch(/no encryption.*Add \?sslmode=require/);
    expect((await secure("?sslmode=require")).report.rowsRead).toBe(1);
    expect(await refusal(secure("?sslmode=verify-full"))).toMatch(/not trusted.*sslrootcert=FILE/);
  });
});
