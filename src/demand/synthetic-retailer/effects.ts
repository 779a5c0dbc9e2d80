import { sum } from "../../base/sums.js";
import { z } from "zod";

/** Probabilities that an order comes 0, 1, 2, … days late. */
const delaysOption = z
  .array(z.number().min(0).max(1))
  .min(1)
  .max(30)
  .refine((shares) => Math.abs(sum(shares) - 1) < 1e-6, {
    message: "Write probabilities that sum to 1.",
  });

/** What else moves demand and deliveries; every truth of it is returned. */
export const effectOptions = z.strictObject({
  /** Changes of an item's list price in a year, each by 5 to 15 %, up or down. */
  priceChanges: z.number().nonnegative().default(2),
  /** Share of the list price that a promotion takes off. */
  promotionDepth: z.number().min(0).lt(1).default(0.2),
  /** Demand is multiplied by (price ÷ first list price) to the power of minus this. */
  elasticity: z.number().nonnegative().default(1.5),
  /** What a holiday, and the day before it, multiply demand by. */
  holidayLift: z.number().positive().default(1.4),
  /** Weeks in which a category sells far more or less than usual, for no reason known before: in a year. */
  shocks: z.number().nonnegative().default(1),
  /** Share of the customers who find an item out of stock and take its stand-in. */
  substitution: z.number().min(0).max(1).default(0.3),
  delays: delaysOption.default([0.9, 0.07, 0.03]),
});

export type RetailerEffects = z.output<typeof effectOptions>;

/** Nothing but weeks, seasons, trends and promotions; one order in 25 comes one to three days late. */
export const NO_EFFECTS: RetailerEffects = {
  priceChanges: 0,
  promotionDepth: 0,
  elasticity: 0,
  holidayLift: 1,
  shocks: 0,
  substitution: 0,
  delays: [0.96, 0.04 / 3, 0.04 / 3, 0.04 / 3],
};
