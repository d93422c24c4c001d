-- The time by the clock of the server that has the key, which in a cluster is one of several.
--
-- KEYS  1 nodes
return redis.call('TIME')
