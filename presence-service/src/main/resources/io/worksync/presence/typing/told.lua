-- An end was told. Somebody who began again meanwhile must be told again, since the end came after it.
--
-- KEYS  1 typing, by when it ends  2 ends that are being told
-- ARGV  1 who and where
-- Returns when the new typing ends, or ''.
redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('ZSCORE', KEYS[1], ARGV[1]) or ''
