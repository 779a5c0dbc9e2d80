import { favorita } from "./favorita.js";
import { freshRetailNet } from "./fresh-retail-net.js";
import { m5 } from "./m5.js";
import type { Preset } from "./preset.js";
import { rossmann } from "./rossmann.js";

/** Folders as their publishers laid them out. */
export const presets: readonly Preset[] = [favorita, m5, rossmann, freshRetailNet];
