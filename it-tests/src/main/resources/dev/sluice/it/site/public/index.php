<?php
$entry = '@RELEASE@';
require __DIR__ . '/../lib/filler.php';
usleep(1000 * max(0, min(60000, (int) ($_GET['ms'] ?? 0)))); // a database
$answer = require __DIR__ . '/../lib/answer.php';
$answer($entry);
