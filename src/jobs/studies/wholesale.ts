import { panelStudy } from "./panel-study/panel-study.js";

/** Gifts that shops buy by the dozen, now and then. */
export const wholesale = panelStudy({
  name: "wholesale",
  summary: "Policies for a gift wholesaler, whose demand comes in few and large orders.",
  full: { series: 500, seeds: [1, 2, 3], steps: 1500, lanes: 512, forecastSteps: 1500 },
  quick: { series: 60, seeds: [1], steps: 200, lanes: 128, forecastSteps: 200 },
});
