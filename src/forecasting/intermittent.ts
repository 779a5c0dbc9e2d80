import { levelForecaster, type RecursiveForecaster } from "./forecaster.js";

/**
 * Croston (1972), Operational Research Quarterly 23(3): sizes z of demands and intervals p between them are
 * smoothed apart, in periods with a demand only; a period is expected to sell z / p.
 */
export function croston(weight: number): RecursiveForecaster {
  return levelForecaster({
    name: `croston-${weight}`,
    summary: `Croston's method with weight ${weight}: sizes of demands over intervals between them.`,
    begin: () => sizesAndIntervals(weight, 1),
  });
}

/**
 * Syntetos and Boylan (2005), International Journal of Forecasting 21(2): Croston's forecast is too high by
 * about 1 / (1 − α/2), so it is taken times 1 − α/2.
 */
export function syntetosBoylan(weight: number): RecursiveForecaster {
  return levelForecaster({
    name: `sba-${weight}`,
    summary: `Croston's method with weight ${weight}, less the bias that Syntetos and Boylan found in it.`,
    begin: () => sizesAndIntervals(weight, 1 - weight / 2),
  });
}

function sizesAndIntervals(weight: number, correction: number) {
  let [size, interval, sinceLast] = [0, 0, 0];
  return {
    see(units: number) {
      sinceLast++;
      if (units <= 0) return;
      const first = interval === 0;
      size = first ? units : size + weight * (units - size);
      interval = first ? sinceLast : interval + weight * (sinceLast - interval);
      sinceLast = 0;
    },
    level: () => (interval === 0 ? 0 : (correction * size) / interval),
  };
}

/**
 * Teunter, Syntetos and Babai (2011), European Journal of Operational Research 214(3): the chance of a demand
 * is smoothed in every period, so the forecast of an item that dies out goes to 0.
 */
export function teunterSyntetosBabai(weight: number): RecursiveForecaster {
  return levelForecaster({
    name: `tsb-${weight}`,
    summary: `The smoothed size of demands times the smoothed chance of one, both with weight ${weight}.`,
    begin() {
      let [size, chance, periods] = [0, 0, 0];
      return {
        see(units) {
          periods++;
          const sells = units > 0;
          if (size === 0) {
            if (sells) [size, chance] = [units, 1 / periods];
            return;
          }
          chance += weight * ((sells ? 1 : 0) - chance);
          if (sells) size += weight * (units - size);
        },
        level: () => chance * size,
      };
    },
  });
}
