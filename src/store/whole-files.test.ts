import { chmod, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { refusal, temporaryFolder } from "../../test/store/temporary.js";
import { writeWhole, writingRefused } from "./whole-files.js";
import { writeWholeFolder } from "./whole-folder.js";

describe("a file is written whole or not at all", () => {
  test("a text, bytes and many pieces of text are written", async () => {
    const path = join(await temporaryFolder(), "orders.csv");
    await writeWhole(path, "first");
    expect(await readFile(path, "utf8")).toBe("first");
    await writeWhole(path, Uint8Array.of(65, 66));
    expect(await readFile(path, "utf8")).toBe("AB");
    const line = "ä".repeat(1000);
    await writeWhole(path, Array<string>(1000).fill(line));
    expect(await readFile(path, "utf8")).toBe(line.repeat(1000));
  });

  test("where the content fails midway, the old file stays and nothing else is left", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "orders.csv");
    await writeWhole(path, "old");
    function* failing(): Generator<string> {
      yield "x".repeat(300_000);
      throw new Error("no more");
    }
    await expect(writeWhole(path, failing())).rejects.toThrow("no more");
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["orders.csv"]);
  });

  test("a folder that is missing, and a folder in place of a file, are refused with a way out", async () => {
    const folder = await temporaryFolder();
    expect(await refusal(writeWhole(join(folder, "no", "a.csv"), ""))).toBe(
      "no/a.csv: its folder does not exist. Create the folder first, or write elsewhere.",
    );
    await mkdir(join(folder, "a.csv"));
    expect(await refusal(writeWhole(join(folder, "a.csv"), ""))).toMatch(/^a\.csv: is a folder/);
    expect(await readdir(folder)).toEqual(["a.csv"]);
  });

  test("a full or read-only disk is explained", () => {
    const failure = (code: string) => writingRefused("a.csv", Object.assign(new Error(code), { code }));
    expect(String(failure("ENOSPC"))).toMatch(/a\.csv: the disk is full; what was there before is unchanged/);
    expect(String(failure("EROFS"))).toMatch(/read-only/);
    expect(failure("EIO")).not.toHaveProperty("wayOut");
  });

  test.skipIf(process.getuid?.() === 0)(
    "a folder without write permission is refused (not as root)",
    async () => {
      const folder = await temporaryFolder();
      await chmod(folder, 0o500);
      expect(await refusal(writeWhole(join(folder, "a.csv"), ""))).toMatch(/may not be written by this user/);
    },
  );
});

describe("a folder is written whole or not at all", () => {
  const write = (text: string) => (folder: string) => writeFile(join(folder, "panel.json"), text);

  test("it is made, with the folders above it, and replaced", async () => {
    const parent = await temporaryFolder();
    const folder = join(parent, "a", "data");
    await writeWholeFolder(folder, write("1"));
    await writeWholeFolder(folder, write("2"));
    expect(await readFile(join(folder, "panel.json"), "utf8")).toBe("2");
    expect(await readdir(join(parent, "a"))).toEqual(["data"]);
  });

  test("after a failure the old folder is as it was", async () => {
    const parent = await temporaryFolder();
    const folder = join(parent, "data");
    await writeWholeFolder(folder, write("1"));
    await expect(writeWholeFolder(folder, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await readFile(join(folder, "panel.json"), "utf8")).toBe("1");
    expect(await readdir(parent)).toEqual(["data"]);
  });

  test("a folder with other files is never deleted", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "thesis.txt"), "years of work");
    expect(await refusal(writeWholeFolder(folder, write("1")))).toMatch(
      /holds other files \("thesis\.txt"\)\. Give a new or empty folder\.$/,
    );
    expect(await readdir(folder)).toEqual(["thesis.txt"]);
  });
});
