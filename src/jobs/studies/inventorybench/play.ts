import type { RandomStream } from "../../../base/random.js";
import { demandPaths, forecasters } from "../../../forecasting/index.js";
import type { BenchInstance } from "../../../store/inventorybench-files.js";
import { type Delays, delays } from "./delays.js";

interface Outstanding {
  readonly placed: number;
  readonly units: number;
  readonly leadTime: number | undefined;
}

/** Futures that are imagined for an order. */
const FUTURES = 300;

/** Only orders not yet placed make good what is left over: it is held for so much longer. */
const HOLDING_PER_PERIOD_OF_LEAD_TIME = 1 / 8;

/**
 * Reward over profit times demand, at least 0, of an adaptive newsvendor. Order, receive, sell what demand
 * asks for, pay for what is left; demand is seen in full afterwards, lead times only by what arrives. The
 * order fills what the period in which it arrives will lack, at the fractile of profit and holding cost, over
 * futures of demand, of orders under way and of its own delay. The myopic order of lost sales (Morton 1971),
 * with what was learned so far in place of a known distribution.
 */
export function play(instance: BenchInstance, stream: RandomStream): number {
  const { promisedLeadTime, profit, holdingCost, periods } = instance;
  const late = delays(promisedLeadTime);
  const ahead = late.longest + 1;
  const pathsAfter = demandPaths({ forecasters, ahead, judgedAt: promisedLeadTime });
  const history = [...instance.trainDemand];
  const overage = holdingCost * (1 + HOLDING_PER_PERIOD_OF_LEAD_TIME * promisedLeadTime);
  let outstanding: Outstanding[] = [];
  let [stock, reward, demanded] = [0, 0, 0];
  periods.forEach(({ demand, leadTime }, now) => {
    const own = stream.child(`period ${now}`);
    const draw = pathsAfter(history);
    const lacking = Array.from({ length: FUTURES }, () =>
      lackingAtArrival({ path: draw(own), stock, outstanding, now, late, stream: own }),
    ).filter((units) => units !== undefined);
    const units = Math.max(Math.round(fractile(lacking, profit / (profit + overage))), 0);
    if (units > 0) outstanding.push({ placed: now, units, leadTime });
    for (const order of outstanding)
      if (order.placed + (order.leadTime ?? Infinity) === now) {
        stock += order.units;
        late.arrived(now - order.placed);
      } else if (now - order.placed === late.longest) late.lost();
    outstanding = outstanding.filter(({ placed, leadTime: time }) => isUnderWay(now - placed, time, late));
    const sold = Math.min(demand, stock);
    stock -= sold;
    reward += profit * sold - holdingCost * stock;
    demanded += demand;
    history.push(demand);
  });
  return demanded > 0 ? Math.max(reward / (profit * demanded), 0) : 0;
}

/** A lost order is given up once it is later than any should be; one that is merely late still comes. */
function isUnderWay(age: number, leadTime: number | undefined, late: Delays): boolean {
  return leadTime === undefined ? age < late.longest : age < leadTime;
}

interface Future {
  readonly path: readonly number[];
  readonly stock: number;
  readonly outstanding: readonly Outstanding[];
  readonly now: number;
  readonly late: Delays;
  readonly stream: RandomStream;
}

/** Units that one future lacks when the new order arrives; undefined where it never does. */
function lackingAtArrival({ path, stock, outstanding, now, late, stream }: Future): number | undefined {
  const arrival = late.draw(-1, stream);
  if (arrival === undefined || arrival >= path.length) return undefined;
  const arriving = path.map(() => 0);
  for (const { placed, units } of outstanding) {
    const delay = late.draw(now - 1 - placed, stream);
    if (delay !== undefined) arriving[placed + delay - now] += units;
  }
  let onHand = stock;
  for (let k = 0; k < arrival; k++) onHand = Math.max(onHand + arriving[k] - path[k], 0);
  return path[arrival] - onHand - arriving[arrival];
}

function fractile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const ascending = Float64Array.from(values).sort();
  return ascending[Math.min(Math.floor(share * ascending.length), ascending.length - 1)];
}
