import { describe, expect, it } from "vitest";
import { penalties } from "../../penalties/index.js";
import { cases, omniscientCost } from "./structure-informed-cases.js";

describe("the cases of the study", () => {
  it.each(cases)("$name: something is known of its best orders", (one) => {
    expect(penalties.filter(({ applies }) => applies(one.example))).not.toEqual([]);
  });

  it("cost more with a longer lead time, even under the best orders", async () => {
    const solved = cases.filter(({ solvedLeadTime }) => solvedLeadTime !== undefined).slice(0, 2);
    const [atOnce, later] = await Promise.all(solved.map(omniscientCost));
    expect(later).toBeGreaterThan((atOnce ?? NaN) * 1.2);
  });
});
