import { orderedUpTo } from "../../../training/baselines/predict-then-optimise.js";
import { mqRnn } from "../../../training/forecasters/mq-rnn/mq-rnn.js";
import type { BaselineTask } from "../../../training/baselines/index.js";
import type { Assembly } from "../../assembly.js";
import { type Outcome, costIn, played, serviceOf, taskOf } from "./plays.js";

export const FORECAST = "mq-rnn, then quantile";
export const FORECAST_BY_VALIDATION = "mq-rnn, quantile by validation";
export const FORECAST_AT_SERVICE = "mq-rnn, quantile for the same service";

/** What a unit short counts, in multiples of what it costs. */
const EMPHASES = Array.from({ length: 15 }, (_, k) => 2 ** ((k - 10) / 2));
const [LEAST, MOST] = [2 ** -8, 2 ** 8];
/** Halvings of the way between them, by ratios. */
const HALVINGS = 16;

/**
 * Orders up to a quantile of what MQ-RNN expects, three times: the quantile that costs ask for; the one that
 * was cheapest in validation, which a rule that knows nothing of what orders lead to may need; and the one by
 * which as large a share of demand is served in the test as `service`, to compare stock. The last one is no
 * policy that anyone could have used: it is chosen by the test itself.
 */
export async function forecastOrders(
  made: Assembly,
  { maxSteps, breathe }: Pick<BaselineTask, "breathe"> & { readonly maxSteps: number },
  service: number,
): Promise<Outcome[]> {
  const forecast = await mqRnn({ maxSteps }).fit({ ...taskOf(made, made.ranges), breathe });
  const by = (emphasis: number) => orderedUpTo(forecast, made, emphasis);
  const play = (name: string, emphasis: number) =>
    played(made, { name, knows: "history", by: by(emphasis) });
  const [cheapest] = EMPHASES.map((emphasis) => {
    return { emphasis, cost: costIn(made.ranges.validation, made, by(emphasis)) };
  }).toSorted((a, b) => a.cost - b.cost);
  let [low, high] = [LEAST, MOST];
  for (let halving = 0; halving < HALVINGS; halving++) {
    await breathe?.();
    const middle = Math.sqrt(low * high);
    if (serviceOf(play(FORECAST_AT_SERVICE, middle)) < service) low = middle;
    else high = middle;
  }
  return [
    play(FORECAST, 1),
    play(FORECAST_BY_VALIDATION, cheapest.emphasis),
    play(FORECAST_AT_SERVICE, high),
  ];
}
