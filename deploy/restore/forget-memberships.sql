-- After a restore, in the databases of presence-service, notification-service and signaling-service, while they stand still.
-- Their copies of who is in which channel begin anew with what announce-memberships.sql has chat-service tell; until then
-- they ask chat-service.
TRUNCATE memberships;
