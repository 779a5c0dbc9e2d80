import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseContract } from "../../../test/contracts/database-contract.js";
import { serverContract } from "../../../test/contracts/server-contract.js";
import { hasCertificates } from "../../../test/databases/certificate.js";
import { hasMariadb, startMariadb } from "../../../test/databases/mariadb-server.js";
import type { TestDatabase } from "../../../test/databases/test-database.js";
import { refusal } from "../../../test/store/temporary.js";
import { type FileDataInput, fileDataSchema } from "../file-data.js";
import { importSales } from "../import-sales.js";

const skipped = hasMariadb ? "" : " (skipped: install mariadb-server)";

describe.skipIf(!hasMariadb)(`MariaDB${skipped}`, () => {
  let server: TestDatabase;
  beforeAll(async () => {
    server = await startMariadb();
  }, 120_000);
  afterAll(() => server?.stop());
  const shared = async () => ({ ...server, stop: async () => undefined });

  databaseContract("as every database", shared);
  serverContract("as every server", shared, "MYSQL_PWD");

  const columns = { item: "item", date: "day", units: "units", inStock: "shown" };
  const read = (table: string, options: Partial<FileDataInput> = {}, words = "") => {
    const sales = { mysql: server.address({ words }), table };
    return importSales(fileDataSchema.parse({ sales, columns, frequency: "day", ...options }));
  };

  test("moments count by the day of the shops, or as the server shows them; bits are flags", async () => {
    await server.run(`CREATE TABLE moments (item INT, day TIMESTAMP, units BIGINT, shown BIT(1));
      INSERT INTO moments VALUES (1, '2024-02-01 00:30:00', 5, b'0')`);
    expect((await read("moments")).report).toMatchObject({ firstDate: "2024-02-01", outOfStockShare: 1 });
    expect((await read("moments", { timeZone: "America/New_York" })).report.firstDate).toBe("2024-01-31");
  });

  test("a date without a day is refused", async () => {
    await server.run(`SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
      CREATE TABLE zeros (item INT, day DATE, units INT, shown BOOLEAN);
      INSERT INTO zeros VALUES (1, '0000-00-00', 5, true), (1, '2024-01-01', 5, true)`);
    expect(await refusal(read("zeros"))).toMatch(/table zeros, column "day": found "0000-00-00"/);
    const skipping = await read("zeros", { rejectedRows: "skip" });
    expect(skipping.report).toMatchObject({ rowsRead: 1, rejected: { rows: 1 } });
  });

  test.skipIf(!hasCertificates)("a server that wants TLS says so, and gets it", async () => {
    await server.run("SET GLOBAL require_secure_transport = ON");
    expect(await refusal(read("moments"))).toMatch(/whether the server wants \?sslmode=require/);
    expect((await read("moments", {}, "?sslmode=require")).report.rowsRead).toBe(1);
    expect(await refusal(read("moments", {}, "?sslmode=verify-full"))).toMatch(/not trusted.*sslrootcert/);
    await server.run("SET GLOBAL require_secure_transport = OFF");
  });
});
