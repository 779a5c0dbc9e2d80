import { randomSearch } from "./random.js";
import type { Search } from "./search.js";
import { treeParzen } from "./tree-parzen.js";

export { randomSearch, treeParzen };
export type { Search };
export { type Tuned, tune } from "./tune.js";

/** Ways to search; the first one is used where none is named. */
export const searches: readonly Search[] = [treeParzen(), randomSearch()];
