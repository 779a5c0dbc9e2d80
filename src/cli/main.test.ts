import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const isBuilt = existsSync(main);

function deepstock(...words: string[]) {
  return spawnSync(process.execPath, [main, ...words], { encoding: "utf8" });
}

describe.skipIf(!isBuilt)(`the built program${isBuilt ? "" : " (run npm run build first)"}`, () => {
  test("starts: its help names the commands and the version is that of the package", () => {
    const help = deepstock("--help");
    expect(help.status).toBe(0);
    expect(help.stdout).toContain("quickstart");
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(deepstock("--version").stdout).toBe(`${version}\n`);
  });

  test("refuses a wrong word with exit code 2 and the nearest one, in one line", () => {
    const { status, stdout, stderr } = deepstock("recomend");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^[^\n]*recommend\?[^\n]*\n$/);
  });

  test("says nothing when the reader of its output has left", async () => {
    const child = spawn(process.execPath, [main, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let error = "";
    child.stderr.on("data", (text: Buffer) => (error += text.toString()));
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect([status, error]).toEqual([0, ""]);
  });
});
