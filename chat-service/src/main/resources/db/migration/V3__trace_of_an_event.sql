-- The trace of the call that an event comes from (W3C Trace Context), where it is kept.
ALTER TABLE outbox ADD COLUMN traceparent text;
