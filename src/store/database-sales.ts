import { z } from "zod";
import { databases } from "./databases/index.js";

type KindName = (typeof databases)[number]["name"];

const names = databases.map(({ name }) => name);
const addresses = Object.fromEntries(names.map((name) => [name, z.string().min(1).optional()]));

/** Sales in a database: where it is, and a table or the one query to ask it. */
export const databaseSalesSchema = z
  .strictObject({
    ...(addresses as Record<KindName, z.ZodOptional<z.ZodString>>),
    /** A table or view, like sales or shop.sales; "a.b" is one name with a dot in it. */
    table: z.string().min(1).optional(),
    /** One statement that selects the columns of the sales. */
    query: z.string().min(1).optional(),
  })
  .superRefine((sales, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const given = names.filter((name) => sales[name] !== undefined);
    if (given.length === 0) refuse(names[0], `Name the database: ${names.join(", ")} with its address.`);
    if (given.length > 1) refuse(given[1], `Leave it out: sales come from one database, ${given[0]}.`);
    if (sales.table === undefined && sales.query === undefined)
      refuse("table", "Name a table, or write a query.");
    if (sales.table !== undefined && sales.query !== undefined)
      refuse("query", "Leave it out, or table: one of them says what is read.");
    if (sales.table !== undefined && tableParts(sales.table) === undefined)
      refuse("table", 'Write a name like sales or shop.sales, and "in quotes" one that has dots.');
  });

export type DatabaseSales = z.output<typeof databaseSalesSchema>;

/** The kind of the database, and its address as it was written. */
export function kindOf(sales: DatabaseSales) {
  const kind = databases.find(({ name }) => sales[name] !== undefined) ?? databases[0];
  return { kind, address: sales[kind.name] ?? "" };
}

/** What messages call them: the address without its password, and what is read there. */
export function databasePlace(sales: DatabaseSales): string {
  const { kind, address } = kindOf(withoutPassword(sales));
  const what = sales.table === undefined ? "its query" : `table ${sales.table}`;
  return `${kind.name} ${address}, ${what}`;
}

/** Whether a key holds the address of a server, in which variables stand for secrets. */
export function isServerKey(key: PropertyKey | undefined): boolean {
  return databases.some(({ name, address }) => name === key && address === "url");
}

/** The same with another path, where the database is a file. */
export function withDatabasePath(sales: DatabaseSales, change: (path: string) => string): DatabaseSales {
  const { kind, address } = kindOf(sales);
  return kind.address === "path" ? { ...sales, [kind.name]: change(address) } : sales;
}

/** The same as it may be written down: without the password of its address. */
export function withoutPassword(sales: DatabaseSales): DatabaseSales {
  const { kind, address } = kindOf(sales);
  if (kind.address === "path") return sales;
  const isUrl = address.includes("://");
  const secret = isUrl ? /^([^/]*:\/\/[^:/?#]*):(?!\$\{\w+\}@).*@/ : /^.*@/;
  return { ...sales, [kind.name]: address.replace(secret, isUrl ? "$1@" : "") };
}

/** The parts of a table's name: ["shop", "sales"]. Undefined where it is no such name. */
export function tableParts(table: string): readonly string[] | undefined {
  const part = String.raw`"(?:[^"]|"")+"|[^".]+`;
  if (!new RegExp(`^(?:${part})(?:\\.(?:${part}))*$`).test(table)) return undefined;
  const parts = table.match(new RegExp(part, "g")) ?? [];
  return parts.map((text) => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text));
}
