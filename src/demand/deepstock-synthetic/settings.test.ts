import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Trajectories,
  autoregressiveSetting,
  independentLows,
  independentSetting,
  normalSetting,
} from "./settings.js";

const folder = "../shared/data/deepstock_synthetic";

describe("the synthetic settings of DeepStock", () => {
  it("draw the published lows of setting 1, and its first days", () => {
    const lows = "11 9 12 16 9 9 16 13 8 12 8 8 10 2 3 7 5 11 6 4 15 9 10 4 7 10 5 11 7 8 7";
    expect(independentLows().join(" ")).toBe(lows);
    const { train, validation, test } = independentSetting();
    expect(train[0].slice(0, 10).join(" ")).toBe("11 12 15 18 11 13 16 16 9 12");
    expect([train, validation, test].map(({ length }) => length)).toEqual([10, 10, 100]);
  });

  it("draw the published spreads of setting 4, and demand for each order alone", () => {
    const { spreads, train, test } = normalSetting(5, 2);
    const shown = spreads.map((spread) => spread.toFixed(4)).join(" ");
    expect(shown).toBe("10.6181 19.2607 15.9799 13.9799 7.3403");
    expect(test).toHaveLength(500);
    expect([...train[0]].map((units) => units > 0)).toEqual([false, false, false, true, false, true, false]);
  });

  const files: readonly [string, () => Trajectories][] = [
    ["setting1_independent.csv", independentSetting],
    ["setting2_ar1_10.csv", () => autoregressiveSetting(10)],
    ["setting3_ar1_5.csv", () => autoregressiveSetting(5)],
  ];
  const isPresent = existsSync(folder);
  const title = isPresent ? "equal the trajectories of %s" : "equal %s (skipped: the data is absent)";
  it.skipIf(!isPresent).each(files)(title, (file, make) => {
    const { train, validation, test } = make();
    const rows = readFileSync(`${folder}/${file}`, "utf8").trim().split("\n").slice(1);
    const published = rows.map((row) => Number(row.split(",")[3]));
    const drawn = [...train, ...validation, ...test].flatMap((demand) => [...demand]);
    expect(drawn.length).toBe(published.length);
    const largest = Math.max(...drawn.map((units, i) => Math.abs(units - published[i])));
    expect(largest).toBeLessThan(1e-6);
  });
});
