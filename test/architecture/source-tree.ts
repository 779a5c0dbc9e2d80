import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** A file of the repository; `path` is relative to its root and written with "/". */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A broken rule: where, and what to do about it. */
export type Violation = string;

export const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const leftOut = new Set(["node_modules", "dist", ".git", "coverage", "runs", "quickstart"]);

/** All files under `folder` (relative to the root) whose name ends in one of `endings`, sorted by path. */
export function readTree(folder: string, endings: readonly string[]): TextFile[] {
  const start = join(repositoryRoot, folder);
  if (!existsSync(start)) return [];
  return paths(start)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort()
    .map((path) => ({
      path: relative(repositoryRoot, path).split(sep).join("/"),
      text: readFileSync(path, "utf8"),
    }));
}

/** TypeScript of the library, tests left out; files written by the build and AssemblyScript are not in it. */
export function librarySources(): TextFile[] {
  const isOurs = (path: string) => !isTest(path) && !isGenerated(path) && !isKernel(path);
  return readTree("src", [".ts"]).filter(({ path }) => isOurs(path));
}

export function isTest(path: string): boolean {
  return /(\.test|[.-]contract|[.-]fixtures?)\.ts$/.test(path);
}

export function isGenerated(path: string): boolean {
  return path.endsWith(".generated.ts");
}

/** AssemblyScript, which is not TypeScript though it looks like it. */
export function isKernel(path: string): boolean {
  return path.startsWith("src/engine/wasm/kernels/");
}

/** The folder of `src/` a path lies in; undefined for the files directly in `src/`. */
export function folderOf(path: string): string | undefined {
  const [top, folder, rest] = path.split("/");
  return top === "src" && rest !== undefined ? folder : undefined;
}

/** What a file imports, re-exports or starts as a worker, as written. */
export function importsOf(file: TextFile): string[] {
  const imported = ts.preProcessFile(file.text, true, true).importedFiles.map(({ fileName }) => fileName);
  const workers = file.text.matchAll(/new URL\(\s*"(\.[^"]+\.[jt]s)",\s*import\.meta\.url/g);
  return [...imported, ...[...workers].map((match) => match[1])];
}

/** The repository path of a relative import, as TypeScript source; undefined for packages. */
export function resolveImport(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return posix.normalize(posix.join(posix.dirname(importer), specifier)).replace(/\.js$/, ".ts");
}

export function parse(file: TextFile): ts.SourceFile {
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true);
}

export function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

/** Calls `visit` for every node of the tree, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function paths(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : paths(join(folder, entry.name));
    return [join(folder, entry.name)];
  });
}
