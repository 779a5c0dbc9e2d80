import { describe, expect, it } from "vitest";
import { columnsBy, noColumns } from "../../../test/contracts/columns.js";
import { InputError } from "../../base/errors.js";
import { lostSales } from "../lost-sales/lost-sales.js";
import { furtherEconomics } from "../problem.js";
import { capacityAt, readSharedLimits, withSharedLimits, withSharedPrices } from "./shared-limits.js";

const problem = lostSales({ leadTime: 1, holdingCost: 1, shortageCost: 9 });

describe("limits that series share", () => {
  it("are read as written, and absent where nothing is", () => {
    expect(readSharedLimits({}, noColumns)).toBeUndefined();
    expect(readSharedLimits({ storageCapacity: 50 }, noColumns)).toEqual({ volume: 1, storage: 50 });
    const columns = columnsBy((column) => (column === "size" ? Float64Array.of(2, 3) : undefined));
    const limits = readSharedLimits({ volume: "size", transportCapacity: 9 }, columns);
    expect(limits).toEqual({ volume: Float64Array.of(2, 3), transport: 9 });
  });

  it("refuse a volume alone, and a column with nothing", () => {
    expect(() => readSharedLimits({ volume: 2 }, noColumns)).toThrow("problem.volume: stands alone");
    const zero = columnsBy(() => Float64Array.of(4, 0));
    const read = () => readSharedLimits({ storageCapacity: "room" }, zero);
    expect(read).toThrow(InputError);
    expect(read).toThrow("problem.storageCapacity: its column holds 0");
  });

  it("give a problem prices that policies see, 0 at first", () => {
    expect(withSharedLimits(problem, undefined)).toBe(problem);
    const shared = withSharedLimits(problem, { volume: 1, storage: 50 });
    expect(furtherEconomics(shared)).toEqual(["storagePrice"]);
    expect(shared.economics.storagePrice).toBe(0);
    const storagePrice = Float64Array.of(3);
    expect(withSharedPrices(shared, { storagePrice }).economics).toMatchObject({ storagePrice });
  });

  it("bind nothing where there are none", () => {
    expect(capacityAt({ volume: 1, storage: Float64Array.of(5, 7) }, "storage", 1)).toBe(7);
    expect(capacityAt({ volume: 1 }, "transport", 0)).toBe(Infinity);
  });
});
