import { type Value, constant, select } from "../engine/index.js";
import { usualWish } from "../policies/wish.js";
import { heldToClassical } from "./classical-guide.js";
import {
  ACTOR_CRITIC,
  type ActorCritic,
  type ActorCriticOptions,
  actorCritic,
} from "./reinforcement/actor-critic.js";
import { critics } from "./reinforcement/critics.js";
import { normalNoise, wanderingNoise } from "./reinforcement/noise.js";
import { decideByWishes } from "./reinforcement/wishes.js";
import type { Trainer, TrainingTask } from "./trainer.js";

export interface DdpgOptions extends ActorCriticOptions {
  /** Noise of plays after the random ones, and its deviation in multiples of the usual demand of a period. */
  readonly noise: "none" | "normal" | "wandering";
  readonly deviation: number;
  /** Critics, of which the one that expects more to pay is believed: 1, or 2 [TD3]. */
  readonly critics: 1 | 2;
  /** Gradient steps of the critics for each of the actor [TD3's d]. */
  readonly actorEvery: number;
  /** Deviation of noise on wishes in targets, and the most it can be, in usual wishes [TD3's σ̃, c]. */
  readonly smoothing: number;
  readonly smoothingMost: number;
}

export const DDPG: DdpgOptions = {
  ...ACTOR_CRITIC,
  noise: "none",
  deviation: 0.3,
  critics: 1,
  actorEvery: 1,
  smoothing: 0,
  smoothingMost: 0.5,
};

/**
 * Deep deterministic policy gradient. A critic Q learns what is still to pay after a wish w in a situation
 * s, and the policy μ follows the slope of the critic by the wish. In costs c, with s' what was seen at the
 * decision after and averages θ' that follow slowly:
 *
 *     y = c + γ Q'(s', μ'(s'))                                                             (1)
 *     L = E[ (y − Q(s, w))² ]                                                              (2)
 *     ∇θ J = E[ ∇w Q(s, w) at w = μ(s) · ∇θ μ(s) ]                                         (3)
 *     θ' ← τ θ + (1 − τ) θ', for both                                                      (4)
 *
 * Needs no gradient of the problem. Lillicrap et al. (2016), arXiv 1509.02971. With two critics, `actorEvery`
 * 2 and smoothing it is TD3: Fujimoto et al. (2018), arXiv 1802.09477.
 */
export function ddpg(options: Partial<DdpgOptions> = {}): Trainer {
  const settings = { ...DDPG, ...options };
  return {
    name: "ddpg",
    summary: "Deep deterministic policy gradient: follows what a critic has learned of the cost to come.",
    requires: { gradient: "none" },
    holdsToClassical: settings.classicalWeight > 0,
    schedule: settings,
    begin(task) {
      const held = heldToClassical(task, settings.classicalWeight);
      return actorCritic(held, settings, method(held, settings));
    },
  };
}

function method(task: TrainingTask, options: DdpgOptions): ActorCritic {
  const { policy, setting } = task;
  const wisher = { policy, problem: task.world.problem };
  const decisions = setting.decisions.length;
  const smooth = options.smoothing > 0;
  const own = critics(task, {
    ...options,
    count: options.critics,
    hidden: options.criticHidden,
    outputs: 1,
  });
  return {
    critics: own,
    further: { parameters: [], initial: () => new Float32Array() },
    noise: { parameters: [], logDeviation: () => constant(Math.log(options.deviation)) },
    source: SOURCES[options.noise],
    targetActor: "average",
    actorEvery: options.actorEvery,
    target: {
      given: { cost: 1, goesOn: 1, ...(smooth ? { noise: decisions } : {}) },
      of(seen, given) {
        const next = decideByWishes(wisher, seen, given, (wish, asked, index) => {
          if (!smooth) return wish;
          const { smoothing, smoothingMost: most } = options;
          const shift = given.noise.row(index).mul(smoothing).atLeast(-most).atMost(most);
          return wish.add(shift.mul(usualWish(policy, asked)));
        });
        const later = own.of(next).reduce((a, b) => a.atLeast(b));
        return given.cost.add(select(given.goesOn, later.mul(options.discount), 0)); // (1)
      },
    },
    criticLoss: {
      given: { wish: decisions, target: 1 },
      of(seen, given) {
        const made = decideByWishes(wisher, seen, given, (_, _asked, index) => given.wish.row(index));
        return own.of(made).map((said) => square(given.target.sub(said))).reduce((a, b) => a.add(b)); // (2)
      },
    },
    actorLoss: {
      given: {},
      of: (seen, given) => own.of(decideByWishes(wisher, seen, given, (wish) => wish))[0], // (3)
    },
  };
}

const SOURCES = { none: () => () => () => 0, normal: normalNoise, wandering: wanderingNoise };

function square(x: Value): Value {
  return x.mul(x);
}
