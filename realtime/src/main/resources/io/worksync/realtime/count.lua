-- How many clients are in a topic, and of how many users.
--
-- KEYS  1 leases  2 infos (see join.lua)
-- Returns {clients, users}.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local clients = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
local seen = {}
local users = 0
for _, client in ipairs(clients) do
  local user = string.match(redis.call('HGET', KEYS[2], client) or '', '^[^ ]*')
  if not seen[user] then
    seen[user] = true
    users = users + 1
  end
end
return {#clients, users}
