import { describe, expect, test } from "vitest";
import { blocksOf, commandsOf, pathsOf, relativeLinksOf } from "./markdown.js";

const page = [
  "# Title",
  "[a](a.md#part), [b](https://example.org/b.md), [c](#here), `cli/failure.ts` and `engine/` but not `a / b`",
  "```ts",
  "const x = 1; // [d](d.md) `gone/`",
  "```",
  "```sh",
  "npm ci && npx deepstock list  # what there is",
  "deepstock train c.yaml \\",
  "  --out run",
  "```",
].join("\n");

describe("a page", () => {
  test("gives its blocks with language and line", () => {
    const [first, second] = blocksOf(page);
    expect(first).toEqual({ language: "ts", line: 4, text: "const x = 1; // [d](d.md) `gone/`\n" });
    expect(second).toMatchObject({ language: "sh", line: 7 });
  });

  test("gives the files it links to and names, outside of blocks", () => {
    expect(relativeLinksOf(page)).toEqual(["a.md"]);
    expect(pathsOf(page)).toEqual(["cli/failure.ts", "engine/"]);
  });

  test("gives the commands of a shell block", () => {
    const train = "deepstock train c.yaml    --out run";
    expect(commandsOf(blocksOf(page)[1])).toEqual(["npm ci", "deepstock list", train]);
  });
});
