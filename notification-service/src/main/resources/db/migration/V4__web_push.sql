-- Browsers that may be reached while nobody looks (RFC 8030, RFC 8291). An endpoint is one browser; whoever signs in there
-- takes it over.
CREATE TABLE push_subscriptions (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id uuid NOT NULL,
    endpoint text NOT NULL UNIQUE CHECK (length(endpoint) <= 2048),
    public_key bytea NOT NULL CHECK (length(public_key) = 65),
    auth_secret bytea NOT NULL CHECK (length(auth_secret) = 16),
    device_name text CHECK (length(device_name) <= 100),
    -- the token that it was taken with: whose access is revoked is told nothing more
    sign_in text,
    token_issued_at timestamptz NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    confirmed_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE INDEX push_subscriptions_of_user ON push_subscriptions (user_id, confirmed_at);

-- What is still to be sent to a browser, made in the same step as the entry of the inbox.
CREATE TABLE pushes (
    notification_id uuid NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
    subscription_id uuid NOT NULL REFERENCES push_subscriptions (id) ON DELETE CASCADE,
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    PRIMARY KEY (notification_id, subscription_id)
);

CREATE INDEX pushes_by_due ON pushes (due_at);
CREATE INDEX pushes_of_subscription ON pushes (subscription_id);

-- What presence-service says of people, for whether they look at WorkSync anyway.
CREATE TABLE presences (
    user_id uuid PRIMARY KEY,
    availability text NOT NULL,
    changed_at timestamptz NOT NULL
);
