import { rm } from "node:fs/promises";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { expect, test } from "vitest";
import { databaseContract } from "../../../test/contracts/database-contract.js";
import type { TestDatabase } from "../../../test/databases/test-database.js";
import { refusal, temporaryFile, temporaryFolder } from "../../../test/store/temporary.js";
import { fileDataSchema } from "../file-data.js";
import { importSales } from "../import-sales.js";

async function sqliteFile(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "deepstock-test-"));
  const path = join(folder, "shop #1?.db");
  const database = new Database(path);
  return {
    kind: "sqlite",
    address: () => path,
    run: async (sql) => void database.exec(sql),
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    async stop() {
      database.close();
      await rm(folder, { recursive: true });
    },
  };
}

databaseContract("SQLite", sqliteFile);

const columns = { item: "item", date: "day", units: "units" };

const read = (path: string) =>
  refusal(
    importSales(fileDataSchema.parse({ sales: { sqlite: path, table: "s" }, columns, frequency: "day" })),
  );

test("what cannot be read is named with its column once, which has no lines", async () => {
  const path = join(await temporaryFolder(), "shop.db");
  const database = new Database(path);
  database.exec("CREATE TABLE s (item TEXT, day TEXT, units TEXT)");
  database.exec("INSERT INTO s VALUES ('a', '2024-05-01', '2,5'), ('a', '2024-05-02', '2,5')");
  database.exec("INSERT INTO s VALUES ('a', '2024-05-03', '7,5'), ('a', '2024-05-04', '3')");
  database.close();
  expect(await read(path)).toMatch(
    /shop\.db, table s, column "units": found "2,5"; also "7,5" \(3 rows in all\)\. Set decimal: ","/,
  );
});

test("a file that is absent is not made, and one that is no database is named", async () => {
  const absent = join(await temporaryFolder(), "shop.db");
  expect(await read(absent)).toMatch(/shop\.db: no such file/);
  expect(await read(absent)).toMatch(/shop\.db: no such file/);
  expect(await read(await temporaryFile("shop.db", "item,day,units\n".repeat(100)))).toMatch(
    /shop\.db, table s: cannot be read as SQLite \(file is not a database\)\. Name a file of SQLite\./,
  );
});
