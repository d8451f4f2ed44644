package dev.sluice.it.mutated;

import dev.sluice.demo.HostPrograms;
import dev.sluice.paper.PaperHosts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** Hosts on paper, of which those that were broken into change one answer each. */
final class MutatingHosts implements HostPrograms {
    private static final Pattern NAME = Pattern.compile("(?m)^# ([a-z-]+): ");

    /** Of scripts that are not for paper: lines, each behind the nonce. */
    private static final Map<String, List<String>> ANSWERS = Map.of(
            "examine",
                    List.of(
                            "ROW kind=directory name=/srv owner=deploy mode=drwxr-xr-x",
                            "ROW kind=pool name=www user=www-data workers=4",
                            "ROW kind=master pid=17 config=/etc/php/fpm.conf timeout=10s",
                            "ROW kind=pass address=127.0.0.1:9000",
                            "ROW kind=root variable=$realpath_root",
                            "OK shell=/bin/sh tools=curl,ps file_system=ext2/ext3"),
            "check", List.of("OK status=0 over=no output=good"),
            "task", List.of("OUT one%0Atwo%0A", "ALIVE", "OUT three%0A", "OK state=ended exit=0 took=1 ran=now"),
            "assets", List.of("OK to_live=1 to_new=2"));

    private final PaperHosts paper = new PaperHosts();
    private final Map<String, Attack> attacks = new ConcurrentHashMap<>();
    private final Queue<String> scripts = new ConcurrentLinkedQueue<>();
    private final Queue<String> mutated = new ConcurrentLinkedQueue<>();

    /** One answer of a script that is changed; the first ones may be spared. */
    private static final class Attack {
        private final String script;
        private final Random chance;
        private int spared;

        Attack(String script, int spared, Random chance) {
            this.script = script;
            this.spared = spared;
            this.chance = chance;
        }

        synchronized boolean strikes(String asked) {
            return script.equals(asked) && spared-- == 0;
        }
    }

    /** The scripts that ran since {@link #forget}, in their order. */
    List<String> scripts() {
        return List.copyOf(scripts);
    }

    /** What was changed since {@link #forget}. */
    List<String> mutated() {
        return List.copyOf(mutated);
    }

    void forget() {
        scripts.clear();
        mutated.clear();
        attacks.clear();
    }

    /** @param host whose next answer of a script, after some, is changed once */
    void attack(String host, String script, int spared, Random chance) {
        attacks.put(host, new Attack(script, spared, chance));
    }

    @Override
    public int run(Path site, InputStream input, OutputStream output) throws IOException {
        var begin = new ByteArrayOutputStream();
        var nonce = line(input, begin);
        until(nonce, input, begin);
        until(nonce, input, begin);
        var named = NAME.matcher(begin.toString(StandardCharsets.UTF_8));
        var script = named.find() ? named.group(1) : "?";
        scripts.add(script);
        var host = String.valueOf(Objects.requireNonNull(site.getParent()).getFileName());
        var attack = attacks.get(host);
        var out = attack != null && attack.strikes(script)
                ? new MutatedAnswer(
                        output, nonce, attack.chance, what -> mutated.add(host + " " + script + ": " + what))
                : output;
        var lines = ANSWERS.get(script);
        if (lines != null) {
            return answer(nonce, lines, out);
        }
        return paper.run(site, new SequenceInputStream(new ByteArrayInputStream(begin.toByteArray()), input), out);
    }

    private static int answer(String nonce, List<String> lines, OutputStream out) throws IOException {
        out.write(("\n" + nonce + " BEGIN\n").getBytes(StandardCharsets.US_ASCII));
        for (var line : lines) {
            out.write((nonce + " " + line + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
        return 0;
    }

    private static void until(String nonce, InputStream input, OutputStream copy) throws IOException {
        while (!line(input, copy).equals(nonce)) {
            // it is copied
        }
    }

    private static String line(InputStream input, OutputStream copy) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the request ends in the middle");
            }
            line.write(next);
        }
        line.writeTo(copy);
        copy.write('\n');
        return line.toString(StandardCharsets.UTF_8);
    }
}
