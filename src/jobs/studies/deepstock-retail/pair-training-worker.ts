import { serveTasks } from "../../../cluster/serve-tasks.js";
import { type PairTraining, learnPairs } from "./pair-training.js";

// Started by `sideBySide`: trains what is sent to this thread, which is ended from outside.
serveTasks((task: PairTraining) => learnPairs(task, { threads: 1, isStopped: () => false }));
