-- What chat-service says of memberships; one that ended stays as a row, so that an older event cannot bring it back.
CREATE TABLE memberships (
    channel_id uuid NOT NULL,
    user_id uuid NOT NULL,
    joined boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (channel_id, user_id)
);

CREATE INDEX memberships_of_user ON memberships (user_id, channel_id) WHERE joined;

-- What people say of themselves.
CREATE TABLE statuses (
    user_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    availability text NOT NULL CHECK (availability IN ('auto', 'away', 'dnd', 'invisible')),
    status_text text CHECK (length(status_text) <= 100),
    status_emoji text CHECK (length(status_emoji) <= 64),
    until timestamptz,
    settled_version bigint NOT NULL DEFAULT 0
);

-- Those stored and not yet taken over into live presence.
CREATE INDEX statuses_unsettled ON statuses (user_id) WHERE version > settled_version;
