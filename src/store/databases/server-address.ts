import { readFileSync } from "node:fs";
import { InputError } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import type { DatabaseAddress, DatabaseRefusal } from "./database-kind.js";

/** A server and who asks it. What is undefined the driver takes from its own environment variables. */
export interface ServerAddress {
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** How the connection is encrypted; undefined: not at all. */
  readonly tls: { readonly rejectUnauthorized: boolean; readonly ca?: string } | undefined;
}

/**
 * Reads an address like postgresql://user:password@host:5432/database?sslmode=require. `sslmode` means what
 * PostgreSQL's own programs mean by it: require encrypts, verify-full also looks at the certificate.
 * @throws InputError, which shows nothing of an address that it could not read.
 */
export function parseServerAddress(
  { address, place }: DatabaseAddress,
  schemes: readonly string[],
): ServerAddress {
  const example = `${schemes[0]}://user@host/database`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // A password with a # or ? that is not encoded would look like other parts of the address.
  const isTorn = url !== undefined && (url.hash !== "" || url.search.includes("@"));
  if (url === undefined || isTorn || !schemes.includes(url.protocol.slice(0, -1)))
    throw new InputError(
      place,
      "is no address of such a server",
      `Write one like ${example}, with %2F for a slash and %40 for an @ in a password.`,
    );
  const words = [...url.searchParams.keys()];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) {
    const near = nearest(unknown, known);
    const hint = near === undefined ? `Known are ${known.join(", ")}.` : `Did you mean ${near}?`;
    throw new InputError(place, `has an unknown word "${unknown}" after the question mark`, hint);
  }
  return {
    host: decoded(url.searchParams.get("host") ?? url.hostname),
    port: url.port === "" ? undefined : Number(url.port),
    user: decoded(url.username),
    password: decoded(url.password),
    database: decoded(url.pathname.slice(1)),
    tls: tlsOf(url.searchParams, place),
  };
}

/** What went wrong on the way to a server, before it understood us; undefined for any other error. */
export function networkRefusal(error: unknown): DatabaseRefusal | undefined {
  const code = codeOf(error);
  const message = firstLine(error);
  const unreachable = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES)$/;
  if (unreachable.test(code) || /timeout expired|connect ETIMEDOUT/i.test(message))
    return {
      found: `the server cannot be reached (${message || code})`,
      wayOut: "Check host and port, and that the server runs and may be reached from here.",
    };
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code) || /certificate/i.test(message))
    return {
      found: `the certificate of the server is not trusted (${message})`,
      wayOut: "Name the certificate that signed it by sslrootcert=FILE, or write sslmode=require.",
    };
  if (/does not support (SSL|secure)/i.test(message))
    return { found: "the server does not encrypt connections", wayOut: "Leave out sslmode." };
  if (/^(ECONNRESET|EPIPE|PROTOCOL_CONNECTION_LOST)$/.test(code) || /terminated|closed state/i.test(message))
    return { found: `the connection broke (${message})`, wayOut: "Run it again; nothing was written." };
  return undefined;
}

/** What helps where a server takes encrypted connections only. */
export const byTls = "Add ?sslmode=require to the address, or sslmode=verify-full with sslrootcert=FILE";

/** The code that a driver or Node gave an error; "" where it has none. */
export function codeOf(error: unknown): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return typeof inner === "object" && inner !== null && "code" in inner ? String(inner.code) : "";
}

export function firstLine(error: unknown): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return (inner instanceof Error ? inner.message : String(inner)).split("\n", 1)[0];
}

const known = ["sslmode", "sslrootcert", "host"];
const modes = ["disable", "require", "verify-ca", "verify-full"];

function tlsOf(words: URLSearchParams, place: string): ServerAddress["tls"] {
  const mode = words.get("sslmode") ?? "disable";
  if (!modes.includes(mode))
    throw new InputError(place, `has sslmode=${mode}`, `Write one of ${modes.join(", ")}.`);
  if (mode === "disable") return undefined;
  const file = words.get("sslrootcert");
  const ca = file === null ? {} : { ca: certificate(file, place) };
  return { rejectUnauthorized: mode !== "require", ...ca };
}

function certificate(file: string, place: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError(place, `sslrootcert cannot be read (${firstLine(error)})`, "Check the path.");
  }
}

function decoded(text: string): string | undefined {
  if (text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
