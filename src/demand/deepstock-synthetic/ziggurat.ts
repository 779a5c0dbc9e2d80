import { normalCumulative } from "../distributions/regularized-gamma.js";

const LAYERS = 256;
/** Where the tail begins, so that all layers have the same area. */
const TAIL = 3.6541528853610088;
const SCALE = 2 ** 52;

/** Standard normals from 64 random bits each, by the ziggurat of Marsaglia and Tsang (2000). */
export function ziggurat(bits: () => bigint): () => number {
  const edges = layerEdges();
  const share = () => Number(bits() >> 11n) / 2 ** 53;
  const tail = (): number => {
    for (;;) {
      const beyond = -Math.log1p(-share()) / TAIL;
      const height = -Math.log1p(-share());
      if (2 * height > beyond * beyond) return TAIL + beyond;
    }
  };
  return () => {
    for (;;) {
      const word = bits();
      const layer = Number(word & 255n);
      const isNegative = ((word >> 8n) & 1n) === 1n;
      const way = Number((word >> 9n) & 0xfffffffffffffn);
      const at = (way / SCALE) * edges[layer];
      const signed = isNegative ? -at : at;
      const inner = layer === 0 ? TAIL : layer === 1 ? 0 : edges[layer - 1];
      if (way < Math.floor((inner / edges[layer]) * SCALE)) return signed;
      if (layer === 0) return ((way / 256) & 1) === 1 ? -tail() : tail();
      const [top, bottom] = [layer === 1 ? 1 : height(edges[layer - 1]), height(edges[layer])];
      if (bottom + (top - bottom) * share() < height(at)) return signed;
    }
  };
}

/** The right ends of the layers from the top down; of layer 0, with the tail, that of a box of its area. */
function layerEdges(): Float64Array {
  const area = TAIL * height(TAIL) + Math.sqrt(2 * Math.PI) * normalCumulative(-TAIL);
  const edges = new Float64Array(LAYERS);
  edges[LAYERS - 1] = TAIL;
  for (let layer = LAYERS - 2; layer > 0; layer--) {
    const below = edges[layer + 1];
    edges[layer] = Math.sqrt(-2 * Math.log(area / below + height(below)));
  }
  edges[0] = area / height(TAIL);
  return edges;
}

function height(at: number): number {
  return Math.exp((-at * at) / 2);
}
