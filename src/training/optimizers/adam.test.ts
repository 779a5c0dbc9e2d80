import { describe, expect, it } from "vitest";
import { ADAM, adamState, adamStep } from "./adam.js";

const options = { ...ADAM, learningRate: 0.1 };

describe("Adam", () => {
  it("takes a first step of the learning rate, whatever the size of the gradient", () => {
    const parameters = Float32Array.of(1, 1, 1);
    adamStep(parameters, Float32Array.of(0.5, -1e-3, 0), adamState(3), options);
    expect([...parameters].map((value) => value.toFixed(5))).toEqual(["0.90000", "1.10000", "1.00000"]);
  });

  it("takes the steps that algorithm 1 of Kingma and Ba gives by hand", () => {
    const parameters = Float32Array.of(1);
    const state = adamState(1);
    adamStep(parameters, Float32Array.of(0.5), state, options);
    adamStep(parameters, Float32Array.of(-0.25), state, options);
    // m = 0.9 · 0.05 - 0.1 · 0.25 = 0.02, over 0.19: 0.105263. v = 0.999 · 0.00025 + 0.001 · 0.0625
    // = 0.00031225, over 0.001999: 0.156203, with root 0.395225. The step is 0.1 · 0.266337.
    expect(parameters[0]).toBeCloseTo(0.9 - 0.0266337, 6);
    expect(state.steps).toBe(2);
  });

  it("finds the bottom of a bowl", () => {
    const parameters = Float32Array.of(5, -3);
    const state = adamState(2);
    for (let step = 0; step < 800; step++) {
      const [x, y] = parameters;
      const gradient = Float32Array.of(2 * (x - 1), 20 * (y - 2));
      adamStep(parameters, gradient, state, { ...options, learningRate: 0.05 });
    }
    expect(parameters[0]).toBeCloseTo(1, 2);
    expect(parameters[1]).toBeCloseTo(2, 2);
  });

  it("takes weight decay off the parameters, not through the gradient", () => {
    const parameters = Float32Array.of(8);
    adamStep(parameters, Float32Array.of(0), adamState(1), { ...options, weightDecay: 0.5 });
    expect(parameters[0]).toBeCloseTo(8 - 0.1 * 0.5 * 8, 5);
  });
});
