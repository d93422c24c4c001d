package io.worksync.chat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.worksync.stack.test.StackTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Runs against real PostgreSQL, Kafka, Redis and Keycloak.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
public @interface RealStack {}
