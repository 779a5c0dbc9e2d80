import { describe, expect, it } from "vitest";
import { executor } from "../../../../test/contracts/executor.js";
import { EXAMPLES } from "../../../../test/contracts/penalty-contract.js";
import { SETTINGS } from "../../../../test/contracts/policy-contract.js";
import { stationaryWorld } from "../../../../test/contracts/stationary-world.js";
import { randomStream } from "../../../base/random.js";
import { parseDistribution } from "../../../demand/distributions.js";
import { penalties } from "../../../penalties/index.js";
import { policySetting } from "../../../simulation/world.js";
import { rangeWindows } from "../../../training/validation.js";
import { violationRates } from "../../../training/violation-rates.js";
import { heads } from "../heads/index.js";
import { neuralPolicy } from "../neural-policy.js";
import { backbones } from "./index.js";

const keeping = heads.filter(({ keepsSlopes }) => keepsSlopes);

const named = backbones.map((backbone) => [backbone.name, backbone] as const);

describe.each(named)("the backbone %s", (_, backbone) => {
  it("says who it is, and gives an output for each decision", () => {
    expect(backbone.summary).toMatch(/^[A-Z].*\.$/);
    const setting = { ...SETTINGS[0], historyRows: backbone.history ?? 0 };
    const bound = backbone.bind({ setting, hidden: [5], initialOutput: [1] });
    const rows = bound.parameters.reduce((sum, { rows: r, columns }) => sum + r * columns, 0);
    expect(bound.initial(randomStream(1))).toHaveLength(rows);
  });

  it("puts a prefix before the names of all its parameters", () => {
    const setting = { ...SETTINGS[0], historyRows: backbone.history ?? 0 };
    const names = (prefix?: string) =>
      backbone
        .bind({ setting, hidden: [5], initialOutput: [1], prefix })
        .parameters.map(({ name }) => name);
    expect(names("second.")).toEqual(names().map((name) => `second.${name}`));
  });

  if (!backbone.boundsSlopes) return;

  it("is refused under a head that would lose its slopes", () => {
    const losing = heads.filter(({ keepsSlopes }) => !keepsSlopes);
    for (const head of losing) expect(() => neuralPolicy({ hidden: [5], head, backbone })).toThrow("slopes");
  });

  const chains = penalties.filter(({ name }) => /chain|slope/.test(name));
  const known = EXAMPLES.flatMap((problem) =>
    chains
      .filter(({ applies }) => applies(problem))
      .map((chain) => [problem.name, chain.name, problem, chain] as const),
  );

  it.each(known)("keeps, with any weights, of %s: %s", (_problem, _chain, problem, chain) => {
    const world = stationaryWorld(problem, parseDistribution("poisson:6"), { series: 20, periods: 30 });
    const setting = policySetting(world);
    const policy = neuralPolicy({ hidden: [6], head: keeping[0], backbone }).bind(setting);
    const stream = randomStream(4);
    const all = Int32Array.from({ length: 20 }, (_s, i) => i);
    const windows = rangeWindows(world, setting, { from: 0, to: 30 }, all);
    for (let seed = 1; seed <= 5; seed++) {
      const { uniform } = randomStream(seed);
      const parameters = policy.initial(stream).map((value) => value + 4 * (uniform() - 0.5));
      const task = { world, setting, policy, executor, stream };
      const rates = violationRates(task, { penalties: [chain], parameters, windows });
      expect(rates).toEqual({ met: 0, drawn: 0 });
    }
  });
});
