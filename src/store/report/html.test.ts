import { describe, expect, it } from "vitest";
import { html, trustedHtml } from "./html.js";

describe("a template of HTML", () => {
  it("escapes texts, also in attributes and lists, and leaves HTML alone", () => {
    const name = `<b>"Tom" & 'Jerry'</b>`;
    const escaped = "&lt;b&gt;&quot;Tom&quot; &amp; &#39;Jerry&#39;&lt;/b&gt;";
    expect(html`<p title="${name}">${[name, html`<i>${1}</i>`]}</p>`.html).toBe(
      `<p title="${escaped}">${escaped}<i>1</i></p>`,
    );
    expect(html`${trustedHtml("<br>")}`.html).toBe("<br>");
  });

  it("leaves out control characters but keeps line breaks", () => {
    expect(html`${"a\u0000b\u001b[31m\nc"}`.html).toBe("ab[31m\nc");
  });
});
