-- Replaces a meeting's live state if nobody changed it since it was read, and keeps the leases of
-- those who are in it: whoever came gets one, whoever went loses it.
-- KEYS[1] hash with version and state; KEYS[2] hash of leases
-- ARGV[1] version that was read, 0 for none; ARGV[2] new version; ARGV[3] new state
-- ARGV[4] time to live in ms; ARGV[5] lease in ms
-- ARGV[6] how many must have lost their lease for this to hold, who follow
-- then how many went, who follow; then the participant and user of each one who came
local version = redis.call('HGET', KEYS[1], 'version') or '0'
if version ~= ARGV[1] then
  return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local next = 7
for i = next, next + ARGV[6] - 1 do
  local lease = redis.call('HGET', KEYS[2], ARGV[i])
  if lease and tonumber(lease) > now then
    return 0
  end
end
next = next + ARGV[6]
local went = tonumber(ARGV[next])
for i = next + 1, next + went do
  redis.call('HDEL', KEYS[2], ARGV[i], 'user:' .. ARGV[i], 'ice:' .. ARGV[i])
end
for i = next + went + 1, #ARGV, 2 do
  redis.call('HSETNX', KEYS[2], ARGV[i], now + ARGV[5])
  redis.call('HSET', KEYS[2], 'user:' .. ARGV[i], ARGV[i + 1])
end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'state', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1
