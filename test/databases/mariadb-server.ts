import mysql from "mysql2/promise";
import { certificate } from "./certificate.js";
import { installed, serverFolder, startServer, whenStarted } from "./temporary-server.js";
import { password, passwordInAddress, type TestDatabase } from "./test-database.js";

const folders = ["/usr/sbin", "/usr/bin", "/usr/local/bin"];
const program = installed("mariadbd", folders);
const install = installed("mariadb-install-db", folders);

export const hasMariadb = program !== undefined && install !== undefined;

/** A server of its own with the user "shop", who may only read. */
export async function startMariadb(): Promise<TestDatabase> {
  const folder = serverFolder();
  const data = `${folder.path}/data`;
  const once = ["--auth-root-authentication-method=normal", "--skip-test-db"];
  folder.run(install ?? "", ["--no-defaults", `--datadir=${data}`, ...once]);
  const tls = certificate(folder);
  const first = folder.write(
    "first.sql",
    `CREATE DATABASE shop CHARACTER SET utf8mb4;
CREATE USER 'owner'@'%' IDENTIFIED BY '${password}';
CREATE USER 'shop'@'%' IDENTIFIED BY '${password}';
GRANT ALL ON *.* TO 'owner'@'%';
GRANT SELECT ON shop.* TO 'shop'@'%';
`,
  );
  const words = (port: number) => [
    "--no-defaults",
    `--datadir=${data}`,
    `--socket=${folder.path}/socket`,
    `--port=${port}`,
    `--init-file=${first}`,
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--innodb-buffer-pool-size=32M",
    "--innodb-flush-log-at-trx-commit=0",
    "--default-time-zone=+01:00",
    ...(tls === undefined ? [] : [`--ssl-cert=${tls.certificate}`, `--ssl-key=${tls.key}`]),
  ];
  const server = await startServer(folder, { program: program ?? "", words, signal: "TERM" });
  const who = { host: "127.0.0.1", port: server.port, user: "owner", password, database: "shop" };
  const client = await whenStarted(() => mysql.createConnection({ ...who, multipleStatements: true }));
  await client.query("SET sql_mode = 'NO_BACKSLASH_ESCAPES'");
  return {
    kind: "mysql",
    address: ({ user = "shop", database = "shop", port = server.port, words: more = "", ...given } = {}) =>
      `mysql://${user}:${given.password ?? passwordInAddress}@127.0.0.1:${port}/${database}${more}`,
    run: async (sql) => void (await client.query(sql)),
    quote: (name) => `\`${name.replaceAll("`", "``")}\``,
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}
