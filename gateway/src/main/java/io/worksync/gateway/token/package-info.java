/// Who calls: access tokens of the identity provider, verified here and again by each service.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.token;
