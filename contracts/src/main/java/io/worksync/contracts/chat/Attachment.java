package io.worksync.contracts.chat;

/// A file of a message.
public record Attachment(String id, String name, String mediaType, long size) {}
