<?php
// Keeps its worker busy for ?ms= milliseconds, and loads what it answers with only afterwards, as a long request does.
$entry = '@RELEASE@';
usleep(1000 * max(0, min(60000, (int) ($_GET['ms'] ?? 1000))));
$answer = require __DIR__ . '/../lib/answer.php';
$answer($entry);
