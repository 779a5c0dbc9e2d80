import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deepstock, deepstockUnder, describeProgram } from "./deepstock.js";
import { contentOf } from "./folder-content.js";
import { trainedRetailer } from "./trained-retailer.js";

const recommend = "recommend run --stock stock.csv --as-of 2024-02-19";

/** A disk of its own that is gone with the process; only some users may mount one. */
const mounting = (path: string, options: string) =>
  `mkdir -p ${path} && mount -t tmpfs -o ${options} tmpfs ${path}`;
const mayMount =
  spawnSync("unshare", ["-m", "bash", "-c", mounting("/tmp/deepstock-mount-test", "size=64k")]).status === 0;

describeProgram("a place that cannot be written is refused, and what lies there stays", () => {
  const retailer = trainedRetailer();

  test("a folder that holds something else", () => {
    const home = retailer.copy("occupied");
    mkdirSync(join(home, "thesis"));
    writeFileSync(join(home, "thesis/chapter.txt"), "years of work");
    for (const line of ["import config.yaml", "train config.yaml", "quickstart"]) {
      const { exitCode, out, error } = deepstock(home, `${line} --out thesis`);
      expect(error).toMatch(
        /^(?:.*\n)*thesis: holds other files \("chapter\.txt"\)\. Give a new or empty folder/,
      );
      expect([exitCode, out]).toEqual([2, ""]);
      expect(readdirSync(join(home, "thesis"))).toEqual(["chapter.txt"]);
    }
  });

  test("quickstart in a folder with sales of the user's own", () => {
    const home = retailer.copy("own");
    const before = contentOf(home);
    const { exitCode, error } = deepstock(home, "quickstart --out .");
    expect(error).toMatch(/holds other files/);
    expect(exitCode).toBe(2);
    expect(contentOf(home)).toEqual(before);
  });

  test("a run that is trained is not trained again by accident", () => {
    const home = retailer.copy("again");
    const before = contentOf(home);
    const { exitCode, error } = deepstock(home, "train config.yaml --out run");
    expect(error).toMatch(/run: already holds a run\. Add --resume/);
    expect(exitCode).toBe(2);
    expect(contentOf(home)).toEqual(before);
  });

  test("a run goes on only with the configuration that it began with", () => {
    const home = retailer.copy("changed");
    const before = contentOf(join(home, "run"));
    const config = readFileSync(join(home, "config.yaml"), "utf8").replace("leadTime: 2", "leadTime: 3");
    writeFileSync(join(home, "config.yaml"), config);
    const { exitCode, error } = deepstock(home, "train config.yaml --out run --resume");
    expect(error).toMatch(
      /config\.yaml, problem\.leadTime: is 3, but the run run began with 2\. Change it back/,
    );
    expect(exitCode).toBe(2);
    expect(contentOf(join(home, "run"))).toEqual(before);
  });

  test.each([
    ["import config.yaml --out stock.csv", /stock\.csv: is a file\. Give another folder/],
    ["train config.yaml --out stock.csv", /stock\.csv: is a file\. Give another folder/],
    ["quickstart --out stock.csv", /stock\.csv: is a file\. Give another folder/],
    ["import config.yaml --out stock.csv/data", /stock\.csv\/data: a part of this path is a file|is a file/],
    [`${recommend} --out run`, /run: is a folder\. Give the name of a file/],
    [`${recommend} --out nowhere/orders.csv`, /nowhere\/orders\.csv: its folder does not exist/],
  ])("%s", (line, message) => {
    const home = retailer.copy(line.replaceAll(/\W+/g, "-"));
    const before = contentOf(home);
    const { exitCode, out, error } = deepstock(home, line);
    expect(error).toMatch(message);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(contentOf(home)).toEqual(before);
  });

  test("a file larger than the system allows", () => {
    const home = retailer.copy("limited");
    writeFileSync(join(home, "orders.csv"), "yesterday's orders");
    const before = contentOf(home);
    const { exitCode, error } = deepstockUnder("ulimit -f 1", home, `${recommend} --out orders.csv`);
    expect(error).toMatch(/orders\.csv: is larger than a file may be; what was there before is unchanged/);
    expect(exitCode).toBe(2);
    expect(contentOf(home)).toEqual(before);
  });

  test.skipIf(!mayMount)(
    `a full disk and a read-only one${mayMount ? "" : " (skipped: this user may not mount one)"}`,
    () => {
      const home = retailer.copy("disks");
      const fill = "(head -c 1m /dev/zero > full/other || true) 2> /dev/null";
      const full = `${mounting("full", "size=64k")} && ${fill}`;
      const readOnly = mounting("fixed", "ro");
      const lines = [
        [full, `${recommend} --out full/orders.csv`, /full\/orders\.csv: the disk is full/],
        [full, "import config.yaml --out full/data", /full\/data: the disk is full/],
        [full, "train config.yaml --out full/run", /full\/run.*: the disk is full/],
        [
          readOnly,
          `${recommend} --out fixed/orders.csv`,
          /fixed\/orders\.csv: lies on a disk that is read-only/,
        ],
        [readOnly, "import config.yaml --out fixed/data", /fixed\/data: lies on a disk that is read-only/],
        [readOnly, "train config.yaml --out fixed/run", /fixed\/run: lies on a disk that is read-only/],
      ] as const;
      for (const [disk, line, message] of lines) {
        const { exitCode, out, error } = deepstockUnder(disk, home, line, ["unshare", "-m"]);
        expect(error).toMatch(message);
        expect([exitCode, out]).toEqual([2, ""]);
      }
    },
  );
});
