import { knownAnswers } from "./known-answers.js";
import type { Study } from "./study.js";
import { zipkin2008 } from "./zipkin-2008.js";

export type { Study, StudyOptions, StudyRow } from "./study.js";

/** Published experiments that can be run again. */
export const studies: readonly Study[] = [zipkin2008, knownAnswers];
