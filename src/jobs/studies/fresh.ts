import { panelStudy } from "./panel-study/panel-study.js";

/** Food that expires, whose sales are cut off by empty shelves. */
export const fresh = panelStudy({
  name: "fresh",
  summary: "Policies for food that expires, on demand of which a part is estimated, as shelves were empty.",
  full: { series: 500, seeds: [1, 2, 3], steps: 1500, lanes: 512, forecastSteps: 1500 },
  quick: { series: 80, seeds: [1], steps: 200, lanes: 128, forecastSteps: 200 },
});
