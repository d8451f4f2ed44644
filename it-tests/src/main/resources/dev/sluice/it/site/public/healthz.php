<?php
// Unwell where the release brings the file `broken`.
$well = !is_file(__DIR__ . '/../broken');
http_response_code($well ? 200 : 500);
header('Content-Type: application/json');
echo json_encode(['status' => $well ? 'ok' : 'broken', 'db' => $well, 'release' => '@RELEASE@']), "\n";
