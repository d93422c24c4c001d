-- Who is in a meeting now. A user who came or went is due to be looked at.
--
-- KEYS  1 the meeting (hash: v version, u users with blanks between)  2 due users
-- ARGV  1 meeting  2 version  3 prefix of the sets of a user's meetings  4 kept for ms  5.. users
-- Returns the users who came or went.
local known = redis.call('HMGET', KEYS[1], 'v', 'u')
if known[1] and tonumber(known[1]) >= tonumber(ARGV[2]) then
  return {}
end
local changed = {}
local function change(command, user)
  redis.call(command, ARGV[3] .. user, ARGV[1])
  redis.call('ZADD', KEYS[2], 'LT', 0, user)
  changed[#changed + 1] = user
end
local before = {}
for user in string.gmatch(known[2] or '', '%S+') do
  before[user] = true
end
for i = 5, #ARGV do
  if before[ARGV[i]] then
    before[ARGV[i]] = nil
  else
    change('SADD', ARGV[i])
  end
  redis.call('PEXPIRE', ARGV[3] .. ARGV[i], ARGV[4])
end
for user in pairs(before) do
  change('SREM', user)
end
redis.call('HSET', KEYS[1], 'v', ARGV[2], 'u', table.concat(ARGV, ' ', 5))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return changed
