import type { DatabaseKind } from "./database-kind.js";
import { mysql } from "./mysql.js";
import { postgres } from "./postgres.js";
import { sqlite } from "./sqlite.js";

export type { ColumnKind, DatabaseColumn, DatabaseConnection, DatabaseKind } from "./database-kind.js";

/** The databases that sales are read from, in the order of the pages. */
export const databases = [postgres, mysql, sqlite] as const satisfies readonly DatabaseKind[];
