import { openCanvas } from "./canvas.js";
import { html, trustedHtml } from "./html.js";
import { type LineFigure, lineFigure } from "./line-figure.js";
import { styleSheet } from "./style-sheet.js";

/** A page of figures that needs no network and no script, and reads well in black and white. */
export async function renderFigures(title: string, figures: readonly LineFigure[]): Promise<string> {
  const canvas = await openCanvas();
  const sections = figures.map(
    (shown) => html`<section><h2>${shown.title}</h2>${lineFigure(shown, canvas)}</section>`,
  );
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${trustedHtml(styleSheet)}</style></head>
<body><main><h1>${title}</h1>
${sections}</main><footer>Written by DeepStock.</footer></body></html>
`;
  return page.html;
}
