import type { Space } from "../../../training/search/space.js";

/** A method with what its search may choose, and how long it is run. */
export interface Method {
  readonly name: string;
  readonly trainer: Readonly<Record<string, unknown>>;
  readonly space: Space;
  /** Steps of a training, and between two validations. */
  readonly steps: number;
  readonly validateEvery: number;
}

/** Days of a play; what is played ends with it, as the objective does. */
const PLAY = { periods: 56, horizon: "ends" } as const;

/** Ranges are those of the authors' program where it has them; numbers free of scale are our own. */
export const methods: readonly Method[] = [
  {
    name: "DDPG",
    trainer: { type: "ddpg", ...PLAY, lanes: 32, updates: 24, batch: 128, noise: "normal" },
    space: {
      "trainer.learningRate": { from: 3e-4, to: 9e-3, scale: "log" },
      "trainer.tracking": { from: 1e-3, to: 1e-2, scale: "log" },
      "trainer.discount": { from: 0.9, to: 1 },
      "trainer.checkpoints": { oneOf: [4, 56] },
    },
    steps: 80,
    validateEvery: 10,
  },
  {
    name: "PPO",
    trainer: { type: "ppo", ...PLAY, lanes: 64, batch: 256 },
    space: {
      "trainer.learningRate": { from: 3e-4, to: 9e-3, scale: "log" },
      "trainer.clip": { from: 0.1, to: 0.3 },
      "trainer.trace": { from: 0.5, to: 1 },
      "trainer.checkpoints": { oneOf: [4, 56] },
    },
    steps: 80,
    validateEvery: 10,
  },
  {
    name: "DS",
    trainer: { type: "differentiable-simulation", periods: 56, lanes: 64 },
    space: {
      "trainer.learningRate": { from: 1e-3, to: 3e-2, scale: "log" },
      "trainer.averaging": { from: 0.5, to: 0.98 },
      "trainer.gradientNormMax": { from: 0.1, to: 5, scale: "log" },
    },
    steps: 240,
    validateEvery: 30,
  },
];

const headNames = ["none", "base", "coeff", "both"] as const;

/** A method with what holds its orders to those of theory. */
export interface Cell {
  readonly method: Method;
  /** Regularises by the shape of the policy. */
  readonly head: (typeof headNames)[number];
  /** Regularises by the reward: orders pay for differing from those of the (s, S) formulas. */
  readonly held: boolean;
}

/** Every method with every head, and with none but held by the reward. */
export const cells: readonly Cell[] = methods.flatMap((method) => [
  ...headNames.map((head) => ({ method, head, held: false })),
  { method, head: "none", held: true } as const,
]);

/** What a pair pays for each usual demand by which its order differs, where orders are held. */
const HELD: Space = { "trainer.classicalWeight": { from: 0.003, to: 1, scale: "log" } };

export function spaceOf({ method, held }: Cell): Space {
  return held ? { ...method.space, ...HELD } : method.space;
}

/** As tables say it. */
export function regularisationOf({ head, held }: Pick<Cell, "head" | "held">): string {
  return held ? `${head}, held to (s, S)` : head;
}

/** With whom all are compared. */
export const reference = { method: "DDPG", head: "both" } as const;

/** Stock-out rate in percentage points and days of turnover beyond those of the reference, as published. */
export const published: Readonly<Record<string, readonly [number, number]>> = {
  "DDPG none": [10.1, 6.13],
  "DDPG base": [6.03, 6.46],
  "DDPG coeff": [4.41, -0.41],
  "DDPG both": [0, 0],
  "DS none": [2.1, -1.25],
  "DS base": [2.18, -2.81],
  "DS coeff": [1.74, 3.8],
  "DS both": [1.91, 0.23],
};
