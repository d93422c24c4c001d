-- What the server that has the key, which in a cluster is one of several, tells of itself.
--
-- KEYS  1 nodes
return redis.call('INFO', 'server')
