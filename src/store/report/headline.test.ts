import { describe, expect, it } from "vitest";
import { madeDifference, madePolicy, madeReport } from "../../../test/fixtures/made-report.js";
import { headline } from "./headline.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("the headline", () => {
  it("compares with the cheapest other policy that knows only history, never with the bound", () => {
    const report = madeReport({
      policies: [...madeReport().policies, madePolicy("dearer", 3)],
      differences: [madeDifference("dearer", [-70, -71, -69]), ...madeReport().differences],
    });
    const { result, details } = headline(report);
    expect(plain(result)).toBe(
      "Learned costs 10.0 % less than base-stock, the cheapest other policy that knows only history.",
    );
    expect(details.map(plain)).toEqual([
      "95 % interval, paired over 1,200 series: 8.0 % to 12.0 % less.",
      "Hindsight knows the future and costs 0.5000 per series and period; learned costs 0.9000.",
      "Against base-stock: stockout rate 2.0 percentage points lower, turnover time the same.",
    ]);
  });

  it("says so when the learned policy costs more", () => {
    const report = madeReport({ differences: [madeDifference("base-stock", [4, 1, 7])] });
    expect(plain(headline(report).result)).toContain("Learned costs 4.0 % more than base-stock");
    expect(plain(headline(report).details[0])).toContain("1.0 % to 7.0 % more");
  });

  it("claims nothing when the interval holds zero", () => {
    const report = madeReport({ differences: [madeDifference("base-stock", [-1, -3, 1.2])] });
    const { result, details } = headline(report);
    expect(result).toContain("do not differ significantly in cost");
    expect(plain(details[0])).toContain("3.0 % less to 1.2 % more. The difference seen is 1.0 % less.");
  });

  it("speaks of money where a percentage is undefined", () => {
    const [difference] = madeReport().differences;
    const report = madeReport({ differences: [{ ...difference, percent: null }] });
    expect(headline(report).result).toContain("Learned costs 0.100 less than");
  });

  it("does not compare a policy that was run alone", () => {
    const report = madeReport({ policies: [madePolicy("learned", 2)], differences: [] });
    expect(headline(report).result).toBe("Learned costs 2.00 per series and period.");
    expect(headline(madeReport({ policies: [], differences: [] })).result).toBe("No policy was run.");
  });
});
