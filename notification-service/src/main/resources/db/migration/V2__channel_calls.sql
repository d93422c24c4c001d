-- Messages that called a whole channel, for members whose joining is heard of after them.
CREATE TABLE channel_calls (
    message_id uuid PRIMARY KEY,
    channel_id uuid NOT NULL,
    message_version integer NOT NULL,
    seq bigint NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    sent_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX channel_calls_of_channel ON channel_calls (channel_id, sent_at);
CREATE INDEX channel_calls_by_age ON channel_calls (created_at);
