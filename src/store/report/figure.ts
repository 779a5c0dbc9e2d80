import { html, type Html } from "./html.js";

/** The numbers behind a picture, already formatted. The first column names the row. */
export interface DataTable {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface FigureOptions {
  /** What a reader who cannot see the picture is told. */
  readonly description: string;
  readonly picture: Html;
  readonly caption: string;
  readonly data: DataTable;
}

/**
 * A picture with a visible caption and its numbers. Caption and table stand beside the figure, not in it:
 * what is inside role=img is hidden from assistive technology.
 */
export function figure({ description, picture, caption, data }: FigureOptions): Html {
  return html`<div class="chart">
<figure role="img" aria-label="${description}">${picture}</figure>
<p class="caption">${caption}</p>
<details><summary>Numbers of this figure</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Numbers of this figure">
${dataTable(data)}</div></details>
</div>`;
}

function dataTable({ heading, rows }: DataTable): Html {
  const head = heading.map((title) => html`<th scope="col">${title}</th>`);
  const body = rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  );
  return html`<table class="data"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
