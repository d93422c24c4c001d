-- Reads what a subscriber missed since a position, with the top as of the same moment.
--
-- KEYS  1 meta  2 stream
-- ARGV  1 fresh epoch  2 meta ttl ms  3 epoch since  4 offset since  5 limit
-- Returns {whole (1 or 0), epoch, top offset, entries}.
local meta = redis.call('HMGET', KEYS[1], 'e', 'o')
if not meta[1] then
  redis.call('HSET', KEYS[1], 'e', ARGV[1], 'o', 0)
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  redis.call('DEL', KEYS[2])
  return {0, ARGV[1], 0, {}}
end
local epoch = meta[1]
local top = tonumber(meta[2])
local since = tonumber(ARGV[4])
if epoch ~= ARGV[3] or since > top or top - since > tonumber(ARGV[5]) then
  return {0, epoch, top, {}}
end
if since == top then
  return {1, epoch, top, {}}
end
local entries = redis.call('XRANGE', KEYS[2], (since + 1) .. '-0', '+')
-- offsets in a stream are dense, so as many entries as offsets means that none is missing
if #entries ~= top - since then
  return {0, epoch, top, {}}
end
return {1, epoch, top, entries}
