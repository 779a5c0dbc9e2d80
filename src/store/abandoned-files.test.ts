import { spawnSync } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/store/temporary.js";
import { removeAbandoned, removeAbandonedScratch } from "./abandoned-files.js";

const ended = spawnSync(process.execPath, ["-e", "0"]).pid;

describe("what killed processes left", () => {
  test("beside a file is removed: of that name, of processes that ended", async () => {
    const folder = await temporaryFolder();
    const kept = [
      "orders.csv",
      `.other.csv.${ended}-0123abcd.tmp`,
      `.orders.csv.${process.pid}-0123abcd.tmp`,
      `.orders.csv.${ended}-draft.tmp`,
    ];
    for (const name of [...kept, `.orders.csv.${ended}-0123abcd.tmp`])
      await writeFile(join(folder, name), "x");
    await mkdir(join(folder, `.orders.csv.${ended}-89abcdef.tmp`));
    await removeAbandoned(join(folder, "orders.csv"));
    expect((await readdir(folder)).sort()).toEqual([...kept].sort());
  });

  test("as scratch folders is removed, nothing else", async () => {
    const folder = await temporaryFolder();
    const kept = [`deepstock-${process.pid}-aBcD12`, "deepstock-notes", `deepstock-${ended}-notes.txt`];
    for (const name of [...kept, `deepstock-${ended}-aBcD12`]) await mkdir(join(folder, name));
    await removeAbandonedScratch(folder);
    expect((await readdir(folder)).sort()).toEqual([...kept].sort());
  });
});
