-- Documents that the members of a channel change together. The snapshot is theirs to read; the server compares versions
-- only.
CREATE TABLE boards (
  channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
  name text NOT NULL,
  version bigint NOT NULL,
  snapshot bytea NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by uuid NOT NULL REFERENCES users,
  PRIMARY KEY (channel_id, name)
);
