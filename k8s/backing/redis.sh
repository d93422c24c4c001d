#!/bin/sh
# Puts the passwords into the list of accounts and starts Redis with it.
set -eu
umask 077
cp /etc/worksync/redis/redis-users.acl /run/redis/users.acl
for service in gateway chat-service presence-service notification-service signaling-service; do
    password=$(cat "/etc/worksync/secrets/$service-redis-password")
    sed -i "s|{{$service}}|$password|" /run/redis/users.acl
done
printf 'user default off\n' >> /run/redis/users.acl
exec redis-server --dir /data --appendonly yes --save '' --maxmemory 256mb --maxmemory-policy noeviction \
    --aclfile /run/redis/users.acl
