-- Renews the lease of a participant, or of a device in the lobby.
-- KEYS[1] hash with version and state; KEYS[2] hash of leases
-- ARGV[1] participant; ARGV[2] user; ARGV[3] lease in ms; ARGV[4] time to live in ms
-- Answers 1 where it is renewed, 0 where there is none of this user, -1 where the state is lost.
if redis.call('EXISTS', KEYS[1]) == 0 then
  return -1
end
if redis.call('HGET', KEYS[2], 'user:' .. ARGV[1]) ~= ARGV[2] then
  return 0
end
local time = redis.call('TIME')
redis.call('HSET', KEYS[2], ARGV[1], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1
