-- Begins a new epoch: what the stream held cannot be proved whole any more. Nobody is told here: the next
-- publication, or a position check, carries the new epoch. An epoch in which nothing was published yet is as good
-- as a new one: whoever is in it knows that it holds nothing of the time before.
--
-- KEYS  1 meta  2 stream
-- ARGV  1 fresh epoch  2 meta ttl ms  3 last sequence  4 the last sequence that the caller saw ('' for none)
-- Returns 1, or 0 when another publisher moved on in between.
local last = redis.call('HGET', KEYS[1], 's') or ''
if last ~= ARGV[4] then
  return 0
end
if last == '' and redis.call('HGET', KEYS[1], 'o') == '0' then
  redis.call('HSET', KEYS[1], 's', ARGV[3])
else
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'e', ARGV[1], 'o', 0, 's', ARGV[3])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
