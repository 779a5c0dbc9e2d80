import pg from "pg";
import { certificate } from "./certificate.js";
import { installed, serverFolder, startServer, whenStarted } from "./temporary-server.js";
import { password, passwordInAddress, type TestDatabase } from "./test-database.js";

const initdb = installed("initdb", ["/usr/lib/postgresql/*/bin", "/usr/local/bin", "/usr/bin"]);

export const hasPostgres = initdb !== undefined;

/** A cluster of its own; "shop" may come as it likes, "secure" only by TLS. */
export async function startPostgres(): Promise<TestDatabase> {
  const folder = serverFolder();
  const secret = folder.write("password", password);
  const data = `${folder.path}/data`;
  const setting = ["-U", "owner", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"];
  folder.run(initdb ?? "", ["-D", data, `--pwfile=${secret}`, ...setting]);
  folder.write(
    "data/pg_hba.conf",
    "host all owner,shop 127.0.0.1/32 scram-sha-256\nhostssl all secure 127.0.0.1/32 scram-sha-256\n",
  );
  const tls = certificate(folder);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
    shared_buffers: "16MB",
    timezone: "Europe/Paris",
    ...(tls === undefined ? {} : { ssl: "on", ssl_cert_file: tls.certificate, ssl_key_file: tls.key }),
  };
  const flags = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  const program = (initdb ?? "").replace(/initdb$/, "postgres");
  const words = (port: number) => ["-D", data, "-p", `${port}`, ...flags];
  const server = await startServer(folder, { program, words, signal: "INT" });
  const who = { host: "127.0.0.1", port: server.port, user: "owner", password, database: "postgres" };
  const client = await whenStarted(async () => {
    const started = new pg.Client(who);
    await started.connect();
    return started;
  });
  for (const user of ["shop", "secure"])
    await client.query(`CREATE USER ${user} PASSWORD '${password}'; GRANT pg_read_all_data TO ${user}`);
  return {
    kind: "postgres",
    address: ({ user = "shop", database = "postgres", port = server.port, ...given } = {}) => {
      const secret = given.password ?? passwordInAddress;
      return `postgresql://${user}:${secret}@127.0.0.1:${port}/${database}${given.words ?? ""}`;
    },
    run: async (sql) => void (await client.query(sql)),
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}
