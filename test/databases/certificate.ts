import { installed, type ServerFolder } from "./temporary-server.js";

const openssl = installed("openssl", ["/usr/bin", "/usr/local/bin"]);

export const hasCertificates = openssl !== undefined;

/** A certificate for the loopback that nobody else trusts; undefined where none can be made. */
export function certificate(folder: ServerFolder): { certificate: string; key: string } | undefined {
  if (openssl === undefined) return undefined;
  const [key, made] = [`${folder.path}/server.key`, `${folder.path}/server.crt`];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject];
  folder.run(openssl, [...words, "-keyout", key, "-out", made]);
  return { certificate: made, key };
}
