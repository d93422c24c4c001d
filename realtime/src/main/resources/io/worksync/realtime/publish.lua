-- Appends publications to a topic's stream and sends them to its subscribers, as one step.
--
-- KEYS  1 meta (hash: e epoch, o offset, s last sequence)   2 stream
-- ARGV  1 pub/sub channel  2 fresh epoch  3 history size  4 stream ttl ms  5 meta ttl ms  6 key ttl ms
--       7 prefix of idempotency keys ('' when no publication has one)
--       then four per publication: sequence or ''  key or ''  control or '-'  data
-- Returns {status, epoch, offset, last}: status 1 appended (all that were not yet there), 0 all were
-- published before, -1 a gap in the sequences: what came before the gap is appended, nothing after it.
local meta = redis.call('HMGET', KEYS[1], 'e', 'o', 's')
local size = tonumber(ARGV[3])
local epoch = meta[1]
local offset = tonumber(meta[2] or '0')
local last = tonumber(meta[3] or '-1')
local status = 0
if not epoch then
  epoch = ARGV[2]
  -- a topic that Redis does not know of may be new, or lost: only a first sequence proves it new
  redis.call('HSET', KEYS[1], 'e', epoch, 'o', 0)
  redis.call('DEL', KEYS[2])
end
for i = 8, #ARGV, 4 do
  local seq = tonumber(ARGV[i])
  local skip = false
  if seq then
    if last >= 0 and seq <= last then
      skip = true
    elseif seq ~= 1 and seq ~= last + 1 then
      status = -1
      break
    end
  end
  if not skip and ARGV[i + 1] ~= '' then
    skip = not redis.call('SET', ARGV[7] .. ARGV[i + 1], '1', 'NX', 'PX', ARGV[6])
  end
  if not skip then
    if size > 0 then
      offset = offset + 1
      redis.call('XADD', KEYS[2], 'MAXLEN', size, offset .. '-0', 'c', ARGV[i + 2], 'd', ARGV[i + 3])
    end
    if seq then
      last = seq
    end
    local head = size > 0 and (epoch .. ' ' .. offset) or ' 0'
    redis.call('SPUBLISH', ARGV[1], head .. ' ' .. ARGV[i + 2] .. '\n' .. ARGV[i + 3])
    status = 1
  end
end
if size > 0 then
  if last >= 0 then
    redis.call('HSET', KEYS[1], 'o', offset, 's', last)
  else
    redis.call('HSET', KEYS[1], 'o', offset)
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
else
  redis.call('DEL', KEYS[1])
end
return {status, epoch, offset, last}
