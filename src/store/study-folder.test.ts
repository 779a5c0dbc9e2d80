import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../base/errors.js";
import { openStudy } from "./study-folder.js";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "deepstock-study-")), "study");
});
afterEach(async () => rm(join(folder, ".."), { recursive: true }));

const identity = { study: "zipkin-2008", quick: true };

describe("a study's folder", () => {
  it("gives back what was kept, in whatever order", async () => {
    const first = await openStudy(folder, identity, { resume: false });
    await first.keep("b", [1, { x: 0.1 }]);
    await first.keep("a", null);
    const second = await openStudy(folder, identity, { resume: true });
    expect([...second.known]).toEqual([["b", [1, { x: 0.1 }]], ["a", null]]);
    await second.keep("c", "last");
    await second.finish({ summary: "Nothing." });
    expect((await openStudy(folder, identity, { resume: true })).known.size).toBe(3);
    expect((await readdir(folder)).toSorted()).toEqual(["parts.jsonl", "study.json"]);
  });

  it("begins anew with --resume where nothing was kept yet", async () => {
    expect((await openStudy(folder, identity, { resume: true })).known.size).toBe(0);
  });

  it("refuses to overwrite, to mix studies, and to touch other files", async () => {
    const kept = await openStudy(folder, identity, { resume: false });
    await kept.keep("a", 1);
    const before = await readFile(join(folder, "parts.jsonl"), "utf8");
    await expect(openStudy(folder, identity, { resume: false })).rejects.toThrow("--resume");
    const other = openStudy(folder, { ...identity, quick: false }, { resume: true });
    await expect(other).rejects.toThrow(InputError);
    await writeFile(join(folder, "parts.jsonl"), `${before}{"part": "b", "res`);
    const cut = openStudy(folder, identity, { resume: true });
    await expect(cut).rejects.toThrow("line 3: is not JSON");
    await writeFile(join(folder, "holiday.jpg"), "");
    await expect(openStudy(folder, identity, { resume: true })).rejects.toThrow("holiday.jpg");
  });
});
