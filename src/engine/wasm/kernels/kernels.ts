export { addGradients, runChunk } from "./run-chunk";
