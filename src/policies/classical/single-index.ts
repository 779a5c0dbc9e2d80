import { upTo } from "../up-to.js";
import { numberedPolicy } from "./numbered-policy.js";

/**
 * Two orders by one index, the whole inventory position: the last order, which counts the first, raises it to
 * `regularLevel` [S_r] units; the first raises it to an expedited level that lies `difference` [S_r − S_e]
 * units below, a negative one counting as none. Scheller-Wolf, Veeraraghavan and van Houtum (2007),
 * "Effective dual sourcing with a single index policy".
 */
export const singleIndex = numberedPolicy({
  name: "single-index",
  summary: "Expedite up to one level of the inventory position and order regularly up to a higher one",
  hasTarget: true,
  numbers: { regularLevel: { of: "cover", start: 1.3 }, difference: { of: "period", start: 0.8 } },
  order(seen, { regularLevel, difference }) {
    const { decision, position } = seen;
    if (decision.index > 0) return upTo(regularLevel, seen);
    const expeditedLevel = regularLevel.sub(difference.atLeast(0));
    return upTo(expeditedLevel, { ...seen, decision: { ...decision, position } });
  },
});
