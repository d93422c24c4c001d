-- Works out what others see of a user, and claims the announcement of it when it changed. One announcement
-- at a time: a claim that is not confirmed runs out, and then whoever comes next announces.
--
-- KEYS  1 the user  2 the user's sessions  3 due users  4 the user's meetings
-- ARGV  1 user  2 status version  3 setting  4 text  5 emoji  6 until ms or ''  7 grace ms  8 claim ms
--       9 how long a user who is away is remembered, ms
-- Returns {} when there is nothing to announce, else
--   {version, visible version, visible version confirmed, visible, reachable, text, emoji, until, last seen, activity}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function whole(number)
  return string.format('%.0f', number)
end

local user = {}
local flat = redis.call('HGETALL', KEYS[1])
for i = 1, #flat, 2 do
  user[flat[i]] = flat[i + 1]
end

-- another instance may have read a newer status than the caller
local setting, text, emoji, ends = ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if tonumber(ARGV[2]) >= tonumber(user.statusVersion or '-1') then
  redis.call('HSET', KEYS[1], 'statusVersion', ARGV[2], 'setting', setting, 'statusText', text,
    'statusEmoji', emoji, 'statusUntil', ends)
else
  setting, text, emoji, ends = user.setting, user.statusText, user.statusEmoji, user.statusUntil
end
local due = nil
local function wake(at)
  if not due or at < due then
    due = at
  end
end
if ends ~= '' then
  if tonumber(ends) <= now then
    setting, text, emoji, ends = 'auto', '', '', ''
  else
    wake(tonumber(ends))
  end
end

local live = redis.call('EXISTS', KEYS[2]) == 1
local reachable = user.reachable or 'offline'
local graceEnds = tonumber(user.left or '0') + tonumber(ARGV[7])
local there = live
if not live and reachable ~= 'offline' and graceEnds > now then
  there = true
  wake(graceEnds)
end
local visible = 'offline'
local newReachable = 'offline'
if there then
  newReachable = (setting == 'auto' or setting == 'invisible') and 'online' or setting
  visible = setting == 'invisible' and 'offline' or newReachable
end
if setting == 'invisible' then
  text, emoji, ends = '', '', ''
end
local activity = visible ~= 'offline' and redis.call('EXISTS', KEYS[4]) == 1 and 'in_meeting' or ''

if tonumber(user.claimUntil or '0') > now then
  wake(tonumber(user.claimUntil))
  redis.call('ZADD', KEYS[3], due, ARGV[1])
  return {}
end

local version = tonumber(user.version or '0')
local visibleVersion = tonumber(user.visibleVersion or '0')
local seen = visible ~= (user.visible or 'offline') or text ~= (user.text or '')
  or emoji ~= (user.emoji or '') or ends ~= (user['until'] or '') or activity ~= (user.activity or '')
if seen or newReachable ~= reachable then
  version = math.max(now, version + 1)
  local lastSeen = user.lastSeen or ''
  if visible == 'offline' and (user.visible or 'offline') ~= 'offline' then
    lastSeen = live and whole(now) or (user.left or whole(now))
  end
  if seen then
    visibleVersion = version
  end
  redis.call('HSET', KEYS[1], 'version', whole(version), 'visibleVersion', whole(visibleVersion),
    'visible', visible, 'reachable', newReachable, 'text', text, 'emoji', emoji, 'until', ends,
    'lastSeen', lastSeen, 'activity', activity)
  user.lastSeen = lastSeen
end
if live then
  redis.call('PERSIST', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[9])
end
if version == tonumber(user.confirmed or '0') then
  if due then
    redis.call('ZADD', KEYS[3], due, ARGV[1])
  else
    redis.call('ZREM', KEYS[3], ARGV[1])
  end
  return {}
end
redis.call('HSET', KEYS[1], 'claimUntil', whole(now + ARGV[8]))
wake(now + ARGV[8])
redis.call('ZADD', KEYS[3], due, ARGV[1])
return {whole(version), whole(visibleVersion), visibleVersion <= tonumber(user.confirmed or '0') and 1 or 0,
  visible, newReachable, text, emoji, ends, user.lastSeen or '', activity}
