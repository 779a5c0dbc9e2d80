import { InputError } from "../base/errors.js";
import { placeText } from "../base/options.js";
import { splitByDate } from "../demand/split.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { type Config, sectionPlace } from "../store/config-file.js";
import type { Ranges } from "./assembly.js";

/** Shares of the periods before validation and before the test, where the config names no dates. */
const VALIDATE_FROM = 0.7;
const TEST_FROM = 0.85;

export function splitRanges(panel: Panel, config: Config): Ranges {
  const { split, source } = config;
  const periods = periodCount(panel);
  const { validateFrom, testFrom } = split;
  if (typeof validateFrom === "string" && typeof testFrom === "string") {
    const { train, validation, test } = inFile(config, () => splitByDate(panel, { validateFrom, testFrom }));
    return ranges(train.to, validation.to, test.to);
  }
  if (typeof validateFrom === "string" || typeof testFrom === "string") {
    const missing = validateFrom === undefined ? "validateFrom" : "testFrom";
    throw new InputError(
      `${source?.file ?? "config"}, split.${missing}`,
      "is missing",
      "Give both dates, or none.",
    );
  }
  const validate = validateFrom ?? Math.round(VALIDATE_FROM * periods);
  const test = testFrom ?? Math.round(TEST_FROM * periods);
  if (!(0 < validate && validate < test && test < periods))
    throw new InputError(
      `${source?.file ?? "config"}, split`,
      `training up to period ${validate} and validation up to ${test} leave no test among ${periods} periods`,
      "Choose 0 < validateFrom < testFrom < number of periods, or give more history.",
    );
  return ranges(validate, test, periods);
}

/** What is refused of the split is refused with its line in the file. */
function inFile<T>(config: Config, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const key = error.place.replace(/^split\./, "");
    throw new InputError(placeText(sectionPlace(config, "split"), [key]), error.found, error.wayOut);
  }
}

function ranges(validate: number, test: number, periods: number): Ranges {
  return {
    train: { from: 0, to: validate },
    validation: { from: validate, to: test },
    test: { from: test, to: periods },
  };
}
