package io.worksync.gateway.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.worksync.realtime.ClientInfo;

/// Writes the `ClientInfo` of the protocol as JSON.
final class JsonClients {

    private JsonClients() {}

    static String write(ClientInfo info) {
        StringBuilder out = new StringBuilder(128);
        out.append("{\"user\":\"");
        escape(info.user(), out);
        out.append("\",\"client\":\"");
        escape(info.client(), out);
        out.append('"');
        if (info.connInfo() != null) {
            out.append(",\"conn_info\":").append(info.connInfo());
        }
        return out.append('}').toString();
    }

    private static void escape(String text, StringBuilder out) {
        JsonStringEncoder.getInstance().quoteAsString(text, out);
    }
}
