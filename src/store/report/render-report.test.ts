import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { madeDifference, madePolicy, madeReport } from "../../../test/fixtures/made-report.js";
import type { BacktestReport, SeriesTrace } from "../../evaluation/backtest-report.js";
import { renderReport } from "./render-report.js";

const periods = Array.from({ length: 30 }, (_, k) => k);

function madeTrace(label: string, more: Partial<SeriesTrace> = {}): SeriesTrace {
  return {
    label,
    dates: periods.map((k) => `2024-01-${`${k + 1}`.padStart(2, "0")}`),
    demand: periods.map((k) => k % 7),
    onHand: periods.map((k) => (3 * k) % 11),
    orders: periods.map((k) => (k % 3 ? 0 : 9)),
    target: periods.map(() => 20),
    ...more,
  };
}

const full = madeReport({
  importance: [
    { thing: "price <now>", increase: { mean: 0.5, low: 0.4, high: 0.6 } },
    { thing: "weekday", increase: { mean: -0.01, low: -0.02, high: 0.01 } },
  ],
  title: "Stores & <i>depots</i>",
  traces: [{ policy: "learned", series: [madeTrace(`<script>alert("x")</script>`), madeTrace("plain")] }],
  training: periods.map((step) => ({
    step,
    trainCost: 9 / (step + 1),
    validationCost: 9.5 / (step + 1),
    learningRate: 1e-3,
  })),
  notes: ["Two series <were> left out."],
});

const render = async (report: BacktestReport) => new JSDOM(await renderReport(report)).window.document;
const count = (page: Document, selector: string) => page.querySelectorAll(selector).length;

describe("the report", () => {
  it("stands alone: no script, no address, nothing to fetch", async () => {
    const source = await renderReport(full);
    expect(source).not.toMatch(/https?:|<script|@import|url\(|<img|<iframe/i);
    expect(source).toContain("default-src 'none'");
  });

  it("escapes titles, names and notes wherever they stand", async () => {
    const page = await render(full);
    expect(page.querySelector("h1")?.textContent).toBe("Stores & <i>depots</i>");
    expect(page.querySelector("h4")?.textContent).toBe(`<script>alert("x")</script>`);
    expect(page.querySelector("li")?.textContent).toBe("Two series <were> left out.");
    expect(count(page, "script, i")).toBe(0);
    const labels = [...page.querySelectorAll("figure")].map((figure) => figure.getAttribute("aria-label"));
    expect(labels.some((label) => label?.startsWith(`<script>alert("x")</script> under learned`))).toBe(true);
  });

  it("shows what the policy looks at, and nothing of it where it sees nothing", async () => {
    const page = await render(full);
    const labels = [...page.querySelectorAll("figure")].map((figure) => figure.getAttribute("aria-label"));
    const told = labels.find((label) => label?.includes("exchanging"));
    expect(told).toMatch(/: price <now> 0\.50+, weekday .0\.01/);
    const heading = "What the policy looks at";
    expect(page.body.textContent).toContain(heading);
    expect((await render({ ...full, importance: [] })).body.textContent).not.toContain(heading);
  });

  it("opens with the result in words", async () => {
    const page = await render(full);
    expect(page.querySelector(".result")?.textContent).toContain("10.0\u00a0% less than base-stock");
  });

  it("names every policy in the table and marks the bound and the learned one", async () => {
    const page = await render(full);
    const names = [...page.querySelectorAll("tr.history th, tr.learned th, tr.future th")];
    expect(names.map((cell) => cell.textContent?.trim())).toEqual([
      "learned",
      "base-stock",
      "hindsight knows the future",
    ]);
    expect(count(page, "tr.learned")).toBe(1);
    expect(count(page, "tr.future .tag")).toBe(1);
  });

  it("gives every figure a description, a caption and numbers, and hides the picture itself", async () => {
    const page = await render(full);
    const charts = [...page.querySelectorAll(".chart")];
    expect(charts).toHaveLength(6);
    for (const chart of charts) {
      expect(chart.querySelector("figure[role=img]")?.getAttribute("aria-label")).toMatch(/\w+/);
      expect(chart.querySelector(".caption")?.textContent).toMatch(/\w+/);
      expect(chart.querySelectorAll("details tbody tr").length).toBeGreaterThan(0);
    }
    expect(count(page, "svg [aria-label], svg style")).toBe(0);
    expect(count(page, "svg:not([aria-hidden])")).toBe(0);
  });

  it("shows metrics that have no field of their own, without knowing their names", async () => {
    const further = [
      {
        name: "toy-metric",
        title: "Toy metric",
        summary: "A toy.",
        unit: "days",
        better: "higher",
        averaged: "not at all",
        value: 77.7,
      } as const,
    ];
    const policies = [madePolicy("learned", 1, { further })];
    const page = await render(madeReport({ policies, differences: [] }));
    expect(page.querySelector("thead")?.textContent).toContain("Toy metric");
    expect(page.querySelector("tr.history")?.textContent).toContain("77.7");
  });

  it("draws only the last periods of a long series, and says so", async () => {
    const long = Array.from({ length: 700 }, (_, k) => k % 5);
    const flows = { dates: long.map(String), demand: long, onHand: long, orders: long, target: long };
    const trace = madeTrace("long", flows);
    const page = await render(madeReport({ traces: [{ policy: "learned", series: [trace] }] }));
    const chart = page.querySelectorAll(".chart")[2];
    expect(chart.querySelector(".caption")?.textContent).toContain("last 182 of 700 periods");
    expect(chart.querySelectorAll("tbody tr")).toHaveLength(182);
  });
});

const nothing = { stockoutRate: null, fillRate: null, turnoverDays: null, meanOnHand: null };
const zeros = periods.map(() => 0);
const unusual: Readonly<Record<string, BacktestReport>> = {
  "no policy": madeReport({ policies: [], differences: [] }),
  "one policy": madeReport({ policies: [madePolicy("only", 2)], differences: [] }),
  "policies alike in everything": madeReport({
    policies: [madePolicy("learned", 1), madePolicy("twin", 1)],
    differences: [madeDifference("twin", [0, 0, 0])],
  }),
  "undefined metrics": madeReport({
    policies: [madePolicy("learned", 0, nothing), madePolicy("other", 0, nothing)],
    differences: [{ ...madeDifference("other", [0, 0, 0]), percent: null }],
  }),
  "costs six powers of ten apart, and negative ones": madeReport({
    policies: [madePolicy("learned", 1e-3), madePolicy("base-stock", 1e3), madePolicy("third", -5)],
    differences: [madeDifference("base-stock", [-99.9, -99.9, -99.8])],
  }),
  "a series without demand, orders or target, and one without periods": madeReport({
    traces: [
      {
        policy: "learned",
        series: [
          madeTrace("still", { demand: zeros, onHand: zeros, orders: zeros, target: undefined }),
          madeTrace("none", { dates: [], demand: [], onHand: [], orders: [], target: [] }),
        ],
      },
    ],
  }),
  "a training that diverges": madeReport({
    training: [1, 2, 3].map((step) => ({
      step,
      trainCost: step === 3 ? NaN : step,
      validationCost: step === 3 ? Infinity : 2,
      learningRate: 0.1,
    })),
  }),
};

describe.each(Object.entries(unusual))("a report with %s", (_, report) => {
  it("shows no broken value anywhere", async () => {
    const source = await renderReport(report);
    expect(source).not.toMatch(/\b(NaN|undefined|null|Infinity)\b|\[object/);
    const page = new JSDOM(source).window.document;
    for (const { name } of report.policies) expect(page.body.textContent).toContain(name);
  });
});
