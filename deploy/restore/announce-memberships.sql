-- After a restore, in chat-service's database, while all services stand still: has chat-service tell Kafka of every
-- membership again. The topic is nobody's, since people know where they are members.
INSERT INTO outbox (event_id, topic, type, at, data, kafka_topic, kafka_key, kafka_value)
SELECT gen_random_uuid(), 'user:00000000-0000-0000-0000-000000000000', 'member.joined', now(), '{"type":"member.joined"}',
       'worksync.chat.memberships', m.channel_id || ':' || m.user_id,
       json_build_object(
         'channelId', m.channel_id,
         'userId', m.user_id,
         'role', lower(m.role),
         'joined', true,
         'version', c.last_event,
         'channel', json_build_object('id', c.id, 'kind', lower(c.kind), 'name', c.name))::text
FROM memberships m
JOIN channels c ON c.id = m.channel_id
ORDER BY m.channel_id, m.user_id;
