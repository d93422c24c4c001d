-- People, as their tokens describe them. last_event numbers what is announced on the topic user:{id}.
CREATE TABLE users (
  id uuid PRIMARY KEY,
  username text NOT NULL,
  display_name text NOT NULL,
  role text NOT NULL CHECK (role IN ('MEMBER', 'GUEST', 'ADMIN')),
  last_event bigint NOT NULL DEFAULT 0,
  seen_at timestamptz NOT NULL,
  welcomed_at timestamptz
) WITH (fillfactor = 80);
CREATE INDEX users_by_username ON users (lower(username) text_pattern_ops);

-- The counter row of a channel: whoever holds its lock gives the next seq (messages) and the next event (everything
-- announced on the topic channel:{id}), so commit order is their order and neither has a gap.
CREATE TABLE channels (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('PUBLIC', 'PRIVATE', 'DIRECT')),
  name text,
  purpose text,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES users,
  last_seq bigint NOT NULL DEFAULT 0,
  last_event bigint NOT NULL DEFAULT 0,
  member_count integer NOT NULL DEFAULT 0,
  -- the sorted ids of exactly the people of a direct channel
  people text,
  CHECK ((kind = 'DIRECT') = (people IS NOT NULL)),
  CHECK ((kind = 'DIRECT') = (name IS NULL))
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX channels_by_people ON channels (people);
CREATE INDEX public_channels_by_name ON channels (lower(name), id) WHERE kind = 'PUBLIC';

CREATE TABLE memberships (
  channel_id uuid NOT NULL REFERENCES channels,
  user_id uuid NOT NULL REFERENCES users,
  role text NOT NULL CHECK (role IN ('OWNER', 'MEMBER')),
  joined_at timestamptz NOT NULL,
  read_seq bigint NOT NULL,
  muted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (channel_id, user_id)
) WITH (fillfactor = 70);
CREATE INDEX memberships_by_user ON memberships (user_id);

-- No foreign keys to the channel and the author: a message is inserted under the lock of its author's membership, which
-- has both, and each key would cost every send another row lock.
CREATE TABLE messages (
  id uuid PRIMARY KEY,
  channel_id uuid NOT NULL,
  seq bigint NOT NULL,
  author_id uuid NOT NULL,
  client_id text NOT NULL,
  text text NOT NULL,
  thread_id uuid,
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  -- ids joined by commas
  mentioned text NOT NULL DEFAULT '',
  mentions_channel boolean NOT NULL DEFAULT false,
  mentions_here boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX messages_in_order ON messages (channel_id, seq);
-- the same clientId by the same author in the same channel is one message for ever
CREATE UNIQUE INDEX messages_by_client_id ON messages (channel_id, author_id, client_id);
CREATE INDEX messages_by_thread ON messages (thread_id, seq) WHERE thread_id IS NOT NULL;

-- Whom a message calls; the nil UUID stands for everybody in the channel.
CREATE TABLE mentions (
  channel_id uuid NOT NULL,
  user_id uuid NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (channel_id, user_id, seq)
);

CREATE TABLE reactions (
  message_id uuid NOT NULL REFERENCES messages,
  emoji text NOT NULL,
  user_id uuid NOT NULL REFERENCES users,
  reacted_at timestamptz NOT NULL,
  PRIMARY KEY (message_id, emoji, user_id)
);

-- What is yet to be announced. A row goes when it is on its topic and, if it has one, on its Kafka topic.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL,
  topic text NOT NULL,
  -- the event's number in its topic; null where order does not matter
  position bigint,
  type text NOT NULL,
  at timestamptz NOT NULL,
  data text NOT NULL,
  control text,
  kafka_topic text,
  kafka_key text,
  kafka_value text
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE UNIQUE INDEX outbox_in_order ON outbox (topic, position);

INSERT INTO channels (id, kind, name, purpose, created_at)
VALUES ('00000000-0000-7000-8000-000000000001', 'PUBLIC', 'general', 'For everybody', now());
