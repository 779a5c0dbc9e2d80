export { clipGradient, mixAverage, stepAdam, stepMomentum } from "./optimizer";
export { addGradients, runChunk } from "./run-chunk";
