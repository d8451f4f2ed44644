<?php
// Says where each of the three ways to a file led: the entry script, an include beside it, an include through `current`.
return function (string $entry): void {
    $include = require __DIR__ . '/release.php';
    $current = require @CURRENT@ . '/lib/release.php';
    header('Content-Type: text/html; charset=utf-8');
    header("X-Release: $entry");
    printf(
        "<!doctype html>\n<html><body>\n<p>entry=%s include=%s current=%s worker=%d</p>\n</body></html>\n",
        $entry,
        $include,
        $current,
        getmypid()
    );
};
