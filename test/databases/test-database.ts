/** A database that tests fill and read; its sales are asked for by the user "shop". */
export interface TestDatabase {
  /** The key of `data.sales`. */
  readonly kind: "postgres" | "mysql" | "sqlite";
  /** The address as its reader knows it, or with other parts. */
  address(parts?: AddressParts): string;
  /** Carries out a statement as its owner. */
  run(sql: string): Promise<void>;
  /** What a name of a table or a column is in SQL. */
  quote(name: string): string;
  stop(): Promise<void>;
}

export interface AddressParts {
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly port?: number;
  /** What stands behind the database, from the question mark on. */
  readonly words?: string;
}

/** With characters that an address must write otherwise. */
export const password = "s3cret@/#?:%";
export const passwordInAddress = encodeURIComponent(password);

/** A text as a literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
