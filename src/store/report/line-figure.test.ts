import { describe, expect, it } from "vitest";
import { openCanvas } from "./canvas.js";
import { type LineFigure, lineFigure } from "./line-figure.js";
import { renderFigures } from "./render-figures.js";

const shown: LineFigure = {
  title: "Cost <by> orders",
  caption: "Made up.",
  x: "Orders",
  y: "Cost",
  lines: [
    { name: "ours & theirs", points: [{ x: 2, y: 3, low: 2, high: 4 }, { x: 64, y: 1.5, low: 1, high: 2 }] },
    { name: "best", points: [{ x: 2, y: 1 }, { x: 64, y: 1 }] },
  ],
};

describe("a figure of curves", () => {
  it("says to those who cannot see it where each curve begins and ends", async () => {
    const { html } = lineFigure(shown, await openCanvas());
    const description = "Cost &lt;by&gt; orders. Cost over Orders: ours &amp; theirs from 3.000 to 1.500; ";
    expect(html).toContain(`aria-label="${description}best from 1.000 to 1.000."`);
    const scale = "The scale of the horizontal axis is logarithmic.";
    expect(html).toContain(`Upright lines are 95 % intervals. ${scale}`);
  });

  it("tells curves apart without colour, names them beside their ends, and lists the numbers", async () => {
    const { html } = lineFigure(shown, await openCanvas());
    const dashes = [...html.matchAll(/stroke-dasharray="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(dashes).size).toBe(2);
    expect(html).toContain(">best</text>");
    expect(html).toContain('<th scope="row">64</th><td>1.500 (1.000 to 2.000)</td><td>1.000</td>');
  });

  it("stands on a page that asks for nothing from elsewhere", async () => {
    const page = await renderFigures("A study", [shown, shown]);
    expect(page.match(/<figure/g)).toHaveLength(2);
    expect(page).not.toMatch(/<script|(src|href)="(?!data:)/);
  });
});
