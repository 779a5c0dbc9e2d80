import type { Search } from "./search.js";
import { anyPoint } from "./space.js";

/** Random search: Bergstra and Bengio (2012), Journal of Machine Learning Research 13. */
export function randomSearch(): Search {
  return {
    name: "random",
    summary: "Tries configurations at random, each as likely as any other.",
    ask: ({ space, stream }) => anyPoint(space, stream),
  };
}
