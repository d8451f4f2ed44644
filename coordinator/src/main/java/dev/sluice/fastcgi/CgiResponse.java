package dev.sluice.fastcgi;

import dev.sluice.host.HttpAnswer;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the answer of a CGI program, which has its status among the headers (RFC 3875, section 6.3). */
final class CgiResponse {
    private static final Pattern END_OF_HEADERS = Pattern.compile("\r?\n\r?\n");
    private static final Pattern STATUS = Pattern.compile("(\\d{3})( .*)?");

    private CgiResponse() {}

    static HttpAnswer of(String output, Duration took) throws ProtocolException {
        var end = END_OF_HEADERS.matcher(output);
        if (!end.find()) {
            throw new ProtocolException("the answer has no headers");
        }
        var headers = headers(output.substring(0, end.start()));
        var status =
                STATUS.matcher(headers.getOrDefault("status", List.of("200")).get(0));
        if (!status.matches()) {
            throw new ProtocolException("the answer's status is not a number");
        }
        return new HttpAnswer(Integer.parseInt(status.group(1)), headers, output.substring(end.end()), took);
    }

    private static Map<String, List<String>> headers(String lines) {
        var headers = new TreeMap<String, List<String>>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        });
        return headers;
    }
}
