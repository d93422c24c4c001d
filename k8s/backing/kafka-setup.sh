#!/bin/sh
# Creates topics and rights once the broker answers; both can be done again.
set -eu
bin=/opt/kafka/bin
until $bin/kafka-topics.sh --bootstrap-server localhost:9094 --list > /dev/null 2>&1; do sleep 2; done
while read -r topic policy; do
    $bin/kafka-topics.sh --bootstrap-server localhost:9094 --create --if-not-exists --topic "$topic" --partitions 3 \
        --config "cleanup.policy=${policy:-delete}"
done < /etc/worksync/kafka/kafka-topics.txt
while read -r service operation kind name; do
    $bin/kafka-acls.sh --bootstrap-server localhost:9094 --add --allow-principal "User:$service" --operation "$operation" \
        "--$kind" "$name"
done < /etc/worksync/kafka/kafka-acls.txt
# a sidecar that ended would be started again
exec sleep infinity
