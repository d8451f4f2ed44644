package dev.sluice.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an endpoint that was broken into can answer: whatever it is, it is an answer or none. */
class MutatedAnswerTest {
    private static final String NONCE = "0123456789abcdef0123456789abcdef";
    private static final String ANSWER = """
            {"v":1,"nonce":"%s","op":"facts","time":1795386600,"ok":true,\
            "release":{"file":"r1","current":"r1","included":"r1"},\
            "pid":17,"start":4711,"master":16,"sapi":"fpm-fcgi","zts":false,"pool":"www",\
            "workers":[{"pid":17,"start":4711,"busy_ms":null},{"pid":18,"start":4712,"busy_ms":20}],\
            "opcache":{"visible":true,"enabled":true,"start_time":1,"last_restart_time":0,"restart_pending":false,\
            "restart_in_progress":false,"manual_restarts":0,"hash_restarts":0,"oom_restarts":0,"validate_timestamps":true,\
            "revalidate_freq":2,"force_restart_timeout":180,"file_cache":false,"preload":false,"restrict_api":false,\
            "cache_full":false,"memory":[1,2,3],"keys":[4,5],"interned":[6,7]},\
            "facts":{"php":"8.2","root":"link","realpath_cache_ttl":120,"revalidate_path":false,\
            "scripts":{"release":[1,2],"earlier":[3,4],"others":[5,6]}},\
            "work":{"done":1,"failed":0,"next":"","full":false}}""".formatted(NONCE);
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(\"[^\"]*\"|\\d+|true|false|null)");
    private static final List<String> VALUES = List.of(
            "-1",
            "1234567890123456789012345",
            "9223372036854775808",
            "1e400",
            "1.5",
            "\"perhaps\"",
            "\"" + "a".repeat(5_000) + "\"",
            "\"" + "a".repeat(100_000) + "\"",
            "\"\\u0000\\u001b[2J\"",
            "\"\\ud800\"",
            "\"\u00c3(\"",
            "true",
            "null",
            "{}",
            "[1,[2]]",
            "[".repeat(400) + "]".repeat(400),
            "{\"a\":".repeat(100) + "1" + "}".repeat(100),
            "");

    private static final String ODD = "{}[]\",:0-e\u0000\u001b\ud800";

    @Test
    void the_answer_itself_is_one() {
        assertEquals(17, ((EndpointState) EndpointAnswer.parse(ANSWER)).worker().pid());
    }

    static List<String> wrong() {
        return List.of(
                ANSWER.replace(
                        "\"pid\":17,\"start\":4711,\"master\"",
                        "\"pid\":1234567890123456789012345,\"start\":4711,\"master\""),
                ANSWER.replace("\"pid\":17,\"start\":4711,\"master\"", "\"pid\":\"17\",\"start\":4711,\"master\""),
                ANSWER.replace("\"ok\":true", "\"ok\":true,\"ok\":true"),
                ANSWER.replace("\"zts\":false", "\"zts\":1"),
                ANSWER.replace("\"memory\":[1,2,3]", "\"memory\":{\"0\":1}"),
                ANSWER.replace("\"sapi\":\"fpm-fcgi\"", "\"sapi\":\"" + "x".repeat(5_000) + "\""),
                ANSWER.replace("\"pool\":\"www\"", "\"pool\":" + "[".repeat(50) + "]".repeat(50)),
                ANSWER.replace("\"release\":{\"file\"", "\"release\":\"r1\",\"relea\":{\"file\""),
                ANSWER.replace("[{\"pid\":17", "[" + "{},".repeat(5_000) + "{\"pid\":17"),
                ANSWER.replace("\"time\":1795386600", "\"time\":1e300"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_is_repeated_out_of_bounds_or_of_another_kind_is_no_answer(String answer) {
        assertThrows(IllegalArgumentException.class, () -> EndpointAnswer.parse(answer));
    }

    @Test
    void whatever_is_made_of_an_answer_is_an_answer_or_none() {
        var fields = new ArrayList<int[]>();
        FIELD.matcher(ANSWER).results().forEach(field -> fields.add(new int[] {field.start(2), field.end(2)}));
        int mutations = 0;
        for (var field : fields) {
            for (var value : VALUES) {
                parse(ANSWER.substring(0, field[0]) + value + ANSWER.substring(field[1]));
                mutations++;
            }
        }
        var chance = new Random(14);
        for (int i = 0; i < 2_000; i++) {
            var bytes = new StringBuilder(ANSWER);
            for (int changes = chance.nextInt(4); changes >= 0; changes--) {
                bytes.setCharAt(chance.nextInt(bytes.length()), ODD.charAt(chance.nextInt(ODD.length())));
            }
            parse(bytes.toString());
            mutations++;
        }
        System.out.println(mutations + " mutated answers of an endpoint");
        assertTrue(mutations > 2_500, () -> fields.size() + " fields");
    }

    private static void parse(String answer) {
        try {
            var read = EndpointAnswer.parse(answer);
            assertTrue(read.nonce().length() <= 4_096, answer);
            if (read instanceof EndpointState state) {
                assertTrue(
                        state.worker().pid() <= 2_000_000_000
                                && state.worker().workers().size() <= 4_096,
                        answer);
            }
        } catch (IllegalArgumentException none) {
            assertTrue(String.valueOf(none.getMessage()).length() < 2_000, none.getMessage());
        }
    }
}
