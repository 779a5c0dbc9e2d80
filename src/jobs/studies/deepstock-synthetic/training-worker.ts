import { serveTasks } from "../../../cluster/serve-tasks.js";
import { type Training, learnOnce } from "./training.js";

// Started by `sideBySide`: trains what is sent to this thread, which is ended from outside.
serveTasks((task: Training) => learnOnce(task, { threads: 1, isStopped: () => false }));
