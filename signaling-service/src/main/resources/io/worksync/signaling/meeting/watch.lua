-- Says when meetings are to be looked at next.
-- KEYS[1] sorted set of meetings by when they are due
-- ARGV[1] in how many ms; ARGV[2] 'NX' to change nothing for those that are known; then meetings
local time = redis.call('TIME')
local at = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
for i = 3, #ARGV do
  if ARGV[2] ~= 'NX' or not redis.call('ZSCORE', KEYS[1], ARGV[i]) then
    redis.call('ZADD', KEYS[1], at, ARGV[i])
  end
end
return 1
