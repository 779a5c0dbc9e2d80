export { addGradients } from "./gradients";
export { clipGradient, mixAverage, stepAdam, stepMomentum } from "./optimizer";
export { packWeights } from "./packing";
export { runChunk } from "./run-chunk";
