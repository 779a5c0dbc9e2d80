import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anySeen, askPolicy } from "../../test/contracts/ask-policy.js";
import { SETTINGS } from "../../test/contracts/policy-contract.js";
import { randomStream } from "../base/random.js";
import { heads } from "./neural/heads/index.js";
import { neuralPolicy } from "./neural/neural-policy.js";

const setting = SETTINGS[2];
const hidden = [6];

describe.each(heads.map((head) => [head.name, head] as const))("an average of networks, %s", (_, head) => {
  const [alone, three] = [1, 3].map((members) => neuralPolicy({ hidden, head, members }).bind(setting));
  const parameters = three.initial(randomStream(3)).map((value, i) => value + 0.2 * Math.sin(i));
  const size = parameters.length / 3;
  const own = (member: number) => parameters.slice(member * size, (member + 1) * size);

  it("starts every member from numbers of its own", () => {
    const starts = [0, 1, 2].map((k) => three.initial(randomStream(3)).slice(k * size, (k + 1) * size));
    expect(starts[0]).not.toEqual(starts[1]);
    expect(starts[1]).not.toEqual(starts[2]);
  });

  it("orders what its members want on average", () => {
    fc.assert(
      fc.property(fc.array(anySeen(setting), { minLength: 1, maxLength: 4 }), (seen) => {
        const together = askPolicy(three, parameters, seen);
        const each = [0, 1, 2].map((k) => askPolicy(alone, own(k), seen));
        together.forEach(({ target, quantity, position }, lane) => {
          const mean = (of: (k: number) => number) => (of(0) + of(1) + of(2)) / 3;
          if (target === undefined) {
            const wanted = each.map((answers) => answers[lane].quantity);
            if (Math.min(...wanted) > 0) expect(quantity / mean((k) => wanted[k])).toBeCloseTo(1, 4);
            return;
          }
          const expected = mean((k) => each[k][lane].target!);
          const close = 1e-5 * Math.max(...each.map((answers) => Math.abs(answers[lane].target!)), 1);
          expect(Math.abs(target - expected)).toBeLessThan(close);
          const gap = Math.max(target - position, 0);
          expect(Math.abs(quantity - gap)).toBeLessThan(1e-5 * Math.max(Math.abs(position), gap, 1));
        });
      }),
    );
  });
});
