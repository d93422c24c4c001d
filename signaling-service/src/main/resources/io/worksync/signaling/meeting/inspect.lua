-- Tells which leases of a meeting are over, which TURN credentials end before long, and in how many
-- ms the next of both is due.
-- KEYS[1] hash with version and state; KEYS[2] hash of leases
-- ARGV[1] how many ms before their end credentials are due; ARGV[2] the most to wait
-- Answers {whether the state is there, ms to wait, {over}, {due credentials: participant, end}}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local wait = tonumber(ARGV[2])
local over = {}
local due = {}
local fields = redis.call('HGETALL', KEYS[2])
for i = 1, #fields, 2 do
  local field = fields[i]
  local left
  if string.sub(field, 1, 4) == 'ice:' then
    left = fields[i + 1] - ARGV[1] - now
    if left <= 0 then
      table.insert(due, string.sub(field, 5))
      table.insert(due, fields[i + 1])
    end
  elseif string.sub(field, 1, 5) ~= 'user:' then
    left = fields[i + 1] - now
    if left <= 0 then
      table.insert(over, field)
    end
  end
  if left and left < wait then
    wait = left
  end
end
return {redis.call('EXISTS', KEYS[1]), math.max(wait, 0), over, due}
