import { randomStream } from "../../../base/random.js";
import type { FigureLine, LineFigure } from "../../../store/report/line-figure.js";
import { treeParzen } from "../../../training/search/index.js";
import { type Finalist, type Outcome, type Trial, tune } from "../../../training/search/tune.js";
import type { StudyResult, StudyRow } from "../study.js";
import { bestOf, differenceOfBest } from "./best-of.js";
import { type HeadName, type MethodName, configurations } from "./configuration.js";
import { benchmarkRows } from "./independent-benchmarks.js";
import type { Learned } from "./learned-policies.js";
import { meanRows } from "./mean-rows.js";
import { spaces } from "./search-spaces.js";
import { SEEDS, differenceOverSeeds } from "./seeds.js";
import type { StudyRun } from "./trainings.js";

/** The best of the trials that are trained with every seed. */
const FINALISTS = 5;
const STREAM = 1;

const methods: readonly MethodName[] = ["PPO", "DDPG", "DS"];
/**
 * Trials for each that is asked for: drawn at random, and then guided by what came of those. There are more
 * where one takes seconds.
 */
const TIMES: Readonly<Record<MethodName, { readonly drawn: number; readonly guided: number }>> = {
  PPO: { drawn: 1, guided: 3 },
  DDPG: { drawn: 1, guided: 0 },
  DS: { drawn: 5, guided: 5 },
};
const heads: readonly HeadName[] = ["base", "none"];
/** Trials that are chosen without knowing of each other; it says nothing of how many are trained at once. */
const AT_ONCE = 4;

/** What a search of one method with one head found. */
interface Searched {
  readonly method: MethodName;
  readonly head: HeadName;
  /** Trials of all kinds; and what those that were drawn at random came to, unless they broke down. */
  readonly trials: number;
  readonly drawn: readonly Learned[];
  /** What the best finalist came to with each seed. */
  readonly best: readonly Learned[];
}

/**
 * Setting 1 with configurations that we search ourselves, in two stages and by validation alone: so many
 * trials with one seed, and the best of them with five. The first are drawn at random, as the authors' first
 * ten are, so that a search of so many can be drawn again from them.
 */
export async function searchedResult(trials: number, study: StudyRun): Promise<StudyResult> {
  const again = Math.min(FINALISTS, trials) * (SEEDS.length - 1);
  const of = (method: MethodName) => heads.length * (trialsOf(method, trials).all + again);
  const most = methods.reduce((sum, method) => sum + of(method), 0);
  const task = study.context.progress.start("Searching setting 1", most);
  let done = 0;
  const tell = (note: string) => task.advance(++done, note);
  const found = await Promise.all(
    methods.flatMap((method) => heads.map((head) => search(method, head, { trials, study, tell }))),
  );
  task.finish();
  const rows = [...found.flatMap(bestRows), ...differences(found, trials)];
  const optimum = benchmarkRows("program with the true demand").at(-1)!;
  return { rows, figures: [figure(found, { trials, known: optimum.value })] };
}

function trialsOf(method: MethodName, trials: number) {
  const { drawn, guided } = TIMES[method];
  return { drawn: drawn * trials, all: (drawn + guided) * trials };
}

interface SearchRun {
  readonly trials: number;
  readonly study: StudyRun;
  tell(note: string): void;
}

async function search(
  method: MethodName,
  head: HeadName,
  { trials: asked, study: { part, learner }, tell }: SearchRun,
): Promise<Searched> {
  const { drawn, all } = trialsOf(method, asked);
  const known = new Map<string, Learned | null>();
  const run = async ({ name: trial, choice, seed }: Trial): Promise<Outcome> => {
    const name = `search, ${method} ${head}, ${trial}`;
    const configuration = configurations.parse({ method, head, tuning: choice });
    const training = { setting: { setting: 1 }, configuration, seed } as const;
    const learned = await part(name, () => learner.run(training, () => undefined));
    known.set(trial, learned);
    tell(`${name}: ${learned?.validation.toPrecision(4) ?? "broke down"}`);
    const cost = learned?.validation ?? null;
    return { cost, curve: cost === null ? [] : [cost], givenUp: false };
  };
  const { tried, finalists } = await tune({
    space: spaces[method],
    search: treeParzen({ startup: drawn }),
    trials: all,
    atOnce: AT_ONCE,
    finalists: FINALISTS,
    seeds: SEEDS,
    stream: randomStream(STREAM).child(`${method} ${head}`),
    run,
  });
  const whole = (names: readonly string[]) => names.flatMap((name) => known.get(name) ?? []);
  return {
    method,
    head,
    trials: all,
    drawn: whole(tried.slice(0, drawn).map(({ trial }) => `trial ${trial}`)),
    best: whole(namesOf(finalists[0])),
  };
}

function namesOf({ trial }: Finalist): string[] {
  return SEEDS.map((seed, index) => (index === 0 ? `trial ${trial}` : `trial ${trial}, seed ${seed}`));
}

function bestRows({ method, head, trials, best }: Searched): StudyRow[] {
  return meanRows({ setting: 1, policy: `${method} ${head}, best of ${trials}` }, best);
}

/** How much more `base` costs than `none` on the test, by the seeds of the best and by luck of searching. */
function differences(found: readonly Searched[], trials: number): StudyRow[] {
  return methods.flatMap((method) => {
    const own = found.filter((one) => one.method === method);
    const [base, none] = heads.map((head) => own.find((one) => one.head === head)!);
    const policy = `${method} base less none`;
    const tests = [base, none].map(({ best }) => best.map(({ test }) => test));
    return [
      {
        keys: { setting: 1, policy, trajectories: "test, the best of each over seeds" },
        ...differenceOverSeeds(tests[0], tests[1]),
        published: null,
      },
      {
        keys: { setting: 1, policy, trajectories: `test, searches of ${trials} drawn again` },
        ...differenceOfBest(base.drawn, none.drawn, trials),
        published: null,
      },
    ];
  });
}

function figure(
  found: readonly Searched[],
  { trials, known }: { readonly trials: number; readonly known: number },
): LineFigure {
  const lines = found.map(({ method, head, drawn }): FigureLine => {
    const points = Array.from({ length: trials }, (_, index) => {
      const { value: y, low, high } = bestOf(drawn.map(over(known)), index + 1);
      return { x: index + 1, y, low, high };
    });
    return { name: `${method} ${head}`, points };
  });
  return {
    title: "What trying more configurations brings",
    caption:
      "Setting 1: test cost of the configuration whose validation cost is lowest among so many, one seed " +
      "each, over that of the program that knows the true demand. Mean and 95 % range over searches that " +
      "are drawn again, with repetition, from what was tried.",
    x: "Configurations tried",
    y: "Test cost above the program that knows the true demand, %",
    lines,
  };
}

/** Costs with the test as percent above a cost. */
function over(known: number) {
  return ({ validation, test }: Learned) => ({ validation, test: 100 * (test / known - 1) });
}
