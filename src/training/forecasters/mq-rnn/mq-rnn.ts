import { remembering } from "../../../base/remembering.js";
import { withHistory } from "../../../demand/feature-table.js";
import { type Panel, periodCount } from "../../../demand/panel.js";
import { adam } from "../../../engine/index.js";
import type { CoverForecast } from "../../../forecasting/index.js";
import type { Moments } from "../../../simulation/decision-program.js";
import { optimizerState, restoreOptimizer } from "../../optimizer-state.js";
import { train } from "../../train.js";
import type { Learner, Schedule } from "../../trainer.js";
import type { Validation } from "../../validation.js";
import type { FittedForecaster, ForecastTask } from "../fitted-forecaster.js";
import { momentsWithin } from "./moments.js";
import { type LessonOptions, type QuantileRows, quantileLesson } from "./quantile-lesson.js";
import { HISTORY, between } from "./quantile-network.js";

export interface MqRnnOptions extends Schedule, LessonOptions {
  readonly learningRate: number;
  /** Moments per step: a series each, and the period from which on its demand is forecast. */
  readonly lanes: number;
  readonly gradientNormMax: number;
  /** Share of the past in the running average of parameters that is validated and kept. */
  readonly averaging: number;
}

const MQ_RNN: MqRnnOptions = {
  state: 16,
  hidden: [32],
  context: 8,
  learningRate: 3e-3,
  lanes: 256,
  gradientNormMax: 1,
  averaging: 0.98,
  maxSteps: 1500,
  validateEvery: 50,
  patience: 3,
  rateFactor: 0.5,
  smallestRate: 0.05,
  lastRate: 1,
  keep: "best",
};

/** Moments that validate, and series whose quantiles are computed together. */
const [MOST_JUDGED, BLOCK] = [4096, 32];
/** Blocks that are remembered. */
const REMEMBERED = 256;

/** One recurrent network for all series, learned by pinball loss: see `quantileNetwork`. */
export function mqRnn(options: Partial<MqRnnOptions> = {}): FittedForecaster {
  return {
    name: "mq-rnn",
    summary: "A recurrent network for all series that learns quantiles of demand over the cover.",
    fit: async (task) => (await learnedQuantiles(task, options)).overCover,
  };
}

/** What a trained network says of the demand that follows each decision of a series. */
export interface LearnedQuantiles {
  readonly overCover: CoverForecast;
  /** Of the single period that lies `ahead` periods after the decision's own. */
  inPeriod(series: number, ahead: number, probability: number): Float32Array;
}

/** Trains on the range of the task; its validation periods choose the parameters. */
export async function learnedQuantiles(
  given: ForecastTask,
  options: Partial<MqRnnOptions> = {},
): Promise<LearnedQuantiles> {
  const settings = { ...MQ_RNN, ...options };
  const { panel } = given.world;
  const world = { ...given.world, features: withHistory(given.world.features, panel, HISTORY) };
  const task = { ...given, world };
  const lesson = quantileLesson(task, settings);
  const [learner, judge] = [begin(task, lesson, settings), validation(task, lesson)];
  const { breathe } = task;
  const { parameters } = await train({ learner, validation: judge, schedule: settings, breathe });
  learner.dispose();
  judge.dispose();
  const blocks = remembering((block) => lesson.said(momentsOf(panel, block), parameters), REMEMBERED);
  const decisions = periodCount(panel) + 1;
  const quantiles = (series: number, probability: number, of: (block: Said) => QuantileRows) => {
    const rows = of(blocks(Math.floor(series / BLOCK)));
    const from = (series % BLOCK) * decisions;
    return Float32Array.from({ length: decisions }, (_, t) =>
      between(rows.map((row) => row[from + t]), probability),
    );
  };
  return {
    overCover: (series, probability) => quantiles(series, probability, ({ cover }) => cover),
    inPeriod: (series, ahead, probability) =>
      quantiles(series, probability, ({ periods }) => periods[ahead]),
  };
}

type Lesson = ReturnType<typeof quantileLesson>;
type Said = ReturnType<Lesson["said"]>;

function begin(
  { world, executor, range, stream: all }: ForecastTask,
  { network, horizons, judged }: Lesson,
  { lanes, learningRate, gradientNormMax: normMax, averaging }: MqRnnOptions,
): Learner {
  const stream = all.child("mq-rnn");
  const moments = momentsWithin(world.panel, range, horizons);
  const optimizer = executor.optimizer(network.initial(stream.child("initial parameters")), adam());
  const session = judged(lanes, { gradient: true });
  return {
    step(number, rate) {
      session.load(moments.draw(lanes, stream.child(`step ${number}`)));
      const loss = session.run(optimizer.parameters);
      const past = Math.min(averaging, 1 - 1 / (number + 1));
      const { gradient } = session;
      optimizer.step({ gradient, divisor: lanes, normMax, learningRate: learningRate * rate, past });
      return { trainCost: loss / lanes };
    },
    parameters: () => optimizer.average.slice(),
    state: () => optimizerState(optimizer),
    restore: (state) => restoreOptimizer(optimizer, state),
    dispose() {
      session.dispose();
      optimizer.dispose();
    },
  };
}

function validation({ world, validation: range }: ForecastTask, { horizons, judged }: Lesson): Validation {
  const moments = momentsWithin(world.panel, range, horizons).spread(MOST_JUDGED);
  const lanes = moments.series.length;
  const session = judged(lanes, { gradient: false });
  session.load(moments);
  return {
    cost: (parameters) => session.run(parameters) / lanes,
    dispose: () => session.dispose(),
  };
}

/** All decisions of a block of series. */
function momentsOf(panel: Panel, block: number): Moments {
  const decisions = periodCount(panel) + 1;
  const count = Math.min(BLOCK, panel.series.length - block * BLOCK);
  const series = Int32Array.from({ length: count * decisions }, (_, k) =>
    block * BLOCK + Math.floor(k / decisions),
  );
  return { series, period: series.map((_, k) => k % decisions) };
}
