export interface InterruptOptions {
  /** Calls back for each Ctrl-C, and for a polite request of the system to end. */
  readonly onInterrupt: (listener: () => void) => void;
  readonly tell: (text: string) => void;
  readonly exit: (code: number) => void;
}

/** 128 + SIGINT, as shells expect of a process that Ctrl-C ended. */
const exitCodeOfInterrupt = 130;

/** The first Ctrl-C asks the work to stop at a safe point, the second one ends the process at once. */
export function abortOnInterrupt({ onInterrupt, tell, exit }: InterruptOptions): AbortSignal {
  const controller = new AbortController();
  onInterrupt(() => {
    if (controller.signal.aborted) return exit(exitCodeOfInterrupt);
    tell("\nStopping at the next safe point. Press Ctrl-C again to stop at once.\n");
    controller.abort();
  });
  return controller.signal;
}
