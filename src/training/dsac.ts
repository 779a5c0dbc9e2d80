import type { RandomStream } from "../base/random.js";
import { type Value, type Values, concat, constant, select, spread } from "../engine/index.js";
import { seeingNetwork } from "../policies/neural/seeing-network.js";
import type { Noise } from "../simulation/period.js";
import type { Seen } from "../simulation/seen.js";
import { heldToClassical } from "./classical-guide.js";
import {
  ACTOR_CRITIC,
  type ActorCritic,
  type ActorCriticOptions,
  actorCritic,
} from "./reinforcement/actor-critic.js";
import { critics } from "./reinforcement/critics.js";
import { normalNoise } from "./reinforcement/noise.js";
import { decideByWishes } from "./reinforcement/wishes.js";
import type { Trainer, TrainingTask } from "./trainer.js";

export interface DsacOptions extends ActorCriticOptions {
  /** Deviation of wishes at first, in multiples of the usual demand of a period. */
  readonly deviation: number;
  /** The deviation whose entropy the temperature is learned to bring about; "none" leaves it as it is. */
  readonly targetDeviation: number | "none";
  /** What entropy is worth at first, in the money that a period usually moves [α]. */
  readonly temperature: number;
  /** Units of each hidden layer of the network that tells the deviation. */
  readonly deviationHidden: readonly number[];
}

/**
 * A wish off by x usual demands costs about 0.5 k x² of the money that a period usually moves, with k between
 * 0.1 and 1; deviations of 0.15 are then best at temperatures k · 0.15², from 0.002 to 0.02.
 */
export const DSAC: DsacOptions = {
  ...ACTOR_CRITIC,
  deviation: 0.3,
  targetDeviation: 0.15,
  temperature: 0.005,
  deviationHidden: [16],
};

/**
 * Soft actor-critic with distributional critics. The actor draws wishes w from a normal distribution of mean
 * μ(s) and deviation σ_π(s), and its entropy H(s) = log σ_π(s) is worth α. Two critics each tell the mean Q
 * and the deviation σ of what is still to pay. In costs c, with s' what was seen at the decision after, w'
 * drawn there, ε normal, and Q' and σ' what the critic of larger Q' says with averages θ' that follow slowly:
 *
 *     y_q = c + γ (Q'(s', w') − α H(s'))                                                   (1)
 *     y_z = y_q + γ σ'(s', w') ε,  within Q ± 3 b                                          (2)
 *     ∇L = −ω E[ (y_q − Q) / σ² ∇Q + ((y_z − Q)² − σ²) / σ³ ∇σ ],  for each critic         (3)
 *     J = E[ Q(s, w) − α H(s) ],  Q the larger of the two                                  (4)
 *     L_α = log α · (E[ H(s) ] − H_target)                                                 (5)
 *
 * where b and ω are running means of σ and σ². Duan et al. (2021), arXiv 2001.02811, with the refinements of
 * Duan et al. (2023), arXiv 2310.05858: (1) beside (2), twin critics, and b and ω. A normal distribution's
 * entropy is known, so it is not drawn; the part of it that never changes is left out.
 */
export function dsac(options: Partial<DsacOptions> = {}): Trainer {
  const settings = { ...DSAC, ...options };
  return {
    name: "dsac",
    summary: "Distributional soft actor-critic: keeps trying things; critics know how unsure they are.",
    requires: { gradient: "none" },
    holdsToClassical: settings.classicalWeight > 0,
    schedule: settings,
    begin(task) {
      const held = heldToClassical(task, settings.classicalWeight);
      return actorCritic(held, settings, method(held, settings));
    },
  };
}

const TEMPERATURE = { name: "temperature", rows: 1, columns: 1 };
/** How many times faster than the actor the temperature is learned: critics change what it should be. */
const TEMPERATURE_RATE = 3;

function method(task: TrainingTask, options: DsacOptions): ActorCritic {
  const { policy, setting } = task;
  const { discount, targetDeviation } = options;
  const wisher = { policy, problem: task.world.problem };
  const decisions = setting.decisions.length;
  const { activation, inputs } = options;
  const own = critics(task, { count: 2, hidden: options.criticHidden, outputs: 2, activation, inputs });
  const noise = explorer(task, options);
  const logTemperature = spread(TEMPERATURE).mul(TEMPERATURE_RATE);
  const draw = (seen: Seen, given: Values) => {
    let entropy: Value = constant(0);
    const wished = decideByWishes(wisher, seen, given, (wish, asked, index) => {
      const logDeviation = noise.logDeviation(asked, index);
      entropy = entropy.add(logDeviation);
      return wish.add(given.noise.row(index).mul(logDeviation.exp()).mul(asked.scale));
    });
    return { wished, entropy };
  };
  return {
    critics: own,
    further: {
      parameters: [...noise.parameters, TEMPERATURE],
      initial: (stream) =>
        Float32Array.from([...noise.initial(stream), Math.log(options.temperature) / TEMPERATURE_RATE]),
    },
    noise,
    source: normalNoise,
    targetActor: "current",
    actorEvery: 1,
    target: {
      given: { cost: 1, goesOn: 1, noise: decisions + 1 },
      of(seen, given) {
        const { wished, entropy } = draw(seen, given);
        const [one, other] = own.of(wished).map(told);
        const [mean, deviation] = one.map((said, k) => select(one[0].greater(other[0]), said, other[k]));
        const soft = mean.sub(logTemperature.exp().mul(entropy));
        const expected = given.cost.add(select(given.goesOn, soft.mul(discount), 0)); // (1)
        const surprise = deviation.mul(given.noise.row(decisions)).mul(discount);
        const drawn = expected.add(select(given.goesOn, surprise, 0)); // (2)
        return concat([expected, drawn, deviation, deviation.mul(deviation)]);
      },
    },
    criticLoss: {
      given: { wish: decisions, target: 2, usual: 2 },
      of(seen, given) {
        const made = decideByWishes(wisher, seen, given, (_, _asked, index) => given.wish.row(index));
        return own.of(made).map((said) => surprisal(said, given)).reduce((a, b) => a.add(b));
      },
    },
    actorLoss: {
      given: { noise: decisions },
      of(seen, given) {
        const { wished, entropy } = draw(seen, given);
        const [one, other] = own.of(wished).map((said) => said.row(0));
        const loss = one.atLeast(other).sub(logTemperature.exp().stopGradient().mul(entropy)); // (4)
        if (targetDeviation === "none") return loss;
        const surplus = entropy.stopGradient().sub(decisions * Math.log(targetDeviation));
        return loss.add(logTemperature.mul(surplus)); // (5)
      },
    },
  };
}

/** What a critic says: mean and deviation. */
function told(said: Value): readonly [Value, Value] {
  return [said.row(0), said.row(1).softplus().add(LEAST_DEVIATION)];
}

const LEAST_DEVIATION = 1e-3;
/** Usual deviations within which a draw lies; and below which a deviation no longer makes steps larger. */
const [BOUND, FLOOR] = [3, 0.2];

/** Has the gradient of (3), which divides by deviations that it does not differentiate. */
function surprisal(said: Value, { target, usual }: Values): Value {
  const [mean, deviation] = told(said);
  const [expected, drawn, bound, scale] = [target.row(0), target.row(1), usual.row(0), usual.row(1)];
  const divisor = deviation.atLeast(bound.mul(FLOOR));
  const square = divisor.mul(divisor);
  const error = expected.sub(mean).div(square);
  const cut = drawn.sub(mean).atLeast(bound.mul(-BOUND)).atMost(bound.mul(BOUND));
  const surplus = cut.mul(cut).sub(deviation.mul(deviation)).div(square.mul(divisor));
  const climbed = error.stopGradient().mul(mean).add(surplus.stopGradient().mul(deviation));
  return climbed.mul(scale).negate();
}

/** A deviation can become so many times smaller or larger than it was at first. */
const REACH = 10;

/** Noise whose deviation a network tells. */
function explorer({ setting }: TrainingTask, options: DsacOptions) {
  const { deviation, deviationHidden: hidden, activation, inputs: form } = options;
  const network = seeingNetwork({
    prefix: "deviation.",
    setting,
    form,
    hidden,
    activation,
    initialOutput: setting.decisions.map(() => 0),
  });
  const noise: Noise = {
    parameters: network.parameters,
    logDeviation: (asked, index) =>
      network
        .apply(asked)
        .row(index)
        .tanh()
        .mul(Math.log(REACH))
        .add(Math.log(deviation)),
  };
  return { ...noise, initial: (stream: RandomStream) => network.initial(stream) };
}
