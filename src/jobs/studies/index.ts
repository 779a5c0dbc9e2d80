import { deepstockRetail } from "./deepstock-retail/deepstock-retail.js";
import { deepstockSynthetic } from "./deepstock-synthetic/deepstock-synthetic.js";
import { dualSourcing2022 } from "./dual-sourcing-2022.js";
import { favorita } from "./favorita.js";
import { forecasters } from "./forecasters.js";
import { fresh } from "./fresh.js";
import { hiddenSales } from "./hidden-sales/hidden-sales.js";
import { historyOnly } from "./history-only.js";
import { inventorybench } from "./inventorybench/inventorybench.js";
import { knownAnswers } from "./known-answers.js";
import { learnedVsExact } from "./learned-vs-exact.js";
import { perishable2022 } from "./perishable-2022.js";
import { procurementRemoval } from "./procurement-removal.js";
import { spareParts } from "./spare-parts.js";
import type { Study } from "./study.js";
import { structureInformed } from "./structure-informed.js";
import { textbook } from "./textbook.js";
import { vn2 } from "./vn2/vn2.js";
import { wholesale } from "./wholesale.js";
import { zipkin2008 } from "./zipkin-2008.js";

export type { Study, StudyFile, StudyFiles, StudyOptions, StudyRow } from "./study.js";

/** Published experiments that can be run again. */
export const studies: readonly Study[] = [
  zipkin2008,
  knownAnswers,
  learnedVsExact,
  historyOnly,
  dualSourcing2022,
  perishable2022,
  procurementRemoval,
  structureInformed,
  textbook,
  deepstockSynthetic,
  deepstockRetail,
  inventorybench,
  vn2,
  hiddenSales,
  forecasters,
  favorita,
  fresh,
  spareParts,
  wholesale,
];
