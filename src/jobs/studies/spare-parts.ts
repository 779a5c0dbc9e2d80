import { panelStudy } from "./panel-study/panel-study.js";

/** Parts that sell a few units in a few months of a year. */
export const spareParts = panelStudy({
  name: "spare-parts",
  summary: "Policies for spare parts, most of whose months have no sale.",
  full: { series: 2138, seeds: [1, 2, 3], steps: 1500, lanes: 512, forecastSteps: 1500 },
  quick: { series: 200, seeds: [1], steps: 200, lanes: 128, forecastSteps: 200 },
});
