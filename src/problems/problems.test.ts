import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { columnsBy, noColumns } from "../../test/contracts/columns.js";
import { problems } from "./index.js";
import { randomLeadTime } from "./mechanics/lead-time.js";
import { seriesNumbers } from "./problem.js";

describe.each(problems.map((entry) => [entry.name, entry] as const))("%s in the registry", (name, entry) => {
  const schema = z.toJSONSchema(entry.options, { io: "input" });
  const properties = Object.entries(schema.properties ?? {}).map(
    ([key, value]) => ({ key, kinds: kindsOf(value) }) as const,
  );
  const required = properties.filter(({ key }) => schema.required?.includes(key));
  const minimal: Readonly<Record<string, unknown>> = Object.fromEntries(
    required.map(({ key }) => [key, key === "type" ? name : 2]),
  );
  const perSeries = properties.filter(({ kinds }) => kinds.join().includes("number,string"));
  const refused = (options: object) => entry.options.safeParse(options).error?.issues;

  it("plays the contract of problems in its own test", () => {
    expect(beside(name, "test.ts")).toMatch(new RegExp(`problemContract\\(["\`]${name}\\b`));
  });

  it("has a note with events, equations, gradient, unit costs and sources", () => {
    const note = beside(name, "md");
    for (const heading of ["A period", "When a unit is paid for", "The gradient", "Source"])
      expect(note).toContain(`\n## ${heading}`);
    expect(note).toMatch(/\n    .*cost_t +=/);
  });

  it("is made of the options it must have", () => {
    expect(refused(minimal)).toBeUndefined();
    const made = entry.make(minimal, noColumns);
    expect(made.name).toBe(entry.name);
    expect(made.summary).toBe(entry.summary);
    for (const key of Object.keys(minimal)) {
      const { [key]: _, ...others } = minimal;
      expect(refused(others)?.[0].path).toEqual([key]);
    }
  });

  it("refuses keys that it does not know", () => {
    expect(refused({ ...minimal, leadtime: 2 })?.[0].code).toBe("unrecognized_keys");
  });

  it.each(perSeries.map(({ key }) => key))("reads %s from a column, and refuses a negative number", (key) => {
    const numbers = Float64Array.from(key === "lostOrders" ? [0, 0.1, 0.2] : [3, 1, 2]);
    const columns = columnsBy((column, of) => (column === "mine" && of === key ? numbers : undefined));
    const others = { ...minimal, ...(key === "volume" ? { storageCapacity: 9 } : {}) };
    const made = entry.make({ ...others, [key]: "mine" }, columns);
    const { volume, storage, transport } = made.sharedLimits ?? {};
    const shared = [volume, storage, transport];
    expect([...Object.values(seriesNumbers(made)), made.leadTime.lostShare, ...shared]).toContain(numbers);
    expect(() => entry.make({ ...others, [key]: "other" }, noColumns)).toThrow("other");
    expect(refused({ ...minimal, [key]: -1 })?.[0].path).toEqual([key]);
  });

  if (!properties.some(({ key }) => key === "leadTime")) return;
  it("reads lead times: a number, a column, probabilities", () => {
    const columns = columnsBy((column) => (column === "lead" ? Float64Array.of(1, 4) : undefined));
    const made = (leadTime: unknown) => entry.make({ ...minimal, leadTime }, columns);
    expect(made(3).leadTime).toEqual({ periods: 3 });
    expect(made("lead").leadTime).toEqual({ periods: Float64Array.of(1, 4) });
    expect(made("lead").state.due).toBe(4);
    const probabilities = [0.5, 0.25];
    expect(made({ probabilities }).leadTime).toEqual(randomLeadTime(probabilities));
    expect(() => entry.make({ ...minimal, leadTime: { probabilities }, lostOrders: 0.1 }, columns)).toThrow(
      "problem.lostOrders: stands beside probabilities",
    );
    expect(refused({ ...minimal, leadTime: { probabilities: [0.9, 0.2] } })).toBeDefined();
  });
});

/** A file of the problem's own folder. */
function beside(name: string, ending: string): string {
  return readFileSync(new URL(`./${name}/${name}.${ending}`, import.meta.url), "utf8");
}

const typed = z.object({ type: z.string().optional() });
const typedOrUnion = typed.extend({ anyOf: z.array(typed).default([]) });

/** The types of JSON that an option may have. */
function kindsOf(property: unknown): string[] {
  const { type, anyOf } = typedOrUnion.parse(property);
  return [type, ...anyOf.map((one) => one.type)].filter((kind) => kind !== undefined);
}
