// Makes the peer's database and fills it with the channels and members that stdin names:
// [{"id": "<uuid>", "members": ["<user>", …]}, …]. What was there before is gone.
import { text } from "node:stream/consumers";
import pg from "pg";

const url = new URL(process.env.PEER_DATABASE_URL);
const name = url.pathname.slice(1);

async function connected(database, work) {
  const client = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: database }).href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

await connected("postgres", async (client) => {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
  if (rowCount === 0) {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  }
});

const channels = JSON.parse(await text(process.stdin));
await connected(name, async (client) => {
  await client.query(`
    CREATE TABLE IF NOT EXISTS channels (id uuid PRIMARY KEY, last_seq bigint NOT NULL DEFAULT 0);
    CREATE TABLE IF NOT EXISTS members (
      channel_id uuid REFERENCES channels, user_id uuid, PRIMARY KEY (channel_id, user_id));
    CREATE INDEX IF NOT EXISTS members_by_user ON members (user_id, channel_id);
    CREATE TABLE IF NOT EXISTS messages (
      id uuid NOT NULL DEFAULT uuidv7(),
      channel_id uuid NOT NULL REFERENCES channels,
      seq bigint NOT NULL,
      author_id uuid NOT NULL,
      client_id text NOT NULL,
      text text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (channel_id, seq));
    TRUNCATE channels, members, messages`);
  await client.query("INSERT INTO channels (id) SELECT unnest($1::uuid[])", [channels.map((channel) => channel.id)]);
  for (const { id, members } of channels) {
    await client.query("INSERT INTO members SELECT $1, unnest($2::uuid[])", [id, members]);
  }
  await client.query("ANALYZE channels, members");
});
