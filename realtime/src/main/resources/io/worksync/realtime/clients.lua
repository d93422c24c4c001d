-- The infos of the clients in a topic.
--
-- KEYS  1 leases  2 infos (see join.lua)
-- ARGV  1 how many at most
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local clients = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf', 'LIMIT', 0, ARGV[1])
local infos = {}
for _, client in ipairs(clients) do
  local info = redis.call('HGET', KEYS[2], client)
  if info then
    infos[#infos + 1] = info
  end
end
return infos
