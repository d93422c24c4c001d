// One node of the peer: a Socket.IO 4 chat. Every message is committed before it is acknowledged, and goes to the other
// node through Redis. Nothing here waits that need not, and nothing is logged per message.
import { createServer } from "node:http";
import { createPublicKey } from "node:crypto";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import jwt from "jsonwebtoken";
import pg from "pg";
import { Server } from "socket.io";

const POOL = 20;
const PAGE = 50;
const MAX_MISSED = 1000;
const MAX_TEXT = 16000;

const env = process.env;
const key = createPublicKey(env.PEER_PUBLIC_KEY);
const pool = new pg.Pool({ connectionString: env.PEER_DATABASE_URL, max: POOL, min: POOL, idleTimeoutMillis: 0 });
const publisher = new Redis(env.PEER_REDIS_URL);
const subscriber = publisher.duplicate();

// The channel's row is the lock that makes seq dense and ordered; a stranger updates nothing and so inserts nothing.
const STORE = {
  name: "store",
  text: `WITH next AS (
           UPDATE channels c SET last_seq = last_seq + 1 FROM members m
           WHERE c.id = $1 AND m.channel_id = c.id AND m.user_id = $2
           RETURNING c.last_seq)
         INSERT INTO messages (channel_id, seq, author_id, client_id, text)
         SELECT $1, last_seq, $2, $3, $4 FROM next
         RETURNING id, seq, created_at`,
};
const CHANNELS = { name: "channels", text: "SELECT channel_id FROM members WHERE user_id = $1" };
const HISTORY = {
  name: "history",
  text: `SELECT id, channel_id AS "channelId", seq, author_id AS "authorId", client_id AS "clientId", text, created_at AS "createdAt"
         FROM messages
         WHERE channel_id = $1 AND seq < $3 AND EXISTS (SELECT 1 FROM members WHERE channel_id = $1 AND user_id = $2)
         ORDER BY seq DESC LIMIT ${PAGE}`,
};
const MISSED = {
  name: "missed",
  text: `SELECT id, channel_id AS "channelId", seq, author_id AS "authorId", client_id AS "clientId", text, created_at AS "createdAt"
         FROM messages
         WHERE channel_id = $1 AND seq > $3 AND EXISTS (SELECT 1 FROM members WHERE channel_id = $1 AND user_id = $2)
         ORDER BY seq LIMIT ${MAX_MISSED}`,
};
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  allowUpgrades: false,
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
  maxHttpBufferSize: 131072,
  adapter: createAdapter(publisher, subscriber, { key: "peer" }),
});
// the handshake's request is not needed any more and would stay in memory (Socket.IO's own advice)
io.engine.on("connection", (raw) => {
  raw.request = null;
});

// As WorkSync does, a connection is welcomed when it is known which channels it is in.
io.use((socket, next) => {
  let user;
  try {
    user = jwt.verify(socket.handshake.auth.token, key, { algorithms: ["RS256"], issuer: "bench", audience: "peer" }).sub;
  } catch {
    next(new Error("invalid token"));
    return;
  }
  pool.query({ ...CHANNELS, values: [user] }).then(
    ({ rows }) => {
      socket.data.user = user;
      socket.data.channels = rows.map((row) => row.channel_id);
      next();
    },
    () => next(new Error("unavailable")),
  );
});

io.on("connection", (socket) => {
  const { user, channels } = socket.data;
  socket.join(channels);
  const since = socket.handshake.auth.since;
  if (since) {
    catchUp(socket, user, since);
  }
  socket.on("message", (message, ack) => store(user, message, ack));
  socket.on("history", (query, ack) => history(user, query, ack));
  socket.on("disconnect", (reason, details) => {
    if (reason !== "transport close") console.error(new Date().toISOString(), reason, details?.description ?? details ?? "");
  });
});

async function store(author, { channelId, text, clientId }, ack) {
  if (typeof text !== "string" || text.length === 0 || text.length > MAX_TEXT) {
    ack({ error: "text" });
    return;
  }
  try {
    const { rows } = await pool.query({ ...STORE, values: [channelId, author, clientId, text] });
    if (rows.length === 0) {
      ack({ error: "not a member" });
      return;
    }
    const { id, seq, created_at: createdAt } = rows[0];
    io.to(channelId).emit("message", { id, channelId, seq, authorId: author, text, clientId, createdAt });
    ack({ id, seq, createdAt });
  } catch {
    ack({ error: "unavailable" });
  }
}

async function history(user, { channelId, before }, ack) {
  try {
    const { rows } = await pool.query({ ...HISTORY, values: [channelId, user, before ?? Number.MAX_SAFE_INTEGER] });
    ack({ items: rows.reverse() });
  } catch {
    ack({ error: "unavailable" });
  }
}

// What Socket.IO's guide does for a client that comes back: it says what it saw last, and is sent what came after.
async function catchUp(socket, user, since) {
  try {
    for (const [channelId, seq] of Object.entries(since)) {
      const { rows } = await pool.query({ ...MISSED, values: [channelId, user, seq] });
      socket.emit("missed", rows);
    }
  } catch {
    socket.disconnect(true);
  }
}

// A benchmark that measures memory asks for a collection first, as it does of the JVM.
process.on("SIGUSR2", () => globalThis.gc?.());
process.on("SIGTERM", () => process.exit(0));
// ends with the benchmark that started it
process.stdin.resume().on("end", () => process.exit(0));

await Promise.all([pool.query("SELECT 1"), publisher.ping()]);
http.listen(Number(env.PEER_PORT), "127.0.0.1", 4096, () => console.log("ready"));
