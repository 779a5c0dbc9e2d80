import type { Range } from "../../../training/search/space.js";
import type { Configuration, MethodName } from "./configuration.js";

type TuningOf<Method> = Extract<Configuration, { readonly method: Method }>["tuning"];

/** A range for every number of a method's tuning. */
type SpaceOf<Method> = { readonly [Key in keyof TuningOf<Method>]: Range };

const batch = { oneOf: [128, 256, 512] };
const discount = { from: 0.98, to: 1 };
const initial = { from: 20, to: 70 };

/**
 * The authors' ranges for setting 1. Left out is what their program does not use or we do not have: how
 * often it validates, gradient steps for several decisions at once, epochs (always 10), and the first order
 * of differentiable simulation. Added are the average of parameters and the bound on gradients; and PPO has
 * smaller networks than theirs of 256 units, which cost as much and learn in a third of the time.
 */
export const spaces: { readonly [Method in MethodName]: SpaceOf<Method> } = {
  PPO: {
    learningRate: { from: 5e-5, to: 9e-3, scale: "log" },
    lastRate: { from: 1e-5, to: 5e-5, scale: "log" },
    batch,
    decisions: { oneOf: [1024, 2048, 4096] },
    clip: { from: 0.1, to: 0.3 },
    entropyWeight: { from: 1e-4, to: 0.5 },
    discount,
    trace: { from: 0.5, to: 1 },
    initial,
    averaging: { oneOf: [0, 0.9, 0.99] },
    units: { oneOf: [64, 128] },
  },
  DDPG: {
    learningRate: { from: 3e-4, to: 9e-3, scale: "log" },
    lastRate: { from: 6e-5, to: 3e-4, scale: "log" },
    batch,
    discount,
    tracking: { from: 1e-3, to: 1e-2, scale: "log" },
    randomSteps: { oneOf: [100, 500, 1000] },
    replay: { oneOf: [20_000, 50_000, 100_000] },
    initial,
    gradientNormMax: { oneOf: [Infinity, 10] },
  },
  DS: {
    learningRate: { from: 4e-4, to: 1e-1, scale: "log" },
    rateFactor: { from: 0.5, to: 0.95 },
    lanes: { oneOf: [5, 10] },
    units: { oneOf: [32, 64, 128] },
  },
};
