/** A fenced block of a page; `line` is that of its first line of content. */
export interface Block {
  readonly language: string;
  readonly text: string;
  readonly line: number;
}

/** The fenced blocks of a page, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  markdown.split("\n").forEach((line, index) => {
    const fence = /^```(\w*)\s*$/.exec(line);
    if (!fence) open?.lines.push(line);
    else if (!open) open = { language: fence[1], line: index + 2, lines: [] };
    else {
      blocks.push({ language: open.language, line: open.line, text: `${open.lines.join("\n")}\n` });
      open = undefined;
    }
  });
  return blocks;
}

/** Targets of links to other files of the repository, without their anchors. */
export function relativeLinksOf(markdown: string): string[] {
  const targets = [...withoutBlocks(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target) && !target.startsWith("#"))
    .map((target) => target.replace(/#.*$/, ""));
}

/** Paths in backticks: a folder (`engine/`) or a file of the repository (`cli/failure.ts`). */
export function pathsOf(markdown: string): string[] {
  const quoted = [...withoutBlocks(markdown).matchAll(/`([^`\s]+)`/g)].map((match) => match[1]);
  return quoted.filter((text) => /^[\w./-]+(\/|\/[\w.-]+\.(ts|md))$/.test(text) && !text.startsWith("../"));
}

/** Commands of a shell block, a line or a part between `&&` each, without `npx` and comments. */
export function commandsOf(block: Block): string[] {
  return block.text
    .replace(/\\\n/g, " ")
    .split("\n")
    .flatMap((line) => line.replace(/(^|\s)#.*$/, "").split("&&"))
    .map((command) => command.trim().replace(/^npx /, ""))
    .filter((command) => command !== "");
}

function withoutBlocks(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, "");
}
