/** Where long work says how far it is. The terminal, a log and a server each show it in their way. */
export interface Progress {
  /** Begins a piece of work; `total` counts the steps of `advance`, where they are known beforehand. */
  start(label: string, total?: number): Task;
}

/** One piece of work on its way. */
export interface Task {
  /** `done` steps of the total are behind us; `note` says the latest of it in a few words. */
  advance(done: number, note?: string): void;
  finish(note?: string): void;
}

/** For work that nobody watches. */
export const silentProgress: Progress = {
  start: () => ({ advance: () => undefined, finish: () => undefined }),
};
