create table meetings (
    id uuid primary key,
    title text,
    channel_id uuid,
    host_id uuid not null,
    started_at timestamptz not null,
    ended_at timestamptz
);
-- One ongoing meeting in a channel, whichever instance starts it.
create unique index meetings_ongoing_in_channel on meetings (channel_id)
    where ended_at is null and channel_id is not null;
create index meetings_ongoing on meetings (id) where ended_at is null;
create index meetings_of_channel on meetings (channel_id, id);
create index meetings_of_host on meetings (host_id, started_at);

create table participations (
    id uuid primary key,
    meeting_id uuid not null references meetings,
    user_id uuid not null,
    display_name text not null,
    device_name text,
    joined_at timestamptz not null,
    left_at timestamptz
);
create index participations_of_meeting on participations (meeting_id, joined_at, id);
create index participations_open_of_user on participations (user_id) where left_at is null;

-- Whom a meeting rings, until when, and how it went; no outcome while it rings.
create table rings (
    meeting_id uuid not null references meetings,
    user_id uuid not null,
    until timestamptz not null,
    outcome text check (outcome in ('answered', 'missed')),
    primary key (meeting_id, user_id)
);
create index rings_open on rings (until) where outcome is null;

-- Projection of the Kafka topic worksync.chat.memberships.
create table memberships (
    channel_id uuid not null,
    user_id uuid not null,
    joined boolean not null,
    version bigint not null,
    primary key (channel_id, user_id)
);

-- Events that wait for Kafka, in order.
create table outbox (
    id bigint generated always as identity primary key,
    event_id uuid not null,
    type text not null,
    key text not null,
    payload text not null,
    at timestamptz not null
);
