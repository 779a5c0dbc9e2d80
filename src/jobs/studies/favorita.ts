import type { RandomStream } from "../../base/random.js";
import type { Panel } from "../../demand/panel.js";
import { type Problem, lostSales } from "../../problems/index.js";
import { panelStudy } from "./panel-study/panel-study.js";

const HOLDING_COST = 1;
/** Margins of a unit, as in the settings of Alvo, Russo and Kanoria (2023), arXiv 2306.11246. */
const MARGIN = { least: 6.3, most: 11.7 };
const LEAD_TIMES = [4, 5, 6];

/** Weekly sales of a grocer, without and with lead times. */
export const favorita = panelStudy({
  name: "favorita",
  summary: "Orders learned end to end beside a forecast followed by a quantile, on weekly grocery sales.",
  cases: (panel, stream) => [
    { name: "no lead time", problem: problemOf(panel, stream, () => 0) },
    {
      name: "lead time 4 to 6",
      problem: problemOf(panel, stream, (own) => LEAD_TIMES[own.below(LEAD_TIMES.length)]),
    },
  ],
  full: { series: 2016, seeds: [1, 2, 3], steps: 1500, lanes: 512, forecastSteps: 1500 },
  quick: { series: 96, seeds: [1], steps: 200, lanes: 128, forecastSteps: 200 },
});

/** What is lost is the margin of a unit, so that cost and reward add up to what all demand is worth. */
function problemOf(panel: Panel, stream: RandomStream, leadTimeOf: (own: RandomStream) => number): Problem {
  const drawn = (draw: (own: RandomStream) => number, name: string) =>
    Float64Array.from(panel.series, (key) => draw(stream.child(`${name} ${key.item} ${key.location}`)));
  return lostSales({
    leadTime: { periods: drawn(leadTimeOf, "lead time") },
    holdingCost: HOLDING_COST,
    shortageCost: drawn((own) => MARGIN.least + (MARGIN.most - MARGIN.least) * own.uniform(), "margin"),
  });
}
