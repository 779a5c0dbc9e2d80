import type { Markish, PlotOptions } from "@observablehq/plot";
import { trustedHtml, type Html } from "./html.js";

type PlotLibrary = typeof import("@observablehq/plot");

/** Observable Plot with a document to draw in. */
export interface Canvas {
  readonly plot: PlotLibrary;
  draw(options: Omit<PlotOptions, "document" | "marks"> & { readonly marks: readonly Markish[] }): Html;
}

/** Loads the drawing libraries, which only a report needs; they cost about a second. */
export async function openCanvas(): Promise<Canvas> {
  const [plot, { JSDOM }] = await Promise.all([import("@observablehq/plot"), import("jsdom")]);
  const { document } = new JSDOM("").window;
  return {
    plot,
    draw: (options) => {
      const marks = [...options.marks];
      return trustedHtml(inlineSvg(plot.plot({ style: { fontSize: "12px" }, ...options, marks, document })));
    },
  };
}

/**
 * The figure around the picture carries the description: the picture itself is hidden from assistive
 * technology, and the labels that Plot gives to groups (not allowed on elements without a role) are removed.
 * Plot's style element goes too; the page styles all pictures once.
 */
function inlineSvg(drawn: Element): string {
  const svg = drawn.localName === "svg" ? drawn : drawn.querySelector("svg");
  if (!svg) throw new Error("Observable Plot drew no picture.");
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const group of svg.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "plot");
  return svg.outerHTML;
}
