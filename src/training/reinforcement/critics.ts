import type { Value } from "../../engine/index.js";
import type { Network } from "../../policies/neural/backbones/mlp.js";
import type { Activation } from "../../policies/neural/backbones/index.js";
import type { InputForm } from "../../policies/neural/inputs.js";
import { seeingNetwork } from "../../policies/neural/seeing-network.js";
import { usualWish } from "../../policies/wish.js";
import { standingRows } from "../../simulation/judged-period.js";
import type { TrainingTask } from "../trainer.js";
import type { Wished } from "./wishes.js";

/** Networks that tell what is still to pay after decisions, in multiples of what a period usually moves. */
export interface Critics extends Pick<Network, "parameters" | "initial"> {
  /** What each of them says, in their order. */
  of(wished: Wished): readonly Value[];
}

export interface CriticOptions {
  readonly count: number;
  readonly hidden: readonly number[];
  /** Numbers that each gives. */
  readonly outputs: number;
  readonly activation: Activation;
  readonly inputs: InputForm;
}

export function critics({ world, setting, policy }: TrainingTask, options: CriticOptions): Critics {
  const { count, hidden, outputs, activation, inputs: form } = options;
  const further = standingRows(world.problem) + setting.decisions.length;
  const initialOutput = Array.from({ length: outputs }, () => 0);
  const size = { setting, form, further, hidden, initialOutput, activation };
  const networks = Array.from({ length: count }, (_, index) =>
    seeingNetwork({ prefix: `critic${index + 1}.`, ...size }),
  );
  return {
    parameters: networks.flatMap(({ parameters }) => parameters),
    initial: (stream) => Float32Array.from(networks.flatMap((network) => [...network.initial(stream)])),
    of({ first, wishes, standing }) {
      const usual = usualWish(policy, first);
      const more = [...(standing ? [standing] : []), ...wishes.map((wish) => wish.div(usual))];
      return networks.map((network) => network.apply(first, more));
    },
  };
}
