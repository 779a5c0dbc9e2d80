export { addGradients } from "./gradients";
export { beginStep, openUpdate, stepAdam, stepMomentum, updateBytes } from "./optimizer";
export { packWeights } from "./packing";
export { runChunk } from "./run-chunk";
