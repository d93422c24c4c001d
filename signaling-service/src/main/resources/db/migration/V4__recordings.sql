-- What media servers recorded: the files are in that folder of that server.
create table recordings (
    id bigint generated always as identity primary key,
    meeting_id uuid not null references meetings,
    server text not null,
    folder text not null,
    started_at timestamptz not null,
    ended_at timestamptz
);
create index recordings_of_meeting on recordings (meeting_id, started_at);
