import { importsOf, isTest, resolveImport, type TextFile, type Violation } from "./source-tree.js";

/** The simulation plays the future, bounds are computed from it, and some list or compare with bounds. */
const mayKnow = [
  "src/policies/hindsight/",
  "src/policies/index.ts",
  "src/simulation/",
  "src/jobs/",
  "src/index.ts",
];

/** Recommends to people, so it never knows. */
const neverKnows = ["src/jobs/recommend"];

/** Imports of what knows future demand, in files that must do without it. */
export function importsOfTheFuture(file: TextFile): Violation[] {
  const isIn = (places: readonly string[]) => places.some((place) => file.path.startsWith(place));
  if (isTest(file.path) || (isIn(mayKnow) && !isIn(neverKnows))) return [];
  return importsOf(file)
    .filter((specifier) => resolveImport(file.path, specifier)?.startsWith("src/policies/hindsight/"))
    .map((specifier) => `${file.path}: imports ${specifier}, which knows the future`);
}
