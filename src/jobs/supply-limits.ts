import { InputError } from "../base/errors.js";
import { type Locations, locationsOf } from "../demand/locations.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { capacityAt, sharedBy } from "../problems/mechanics/shared-limits.js";
import { type Problem, ofSeries } from "../problems/problem.js";
import type { World } from "../simulation/world.js";
import type { PeriodRange } from "../training/trainer.js";
import { nameOf } from "./columns.js";

/** A location has one capacity, which all its series must name. */
export function refuseMixedCapacity({ sharedLimits }: Problem, panel: Panel): void {
  if (sharedLimits === undefined) return;
  const { of, firstSeries } = locationsOf(panel);
  for (const resource of sharedBy(sharedLimits)) {
    const capacity = (series: number) => capacityAt(sharedLimits, resource, series);
    const other = panel.series.findIndex((_, s) => capacity(s) !== capacity(firstSeries[of[s]]));
    if (other < 0) continue;
    const first = firstSeries[of[other]];
    const [one, another] = [first, other].map((s) => `${nameOf(panel.series[s])} has ${capacity(s)}`);
    throw new InputError(
      `problem.${resource}Capacity`,
      `${one}, but ${another}`,
      "Give all series of a location the same number: they share it.",
    );
  }
}

/**
 * Where demand waits, less supply than demand makes it wait for ever longer: costs grow without bound and no
 * price of a shared limit is high enough. Where it is lost, little supply is only expensive.
 */
export function refuseTooLittleSupply(world: World, range: PeriodRange): void {
  if (!world.problem.allowsBacklog) return;
  const perOrder = world.panel.series.map((_, series) => demandPerOrder(world, range, series));
  refuseSmallMaximum(world, perOrder);
  refuseSmallCapacity(world, perOrder);
}

/** Units that a series must order each time it may, on average. */
function demandPerOrder({ panel, demand, mayOrder }: World, { from, to }: PeriodRange, series: number) {
  const first = Math.max(from, panel.firstPeriod[series]);
  const may = mayOrder(series);
  let [units, moments] = [0, 0];
  for (let t = first; t < to; t++) {
    units += demand[series * periodCount(panel) + t];
    moments += may[t];
  }
  return units / Math.max(moments, 1);
}

const MORE_AND_MORE = ", and demand that finds no stock waits: more and more of it";
const OR_LOSE_IT = "or choose a problem that loses the demand it cannot serve.";

function refuseSmallMaximum({ problem, panel }: World, perOrder: readonly number[]): void {
  const suppliers = problem.decisions.filter(({ direction }) => direction === "up");
  const most = (series: number) =>
    suppliers.reduce((sum, { name }) => {
      const maximum = problem.orderTerms?.[name]?.maximumOrder;
      return sum + (maximum === undefined ? Infinity : ofSeries(maximum, series));
    }, 0);
  const short = perOrder.findIndex((units, series) => units >= most(series));
  if (short < 0) return;
  throw new InputError(
    "problem.maximumOrder",
    `${nameOf(panel.series[short])} may order ${most(short)} at a time but sells ` +
      `${inShort(perOrder[short])} from one order to the next${MORE_AND_MORE}`,
    `Allow more, ${OR_LOSE_IT}`,
  );
}

function refuseSmallCapacity({ problem, panel }: World, perOrder: readonly number[]): void {
  const { sharedLimits } = problem;
  if (sharedLimits === undefined) return;
  const { of, names, firstSeries }: Locations = locationsOf(panel);
  const needed = new Float64Array(names.length);
  perOrder.forEach((units, series) => {
    needed[of[series]] += units * ofSeries(sharedLimits.volume, series);
  });
  for (const resource of sharedBy(sharedLimits)) {
    const capacity = (location: number) => capacityAt(sharedLimits, resource, firstSeries[location]);
    const short = needed.findIndex((volume, location) => volume >= capacity(location));
    if (short < 0) continue;
    const place = names[short] === "" ? "the one location" : names[short];
    throw new InputError(
      `problem.${resource}Capacity`,
      `${place} has ${capacity(short)} but needs a volume of ${inShort(needed[short])} ` +
        `from one order to the next${MORE_AND_MORE}`,
      `Give it more, ${OR_LOSE_IT}`,
    );
  }
}

function inShort(amount: number): string {
  return String(Number(amount.toPrecision(4)));
}
