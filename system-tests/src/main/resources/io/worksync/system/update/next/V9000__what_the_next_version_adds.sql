-- Beside what is there, so that this version runs on. Whoever waits for a lock holds up everybody behind: so not for long.
SET LOCAL lock_timeout = '2s';
ALTER TABLE messages ADD COLUMN note_of_next_version text;
CREATE INDEX messages_noted_by_next_version ON messages (channel_id, seq) WHERE note_of_next_version IS NOT NULL;
