<?php
$entry = '@RELEASE@';
require __DIR__ . '/../lib/filler.php';
$answer = require __DIR__ . '/../lib/answer.php';
$answer($entry);
