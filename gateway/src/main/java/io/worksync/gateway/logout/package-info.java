/// OpenID Connect Back-Channel Logout: the identity provider says who signed out.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.logout;
