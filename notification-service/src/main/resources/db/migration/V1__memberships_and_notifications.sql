-- What chat-service says of memberships; one that ended stays as a row, so that an older event cannot bring it back.
CREATE TABLE memberships (
    channel_id uuid NOT NULL,
    user_id uuid NOT NULL,
    joined boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (channel_id, user_id)
);

-- The inboxes. One that was withdrawn stays as a row, so that a repeated event cannot bring it back. Times have
-- milliseconds, as clients have them: "read up to here" must reach what the client saw.
CREATE TABLE notifications (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    recipient_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('direct_message', 'mention', 'channel_mention', 'missed_call')),
    channel_id uuid,
    message_id uuid,
    message_version integer,
    seq bigint,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    title text NOT NULL,
    body text NOT NULL CHECK (length(body) <= 200),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    read_at timestamptz(3),
    withdrawn_at timestamptz(3),
    -- what the recipient's devices have not been told yet: of the entry's creation, of its change, or to reload all
    untold text CHECK (untold IN ('created', 'updated', 'reload')),
    changed_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (recipient_id, message_id)
);

CREATE INDEX notifications_of_recipient ON notifications (recipient_id, id DESC) WHERE withdrawn_at IS NULL;
CREATE INDEX notifications_unread ON notifications (recipient_id, id DESC)
    WHERE read_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX notifications_of_message ON notifications (message_id);
CREATE INDEX notifications_untold ON notifications (recipient_id) WHERE untold IS NOT NULL;
CREATE INDEX notifications_by_age ON notifications (created_at);
