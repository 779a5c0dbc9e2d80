import { describe, expect, it } from "vitest";
import { madePolicy, madeReport } from "../../../test/fixtures/made-report.js";
import { summaryTable } from "./summary-table.js";

describe("the table for the terminal", () => {
  it("lists policies by cost, the bound last, in aligned columns", () => {
    expect(summaryTable(madeReport())).toMatchInlineSnapshot(`
      "policy         cost     95 % interval  stockout rate  fill rate  turnover days  on hand  difference
      learned      0.9000  0.8100 to 0.9900          1.2 %     98.7 %           12.3     45.6
      base-stock   1.0000  0.9000 to 1.1000          3.2 %     98.7 %           12.3     45.6  −10.0 %
      hindsight *  0.5000  0.4500 to 0.5500          3.2 %     98.7 %           12.3     45.6  +80.0 %

      cost: per series and period, over 1,200 series, 13 periods
      difference: cost of learned against the policy of the row
      *: knows the future; a bound, not a policy to use"
    `);
  });

  it("has no terminal codes unless asked for, and then only on the learned policy", () => {
    expect(summaryTable(madeReport())).not.toContain("\u001b");
    const coloured = summaryTable(madeReport(), { colour: true }).split("\n");
    expect(coloured.filter((line) => line.includes("\u001b[1m"))).toHaveLength(1);
    expect(coloured[1]).toContain("learned");
  });

  it("says nothing of differences when one policy was run", () => {
    const table = summaryTable(madeReport({ policies: [madePolicy("only", 2)], differences: [] }));
    expect(table).not.toContain("difference");
    expect(table).toContain("only");
  });

  it("keeps line breaks and terminal codes of a name away from the terminal", () => {
    const policies = [madePolicy("a\u001b[31m\nb", 2), madePolicy("c", 3)];
    const lines = summaryTable(madeReport({ policies, differences: [] })).split("\n");
    expect(lines[1]).toMatch(/^a \[31m b/);
  });

  it("shows a dash where a metric is undefined", () => {
    const policies = [madePolicy("only", 2, { turnoverDays: null, fillRate: null })];
    expect(summaryTable(madeReport({ policies, differences: [] }))).not.toMatch(/NaN|null/);
  });
});
