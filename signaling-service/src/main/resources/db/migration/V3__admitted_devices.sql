-- Whether a host let the device in, which comes in a moment.
alter table lobby add column admitted boolean not null default false;
