package dev.sluice.it.site;

import java.util.LinkedHashMap;
import java.util.Map;

/** PHP files that give OPcache something to compile: what a framework and its packages are to a real site. */
final class Filler {
    private static final String CLASS = """
            <?php
            final class Filler%1$05d
            {
                private array $parts = [];

                public function add(string $name, int $amount): self
                {
                    if ($amount < %1$d) {
                        throw new InvalidArgumentException("too little of $name: $amount");
                    }
                    $this->parts[$name] = ($this->parts[$name] ?? 0) + $amount;
                    return $this;
                }

                public function total(): int
                {
                    return array_sum(array_filter($this->parts, fn (int $part): bool => $part %% 2 === 0));
                }
            }
            """;

    private Filler() {}

    static Map<String, String> of(int files, int loaded) {
        Map<String, String> contents = new LinkedHashMap<>();
        var list = new StringBuilder("<?php\n");
        for (int i = 1; i <= files; i++) {
            String name = "Filler%05d.php".formatted(i);
            contents.put("lib/filler/" + name, CLASS.formatted(i));
            if (i <= loaded) {
                list.append("require_once __DIR__ . '/filler/").append(name).append("';\n");
            }
        }
        contents.put("lib/filler.php", list.toString());
        return contents;
    }
}
