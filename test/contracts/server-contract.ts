import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { runImport } from "../../src/jobs/import.js";
import { readConfig } from "../../src/store/config-file.js";
import { beginRun } from "../../src/store/run-folder.js";
import { openTuning } from "../../src/store/tune-folder.js";
import { silentProgress } from "../../src/base/progress.js";
import { readPanel } from "../../src/store/panel-folder.js";
import { password, passwordInAddress, type TestDatabase } from "../databases/test-database.js";
import { temporaryFolder } from "../store/temporary.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

/** What every server does that lets users in by a password, which nobody else is to see. */
export function serverContract(title: string, start: () => Promise<TestDatabase>, variable: string): void {
  describe(title, () => {
    let server: TestDatabase;
    beforeAll(async () => {
      server = await start();
      await server.run("CREATE TABLE small (item INT, day DATE, units INT)");
      await server.run("INSERT INTO small VALUES (1, '2024-01-01', 2), (1, '2024-01-09', 3)");
    }, 120_000);
    afterEach(() => void delete process.env[variable]);

    const configured = async (address: string) => {
      const folder = await temporaryFolder();
      const path = join(folder, "CONFIG.yaml");
      const text = `data:
  sales: { ${server.kind}: '${address}', table: small }
  columns: { item: item, date: day, units: units }
  frequency: day
problem: { type: lost-sales, leadTime: 2, holdingCost: 0.2, shortageCost: 1 }
`;
      writeFileSync(path, text);
      return { folder, path, out: join(folder, "data") };
    };
    const imported = async (address: string) => {
      const { path: config, out } = await configured(address);
      return runImport({ config, out }, context);
    };
    const refused = async (address: string) => {
      const error: unknown = await imported(address).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(InputError);
      const { message, place, found, wayOut, stack } = error as InputError;
      refuseSecrets([message, place, found, wayOut, stack ?? ""].join("\n"));
      return message;
    };

    test("a wrong password, user, database or port is refused without showing the password", async () => {
      const wrong = (parts: Parameters<TestDatabase["address"]>[0]) => refused(server.address(parts));
      expect(await wrong({ password: "gu3ss3d" })).toMatch(/Check user and password/);
      expect(await wrong({ user: "stranger" })).toMatch(/[Cc]heck (the )?user/);
      expect(await wrong({ database: "nowhere" })).toMatch(/nowhere|Name a database|GRANT/);
      expect(await wrong({ port: 1 })).toMatch(/cannot be reached.*Check host and port/);
      expect(await wrong({ words: "?sslmod=require" })).toMatch(/unknown word "sslmod".*mean sslmode\?/);
      expect(await wrong({ words: "?sslmode=maybe" })).toMatch(/sslmode=maybe.*Write one of disable/);
    });

    test("an address that cannot be read shows nothing of itself", async () => {
      const torn = ["s3cret@/#?:%", "s3cret#1", "s3cret?1", "1#s3cret", "s3cret/x"];
      for (const secret of torn)
        expect(await refused(server.address({ password: secret }))).toMatch(/address/);
      expect(await refused("http://shop:s3cret@host/shop")).toMatch(/is no address of such a server/);
      expect(await refused("shop:s3cret@host/shop")).toMatch(/is no address of such a server/);
    });

    test("the password may come from the environment instead", async () => {
      const bare = server.address().replace(`:${passwordInAddress}`, "");
      expect(await refused(bare)).toMatch(/Check user and password/);
      process.env[variable] = password;
      expect((await imported(bare)).rowsRead).toBe(2);
    });

    test("no file that is written holds the password", async () => {
      const { folder, path, out } = await configured(server.address());
      await runImport({ config: path, out }, context);
      const config = await readConfig(path);
      const data = await readPanel(out);
      await beginRun(join(folder, "run"), { config, resolved: {} }, data, { replace: false });
      const tuning = await openTuning(join(folder, "tune"), config, { resume: false });
      await tuning.keep("first", {});
      await tuning.finish({}, config);
      const written = everyFile(folder).filter((file) => file !== path);
      expect(written.map((file) => file.slice(folder.length + 1))).toContain("run/config.json");
      for (const file of written) refuseSecrets(readFileSync(file, "latin1"));
      expect(readFileSync(join(folder, "run/config.json"), "utf8")).toContain("shop@127.0.0.1");
    });
  });
}

function refuseSecrets(text: string): void {
  for (const secret of [password, passwordInAddress, "s3cret", "gu3ss3d"]) expect(text).not.toContain(secret);
}

function everyFile(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? everyFile(path) : [path];
  });
}
