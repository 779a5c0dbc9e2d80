import { expect, it } from "vitest";
import { clipNorm } from "./clip.js";

it("scales a long gradient down to the norm allowed, and tells the norm it had", () => {
  const gradient = Float32Array.of(3, -4);
  expect(clipNorm(gradient, 1)).toBe(5);
  expect(gradient[0]).toBeCloseTo(0.6, 6);
  expect(gradient[1]).toBeCloseTo(-0.8, 6);
});

it("leaves a short gradient, and none at all, as they are", () => {
  for (const [x, y] of [[0.3, -0.4], [0, 0]]) {
    const gradient = Float32Array.of(x, y);
    const norm = clipNorm(gradient, 1);
    expect(norm).toBeCloseTo(Math.hypot(x, y), 6);
    expect(gradient).toEqual(Float32Array.of(x, y));
  }
});
