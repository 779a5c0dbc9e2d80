import { folderOf, importsOf, isTest, resolveImport, type TextFile, type Violation } from "./source-tree.js";

/** The floors of `src/`: a folder may import its own files and folders of lower floors, nothing else. */
export const floors: Readonly<Record<string, number>> = {
  cli: 9,
  server: 9,
  jobs: 8,
  store: 7,
  cluster: 7,
  training: 6,
  evaluation: 6,
  simulation: 5,
  solvers: 5,
  penalties: 5,
  policies: 4,
  forecasting: 4,
  problems: 3,
  demand: 2,
  engine: 1,
  base: 0,
};

/** Imports that go up or sideways. Tests may look anywhere, and `src/index.ts` gathers all floors. */
export function importsThatDoNotGoDown(file: TextFile): Violation[] {
  const folder = folderOf(file.path);
  if (folder === undefined || isTest(file.path)) return [];
  return importsOf(file).flatMap((specifier) => {
    const target = resolveImport(file.path, specifier);
    if (target === undefined) return [];
    const reached = folderOf(target);
    if (reached === folder) return [];
    if (reached === undefined) return [`${file.path}: imports ${specifier}, which lies outside the floors`];
    if (floors[reached] < floors[folder]) return [];
    return [
      `${file.path}: ${folder}/ (floor ${floors[folder]}) imports ${specifier} of ${reached}/ ` +
        `(floor ${floors[reached]}); move the shared part down or hand it in as an argument`,
    ];
  });
}

/** Folders of `src/` that the table does not know. */
export function foldersWithoutFloor(files: readonly TextFile[]): Violation[] {
  const folders = new Set(files.map(({ path }) => folderOf(path)));
  return [...folders]
    .filter((folder) => folder !== undefined && !(folder in floors))
    .map((folder) => `src/${folder}/ has no floor; add it to the table above and to ARCHITECTURE.md`);
}
