-- The event that a missed call was heard of by, so that hearing of it again adds no second entry.
ALTER TABLE notifications ADD COLUMN event_id uuid UNIQUE;
