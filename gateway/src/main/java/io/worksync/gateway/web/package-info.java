/// The HTTP side of the door: the API, the web client's files, documents and problems.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.web;
