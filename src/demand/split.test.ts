import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDate, parseDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { randomStream } from "../base/random.js";
import { parseDistribution } from "./distributions.js";
import { splitByDate } from "./split.js";
import { generatePanel } from "./stationary.js";

/** Ten weeks from Monday 2024-01-01 to Sunday 2024-03-10. */
const startDate = parseDate("2024-01-01") as number;
const panel = generatePanel({
  distribution: parseDistribution("poisson:1"), series: 1, periods: 10, stream: randomStream(1),
  frequency: "week", startDate,
});

describe("split by date", () => {
  it("gives each part its weeks", () => {
    expect(splitByDate(panel, { validateFrom: "2024-02-05", testFrom: "2024-02-19" })).toEqual({
      train: { part: "train", from: 0, to: 5 },
      validation: { part: "validation", from: 5, to: 7 },
      test: { part: "test", from: 7, to: 10 },
    });
  });

  it("leaves a week that contains a date without starting on it in the earlier part", () => {
    const { train, validation } = splitByDate(panel, { validateFrom: "2024-02-06", testFrom: "2024-02-18" });
    expect(train.to).toBe(6);
    expect(validation.to).toBe(7);
  });

  it("covers all periods in order, without overlap, or refuses", () => {
    const dates = fc.integer({ min: -20, max: 100 }).map((days) => formatDate(startDate + days));
    fc.assert(fc.property(dates, dates, (validateFrom, testFrom) => {
      try {
        const { train, validation, test } = splitByDate(panel, { validateFrom, testFrom });
        expect([train.from, train.to, validation.to, test.to]).toEqual([0, validation.from, test.from, 10]);
        for (const part of [train, validation, test]) expect(part.to).toBeGreaterThan(part.from);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }));
  });

  it.each([
    ["2024-13-01", "2024-02-19", /split.validateFrom: "2024-13-01" is no date/],
    ["2024-01-01", "2024-02-19", /leaves no period to train on.*2024-01-01 to 2024-03-10/],
    ["2024-03-05", "2024-03-06", /split.validateFrom: no period starts on or after/],
    ["2024-02-05", "2024-03-05", /split.testFrom: no period starts on or after/],
    ["2024-02-05", "2024-02-05", /no period to validate on.*at least one week later/],
  ])("refuses %s and %s and says why", (validateFrom, testFrom, message) => {
    expect(() => splitByDate(panel, { validateFrom, testFrom })).toThrow(message);
  });
});
