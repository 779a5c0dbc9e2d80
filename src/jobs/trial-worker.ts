import { serveTasks } from "../cluster/serve-tasks.js";
import { type TrialTask, trainTrial } from "./trial.js";

// Started by `sideBySide`: trains what is sent to this thread, which is ended from outside.
serveTasks((task: TrialTask, tell) => trainTrial(task, { threads: 1, tell, isStopped: () => false }));
