import ts from "typescript";
import {
  importsOf,
  lineOf,
  parse,
  resolveImport,
  walk,
  type TextFile,
  type Violation,
} from "./source-tree.js";

export const limits = { functionLines: 70, fileLines: 400, lineCharacters: 110 };

/** What is not written here, and what is written instead. */
const bannedWords: readonly { readonly words: RegExp; readonly instead: string }[] = [
  { words: /\bconsole\.\w+/, instead: "report Progress, or return a result that the command prints" },
  { words: /\b(TODO|FIXME|XXX|HACK)\b/, instead: "do it now, or list it as missing in README.md" },
  { words: /@ts-(ignore|nocheck)/, instead: "fix the type" },
  { words: /\b(eslint|oxlint)-disable/, instead: "fix what the linter found" },
  { words: /\b(describe|test|it)\.(skip|only|todo)\b/, instead: "run it; skipIf where data is absent" },
  { words: /\bunder-?age\b/i, instead: "shortage cost" },
  { words: /\b(shortage|stock-?out|lost[- ]?sales?|backlog) ?penalt/i, instead: "shortage cost" },
  { words: /\bpenalty ?costs?\b/i, instead: "shortage cost" },
  { words: /\b(replenishment|order) ?action\b/i, instead: "order" },
  { words: /\border ?allocation\b/i, instead: "order" },
  { words: /\/(home|root|work|Users)\/\w/, instead: "a path relative to the repository, or an argument" },
];

const vagueNames = /(^|\/)(utils?|helpers?|common|misc|shared|stuff|base-\w+-base)(\.ts|\/)/;

/** Banned words of a file, each with what to write instead. */
export function bannedWordsIn(file: TextFile): Violation[] {
  return file.text.split("\n").flatMap((line, index) =>
    bannedWords
      .filter(({ words }) => words.test(line))
      .map(({ words, instead }) => ({ found: words.exec(line)?.[0], instead }))
      .map(({ found, instead }) => `${file.path}:${index + 1}: "${found}"; instead: ${instead}`),
  );
}

/** A file is named as the one thing in it. */
export function vagueFileName({ path }: TextFile): Violation[] {
  return vagueNames.test(path) ? [`${path}: says nothing; name the file as the thing in it`] : [];
}

export function tooLong(file: TextFile): Violation[] {
  const lines = file.text.trimEnd().split("\n");
  const long = lines.flatMap((line, index) =>
    line.length > limits.lineCharacters
      ? [`${file.path}:${index + 1}: ${line.length} characters; ${limits.lineCharacters} fit`]
      : [],
  );
  if (lines.length <= limits.fileLines) return long;
  return [...long, `${file.path}: ${lines.length} lines; ${limits.fileLines} are the limit, so split it`];
}

export function longFunctions(file: TextFile): Violation[] {
  const source = parse(file);
  const found: Violation[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || node.body === undefined) return;
    const first = lineOf(source, node.getStart());
    const lines = lineOf(source, node.end) - first + 1;
    if (lines <= limits.functionLines) return;
    found.push(`${file.path}:${first}: a function of ${lines} lines; ${limits.functionLines} are the limit`);
  });
  return found;
}

/** The type that switches types off. */
export function untyped(file: TextFile): Violation[] {
  const source = parse(file);
  const found: Violation[] = [];
  walk(source, (node) => {
    if (node.kind !== ts.SyntaxKind.AnyKeyword) return;
    found.push(`${file.path}:${lineOf(source, node.getStart())}: any; name it, or parse from unknown`);
  });
  return found;
}

/** Classes that extend others of our own; errors extend Error because the language wants it. */
export function inheritance(file: TextFile): Violation[] {
  const source = parse(file);
  const found: Violation[] = [];
  walk(source, (node) => {
    if (!ts.isHeritageClause(node) || node.token !== ts.SyntaxKind.ExtendsKeyword) return;
    if (!ts.isClassLike(node.parent) || node.types[0].expression.getText() === "Error") return;
    found.push(`${file.path}:${lineOf(source, node.getStart())}: extends; write a function that wraps`);
  });
  return found;
}

/** Files that nothing but their own tests reaches from `entryPoints`. */
export function neverReached(files: readonly TextFile[], entryPoints: readonly string[]): Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const visit = (path: string) => {
    const file = byPath.get(path);
    if (file === undefined || reached.has(path)) return;
    reached.add(path);
    for (const specifier of importsOf(file)) {
      const target = resolveImport(path, specifier);
      if (target !== undefined) visit(target);
    }
  };
  entryPoints.forEach(visit);
  return files
    .filter(({ path }) => !reached.has(path))
    .map(({ path }) => `${path}: no command and no export reaches it; use it or delete it`);
}

/** A page has one title, and it comes first. */
export function titles(file: TextFile): Violation[] {
  const lines = withoutFences(file.text).split("\n");
  const found = lines.filter((line) => /^# \S/.test(line)).length;
  if (found !== 1) return [`${file.path}: ${found} titles; a page has exactly one`];
  const opening = lines.find((line) => line.trim() !== "");
  return opening?.startsWith("# ") ? [] : [`${file.path}: the title does not come first`];
}

/** The floors table of the map and the folders of `src/` name the same folders. */
export function foldersMissingOnTheMap(map: string, folders: readonly string[]): Violation[] {
  const rows = map.split("\n").filter((line) => /^\| *\d+ *\|/.test(line));
  const named = rows.flatMap((row) => [...row.split("|")[2].matchAll(/`(\w+)\/`/g)].map((match) => match[1]));
  const missing = folders.filter((name) => !named.includes(name));
  const gone = named.filter((name) => !folders.includes(name));
  return [
    ...missing.map((name) => `src/${name}/ is not in the floors of ARCHITECTURE.md`),
    ...gone.map((name) => `ARCHITECTURE.md names src/${name}/, which does not exist`),
  ];
}

function withoutFences(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, "");
}
