-- Leaves an order for the host of a room and wakes it.
-- KEYS[1] stream of orders
-- ARGV[1] order; ARGV[2] most that are kept; ARGV[3] time to live in ms; ARGV[4] channel to wake by; ARGV[5] the meeting
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'order', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1
