-- A scheduled meeting starts when its first participant comes.
alter table meetings alter column started_at drop not null;
alter table meetings
    add column created_at timestamptz not null default now(),
    add column scheduled_for timestamptz,
    add column join_code text,
    add column locked boolean not null default false,
    add column lobby boolean not null default false,
    add column e2ee boolean not null default false,
    add column relay_only boolean not null default false,
    add column media_plane text not null default 'mesh',
    add column recorded_by uuid,
    add column recorded_since timestamptz,
    add column version bigint not null default 0;
update meetings
    set join_code = rtrim(translate(encode(uuid_send(gen_random_uuid()), 'base64'), '+/', '-_'), '=');
alter table meetings alter column join_code set not null;
create unique index meetings_of_join_code on meetings (join_code);
create index meetings_created_by on meetings (host_id, created_at);
drop index meetings_of_host;
-- Meetings that are scheduled stand beside the channel's own one.
drop index meetings_ongoing_in_channel;
create unique index meetings_ongoing_in_channel on meetings (channel_id)
    where ended_at is null and channel_id is not null and scheduled_for is null;

-- What a participant is and shows, so that nothing is lost with the live state; an older version
-- never replaces a newer one.
alter table participations
    add column role text not null default 'participant',
    add column audio boolean not null default false,
    add column video boolean not null default false,
    add column screen boolean not null default false,
    add column hand boolean not null default false,
    add column resume_hash text not null default '',
    add column left_reason text,
    add column version bigint not null default 0;

-- Devices that wait to be let in.
create table lobby (
    id uuid primary key,
    meeting_id uuid not null references meetings,
    user_id uuid not null,
    display_name text not null,
    device_name text,
    audio boolean not null,
    video boolean not null,
    resume_hash text not null,
    waiting_since timestamptz not null
);
create index lobby_of_meeting on lobby (meeting_id);

-- People beside the channel's members who may see a meeting: invited ones, and those with its code.
create table guests (
    meeting_id uuid not null references meetings,
    user_id uuid not null,
    primary key (meeting_id, user_id)
);

alter table rings
    add column caller jsonb,
    add column rung_at timestamptz not null default now();
alter table rings drop constraint rings_outcome_check;
alter table rings add constraint rings_outcome_check
    check (outcome in ('answered', 'declined', 'busy', 'cancelled', 'missed'));
create index rings_of_user on rings (user_id) where outcome is null;
