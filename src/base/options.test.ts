import { expect, test } from "vitest";
import { z } from "zod";
import { InputError } from "./errors.js";
import { parseOptions, type OptionsPlace } from "./options.js";

const schema = z.strictObject({
  type: z.literal("lost-sales"),
  leadTime: z.int().min(0),
  holdingCost: z.union([z.number(), z.string()]),
  hidden: z.array(z.int().positive()).optional(),
  columns: z.strictObject({ item: z.string(), location: z.string().optional() }).optional(),
});
const good = { type: "lost-sales", leadTime: 2, holdingCost: 0.2 };

function refusal(value: unknown, place: string | OptionsPlace = "problem"): string {
  try {
    parseOptions(schema, value, place);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "accepted";
}

test("a good value comes back typed", () => {
  expect(parseOptions(schema, good, "problem").leadTime).toBe(2);
});

test("an unknown key is refused with the nearest known one, at any depth", () => {
  expect(refusal({ ...good, leadtime: 3 })).toBe(
    "problem.leadtime: is not a known key. Did you mean leadTime?",
  );
  expect(refusal({ ...good, columns: { item: "a", locaton: "b" } })).toBe(
    "problem.columns.locaton: is not a known key. Did you mean location?",
  );
});

test("a wrong value is shown with what to write instead", () => {
  expect(refusal({ ...good, leadTime: "two" })).toBe('problem.leadTime: found "two". Write a number.');
  expect(refusal({ ...good, leadTime: 1.5 })).toBe("problem.leadTime: found 1.5. Write a whole number.");
  expect(refusal({ ...good, leadTime: -1 })).toBe(
    "problem.leadTime: found -1. Write a number of at least 0.",
  );
  expect(refusal({ ...good, hidden: [64, 0] })).toBe("problem.hidden.1: found 0. Write a number above 0.");
  expect(refusal({ ...good, holdingCost: true })).toBe(
    "problem.holdingCost: found true. Write a number or a text.",
  );
  expect(refusal({ ...good, type: "lost-sale" })).toBe(
    'problem.type: found "lost-sale". Write lost-sales. Did you mean lost-sales?',
  );
});

test("a missing key is named", () => {
  expect(refusal({ type: "lost-sales", holdingCost: 1 })).toBe(
    "problem.leadTime: is missing. Give it a number.",
  );
});

test("file and line are named where they are known", () => {
  const place = {
    file: "config.yaml",
    key: "problem",
    lineOf: (path: readonly PropertyKey[]) => path.length + 5,
  };
  expect(refusal({ ...good, leadTime: "x" }, place)).toMatch(
    /^config\.yaml line 6, problem\.leadTime: found "x"/,
  );
});

test("of a union of shapes the complaint of the shape that was meant is given", () => {
  const either = z.union([
    z.strictObject({ sales: z.string(), frequency: z.enum(["day", "week"]) }),
    z.strictObject({ generate: z.string(), series: z.int() }),
  ]);
  expect(() => parseOptions(either, { sales: "a.csv", frequency: "weak" }, "data")).toThrow(
    'data.frequency: found "weak". Write day or week. Did you mean week?',
  );
});
