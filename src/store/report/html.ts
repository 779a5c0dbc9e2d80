/** HTML that is safe to place into a page. Only `html` and `trustedHtml` make it. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | readonly (Html | string)[];

/** A template whose every text value is escaped; HTML values and lists of them go in as they are. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, piece, k) => text + partHtml(parts[k - 1]) + piece) };
}

/** HTML from our own code or from a serialised document, which has escaped its texts. */
export function trustedHtml(text: string): Html {
  return { html: text };
}

function partHtml(part: Part): string {
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return `${part}`;
  if ("html" in part) return part.html;
  return part.map(partHtml).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Control characters are left out: they are not allowed in HTML, whatever they are escaped as. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => entities[mark]).replace(/[^\P{Cc}\t\n]/gu, "");
}
