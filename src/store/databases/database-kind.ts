/** What a column holds. A time is one without a zone, a moment one that is written in UTC. */
export type ColumnKind = "text" | "number" | "date" | "time" | "moment";

export interface DatabaseColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** Where a database is, and how it is to be asked. */
export interface DatabaseAddress {
  /** With all that it takes to connect: never to be shown. */
  readonly address: string;
  /** How messages call the sales in it; without secrets. */
  readonly place: string;
  /** Whether moments are wanted in UTC; else as the server shows them. */
  readonly momentsInUtc: boolean;
}

/** An open connection that only reads. */
export interface DatabaseConnection {
  /** The columns of a query, which is not carried out. */
  describe(sql: string): Promise<readonly DatabaseColumn[]>;
  /**
   * The rows of a query as CSV without a header, in chunks that may be cut anywhere. Only as much is read
   * ahead as a socket holds. A NULL is an empty field.
   */
  csv(sql: string): AsyncIterable<Uint8Array>;
  /** Ends the connection, whatever it is doing. */
  close(): void;
}

/** A kind of database that sales are read from. Its driver is loaded when it connects. */
export interface DatabaseKind {
  /** As CONFIG.yaml says it, like "postgres". */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What follows the name: an address of a server, or a path of a file. */
  readonly address: "url" | "path";
  /** A name of a table or a column as SQL writes it. */
  quote(name: string): string;
  /** @throws InputError where it cannot be reached or does not let us in. */
  connect(address: DatabaseAddress): Promise<DatabaseConnection>;
  /** What an error of the driver says, and the way out; undefined where it is none of the database. */
  refusal(error: unknown): DatabaseRefusal | undefined;
}

export interface DatabaseRefusal {
  readonly found: string;
  readonly wayOut: string;
}
