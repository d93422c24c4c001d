package io.worksync.chat.channel;

import io.worksync.chat.ChatConfig;
import io.worksync.chat.page.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Accepts what people call their channels.
@ApplicationScoped
class ChannelTexts {

    private final ChatConfig.Text limits;

    ChannelTexts(ChatConfig config) {
        this.limits = config.text();
    }

    String name(@Nullable String name) {
        return Texts.required("name", name, limits.channelName()).strip();
    }

    @Nullable String purpose(@Nullable String purpose) {
        return Texts.optional("purpose", purpose, limits.channelPurpose());
    }
}
