<?php
/*
 * Sluice's endpoint: reports to the coordinator which release PHP really serves here, and manages OPcache on request.
 *
 * It answers POST requests signed with the coordinator's private key. For everyone else it is the site's own 404.
 * The host knows the public key only (.sluice/endpoint.json, found upward from this file): this file contains no secret.
 * The same bytes are placed in every release, for PHP 7.2 to 8.5. The protocol is dev/sluice/endpoint/protocol.md.
 */

namespace Sluice\Endpoint;

const VERSION = 1;
const BODY_LIMIT = 4096;         // bytes
const BODY_DEPTH = 4;            // of the JSON in it
const DAY = 86400;               // seconds: a request that is further off is not worth the check of a signature
const SKEW_LIMIT = 60;           // seconds a request may be older or newer than this host's clock
const RESET_INTERVAL = 10;       // seconds between two resets: each one can crash a busy PHP (php-src #14471)
const NONCES_A_MINUTE = 5000;
const KEY_LENGTH = 91;           // bytes of a public key on P-256 in DER
const CERTIFICATE_BEFORE_KEY = '3081a130818e020101300a06082a8648ce3d0403023000301e170d3730303130313030303030305a170d3730303130313030303030305a3000';
const CERTIFICATE_AFTER_KEY = '300a06082a8648ce3d04030203020000';
const WARM_SECONDS = 0.2;        // so long one request compiles scripts; the next one continues
const WARM_RESERVE = 0.1;        // of the cache's memory and keys stay free for what visitors need
const NAMES_SHOWN = 20;          // of scripts, in one answer
const NAME_LENGTH = 200;         // bytes of each of these names
// A host may take any function away (disable_functions). OPcache's are asked for one by one; without one of the others nothing is done.
const NEEDED_FUNCTIONS = [
    'abs', 'array_filter', 'array_intersect_key', 'array_keys', 'array_map', 'array_merge', 'array_slice', 'array_values', 'base64_decode', 'base64_encode',
    'basename', 'bin2hex', 'chunk_split', 'clearstatcache', 'count', 'dirname', 'explode', 'extension_loaded', 'file_exists', 'file_get_contents',
    'file_put_contents', 'filectime', 'filemtime', 'flock', 'fopen', 'fstat', 'ftruncate', 'fwrite', 'hash', 'hash_file', 'header', 'header_remove', 'hex2bin',
    'http_response_code', 'in_array', 'inet_pton', 'ini_get', 'intdiv', 'is_array', 'is_dir', 'is_file', 'is_int', 'is_link', 'is_readable',
    'is_string', 'json_decode', 'json_encode', 'key', 'ksort', 'lstat', 'ltrim', 'max', 'microtime', 'mkdir', 'ob_end_clean', 'ob_get_clean',
    'ob_get_level', 'ob_start', 'opendir', 'ord', 'preg_match', 'preg_replace', 'preg_split', 'random_bytes', 'readdir', 'readlink', 'realpath',
    'rename', 'rewind', 'rmdir', 'scandir', 'serialize', 'sort', 'stat', 'strcmp', 'stream_get_contents', 'strlen', 'strncmp', 'strpos', 'strrchr', 'substr',
    'sys_get_temp_dir', 'time', 'unlink', 'unserialize',
];
const OPCACHE_FUNCTIONS = ['opcache_get_status', 'opcache_is_script_cached', 'opcache_invalidate', 'opcache_reset', 'opcache_compile_file'];

// What it can do without.
if (!function_exists('ini_set')) {
    function ini_set()
    {
        return false;
    }
}
if (!function_exists('error_log')) {
    function error_log()
    {
        return false;
    }
}
if (!function_exists('glob')) {
    function glob()
    {
        return [];
    }
}
if (!function_exists('tmpfile')) {
    function tmpfile()
    {
        return false;
    }
}
if (!function_exists('getmypid')) {
    function getmypid()
    {
        return (int) file_get_contents('/proc/self/stat');
    }
}

main();
exit; // not at the end of the file: an auto_append_file must not write into the answer

function main()
{
    try {
        respond();
    } catch (\Throwable $broken) { // a function that even the check of a signature needs is disabled
        not_found();
    }
}

function respond()
{
    ini_set('display_errors', '0');
    ini_set('zlib.output_compression', '0');
    $release = upward(__DIR__, '.sluice-release');
    $base = upward(dirname($release === '' ? __DIR__ : $release), '.sluice/endpoint.json');
    $site = json_decode($base === '' ? '' : (string) @file_get_contents("$base/.sluice/endpoint.json"), true);
    $request = is_array($site) ? signed_request($site) : null;

    while (ob_get_level() > 0 && @ob_end_clean()) {
        continue; // what an auto_prepend_file has written
    }
    header_remove();
    if ($request === null) {
        not_found();
        return;
    }
    $answer = answer($site, $request, $base, $release);
    http_response_code(200); // 500 after a script that could not be compiled
    header('Content-Type: application/json');
    header('Cache-Control: no-store');
    header('X-Robots-Tag: noindex');
    echo json_encode($answer);
}

/** The request, if a key of this site signed it; null gives no reason, and neither does the answer. */
function signed_request(array $site)
{
    $plain_post = server('REQUEST_METHOD') === 'POST' && strpos(server('REQUEST_URI'), '?') === false;
    if (!$plain_post || !function_exists('openssl_verify') || !allowed_address($site)) {
        return null;
    }
    // Apache passes Authorization to FPM only when configured to, and a site may need it for a password of its own.
    $header = server('HTTP_SLUICE_AUTHORIZATION') ?: server('HTTP_AUTHORIZATION');
    if (!preg_match('~^Sluice-ES256 kid=([0-9a-f]{16}), sig=([A-Za-z0-9+/]{60,120}={0,2})$~D', $header, $signed)) {
        return null;
    }
    $signature = (string) base64_decode($signed[2], true);
    $body = (string) file_get_contents('php://input', false, null, 0, BODY_LIMIT + 1);
    $request = strlen($body) > BODY_LIMIT ? null : json_decode($body, true, BODY_DEPTH);
    $old = is_int($request['ts'] ?? null) && abs(time() - $request['ts']) > DAY;
    if (!is_array($request) || $old || !is_signature($signature)) {
        return null; // before any cryptography; other reasons are only for a signed request
    }
    $text = 'sluice-endpoint-' . VERSION . "\nPOST\n" . server('REQUEST_URI') . "\n" . hash('sha256', $body);
    foreach ((array) ($site['keys'] ?? []) as $key) {
        // Before its name is compared: the time that it takes must not show which names are known.
        if (is_signed_by((string) ($key['public_key'] ?? ''), $text, $signature) && ($key['kid'] ?? '') === $signed[1]) {
            return $request;
        }
    }
    return null;
}

/** PHP reads a key as a certificate first, and OpenSSL 3 takes longer for a bare key than for the whole check of a signature. */
function is_signed_by($key, $text, $signature)
{
    $held = @openssl_verify($text, $signature, as_certificate($key), OPENSSL_ALGO_SHA256);
    if (!in_array($held, [0, 1], true)) { // it does not read such a certificate
        $held = @openssl_verify($text, $signature, $key, OPENSSL_ALGO_SHA256);
    }
    return $held === 1;
}

/** A key on P-256 (RFC 5480) in a certificate (RFC 5280) without a signature, whose names and dates mean nothing; others as they are. */
function as_certificate($key)
{
    $bytes = (string) base64_decode((string) preg_replace('/-----[A-Z ]+-----|\s/', '', $key), true);
    if (strlen($bytes) !== KEY_LENGTH) {
        return $key;
    }
    $certificate = base64_encode(hex2bin(CERTIFICATE_BEFORE_KEY) . $bytes . hex2bin(CERTIFICATE_AFTER_KEY));
    return "-----BEGIN CERTIFICATE-----\n" . chunk_split($certificate, 64, "\n") . "-----END CERTIFICATE-----\n";
}

/** Two numbers of at most 33 bytes each, in DER: all that a signature on P-256 can be. */
function is_signature($der)
{
    $length = strlen($der);
    if ($length < 8 || $length > 72 || $der[0] !== "\x30" || ord($der[1]) !== $length - 2) {
        return false;
    }
    $first = ord($der[3]);
    return $der[2] === "\x02" && $first >= 1 && $first <= 33 && $first + 7 <= $length
        && $der[$first + 4] === "\x02" && ord($der[$first + 5]) === $length - $first - 6 && $length - $first - 6 <= 33;
}

/** Defence in depth, never the authentication. Forwarding headers are ignored: anyone can write them. */
function allowed_address(array $site)
{
    $peer = @inet_pton(preg_replace('/^::ffff:(?=\d+\.)/i', '', server('REMOTE_ADDR')));
    foreach ((array) ($site['allow'] ?? ['127.0.0.1', '::1']) as $address) {
        if ($address === 'any' || ($peer !== false && $peer === @inet_pton((string) $address))) {
            return true;
        }
    }
    return false;
}

/** From here on the request is the coordinator's, and refusals have reasons. Always with status 200: a web server may replace others. */
function answer(array $site, array $request, $base, $release)
{
    $told = ['v' => VERSION, 'nonce' => $request['nonce'] ?? '', 'op' => $request['op'] ?? '', 'time' => time()];
    $missing = array_values(array_filter(NEEDED_FUNCTIONS, __NAMESPACE__ . '\is_disabled'));
    $error = refusal($site, $request) ?: ($missing === [] ? '' : 'disabled');
    $stores = sys_get_temp_dir() . '/.sluice-' . substr(hash('sha256', $base . ' ' . user()), 0, 16);
    $store = '';
    if ($error === '') {
        $store = store($stores);
        $error = $store === '' ? 'store' : take_nonce($store, $request['nonce'], $request['ts']);
    }
    if ($error === '' && taken_elsewhere($stores, $store, $request['nonce'], $request['ts'])) {
        $error = 'replayed';
    }
    $work = $error === '' ? work($request, $store, $base, $release) : [];
    $error = $work['error'] ?? $error;
    if ($error !== '') {
        $own = ['inventory' => $site['inventory'] ?? '', 'site' => $site['site'] ?? '', 'host' => $site['host'] ?? ''];
        return $told + ['ok' => false, 'error' => $error, 'names' => $missing] + $own;
    }
    $told += ['ok' => true] + served($base, $release) + worker() + ['opcache' => opcache()];
    $told += $work === [] ? [] : ['work' => $work];
    return $request['op'] === 'facts' ? $told + facts($base, $release, $stores) : $told;
}

/** What the operation changes, and how much of it; 'error' where it cannot. */
function work(array $request, $store, $base, $release)
{
    $asked = (string) ($request['release'] ?? '');
    switch ($request['op']) {
        case 'reset':
            $error = reset_cache($store, ($request['purpose'] ?? '') === 'revert');
            return $error === '' ? [] : ['error' => $error];
        case 'examine':
            return examine($base, $release, $asked);
        case 'warm':
            return warm($base, $release, $asked, (string) ($request['after'] ?? ''), $store);
        case 'sweep':
            clearstatcache(true); // this worker's only; the others must be reached too
            return [];
        case 'invalidate':
            return forget_old($base, $asked, $store, ($request['purpose'] ?? '') === 'refresh');
        default:
            return [];
    }
}

function refusal(array $site, array $request)
{
    if (($request['v'] ?? 0) !== VERSION) {
        return 'version';
    }
    foreach (['inventory', 'site', 'host'] as $name) {
        if (!isset($site[$name], $request[$name]) || $site[$name] !== $request[$name]) {
            return "wrong_$name";
        }
    }
    if (!is_int($request['ts'] ?? null) || abs(time() - $request['ts']) > SKEW_LIMIT) {
        return 'skew';
    }
    if (!preg_match('/^[0-9a-f]{32}$/D', (string) ($request['nonce'] ?? ''))) {
        return 'nonce';
    }
    return in_array($request['op'] ?? '', ['facts', 'status', 'examine', 'reset', 'warm', 'sweep', 'invalidate'], true) ? '' : 'unknown_op';
}

/**
 * Where PHP's user keeps nonces; '' where it cannot. Each account of the host can create names in a shared temporary directory, also before we do. So
 * the name has a random end, and the owner of the directory decides, not its name.
 */
function store($stores)
{
    if (named($stores)['own'] === [] && is_readable(dirname($stores))) {
        @mkdir($stores . '-' . bin2hex(random_bytes(8)), 0700);
    }
    $own = named($stores)['own']; // another worker may have made one at the same time: all use the first
    foreach ($own as $mode) {
        if (($mode & 0170777) !== 040700) {
            return ''; // others could have taken nonces out of it
        }
    }
    return (string) key($own);
}

/** Directories of that name: 'own' has the modes of this user's, by name, 'strange' counts those of other accounts. */
function named($stores)
{
    $found = ['own' => [], 'strange' => 0];
    $user = user();
    $directory = @opendir(dirname($stores));
    while ($directory !== false && ($name = readdir($directory)) !== false) {
        if (!begins($name, basename($stores))) {
            continue;
        }
        $path = dirname($stores) . '/' . $name;
        $stat = @lstat($path);
        if ($stat !== false && $stat['uid'] === $user && ($stat['mode'] & 0170000) === 040000) {
            $found['own'][$path] = $stat['mode'];
        } elseif ($stat !== false) {
            $found['strange']++;
        }
    }
    ksort($found['own']);
    return $found;
}

/** Two workers may have made a directory each, and not have seen the other's. Each checks after it took: one of them sees. */
function taken_elsewhere($stores, $store, $nonce, $ts)
{
    foreach (named($stores)['own'] as $other => $mode) {
        if ($other !== $store && file_exists($other . '/' . intdiv($ts, 60) . '/' . $nonce)) {
            return true;
        }
    }
    return false;
}

/** Each nonce once: a file that is created exclusively, in a directory for the request's minute, which is removed when the minute is over. */
function take_nonce($store, $nonce, $ts)
{
    $minute = $store . '/' . intdiv($ts, 60);
    if (@mkdir($minute, 0700)) {
        forget_nonces($store, intdiv(time(), 60) - 2);
    } elseif (count((array) @scandir($minute)) - 2 >= NONCES_A_MINUTE) { // it lists . and .. too
        return 'busy';
    }
    if (@fopen("$minute/$nonce", 'x') !== false) {
        return '';
    }
    return is_file("$minute/$nonce") ? 'replayed' : 'store';
}

function forget_nonces($store, $before)
{
    foreach ((array) glob("$store/[0-9]*") as $minute) {
        if ((int) basename($minute) < $before) {
            array_map('unlink', (array) glob("$minute/*"));
            @rmdir($minute);
        }
    }
}

/** Schedules a restart of the cache; it happens when no request runs. Only a later answer's counters show that it did. */
function reset_cache($store, $revert)
{
    if (!function_exists('opcache_reset')) {
        return 'no_opcache';
    }
    $last = @fopen("$store/last-reset", 'c+');
    if ($last === false || !flock($last, LOCK_EX)) {
        return 'store';
    }
    if (!$revert && abs(time() - (int) stream_get_contents($last)) < RESET_INTERVAL) {
        return 'too_soon';
    }
    if (@opcache_reset() !== true) {
        return 'reset_refused'; // switched off, or restrict_api
    }
    ftruncate($last, 0);
    rewind($last);
    return fwrite($last, (string) time()) ? '' : 'store';
}

/**
 * Whether PHP can read a release that is not live yet: its marker, this file in it, and the scripts that visitors use in the live release. Changes
 * nothing. What the host's permissions hide from PHP, only PHP can know.
 */
function examine($base, $live, $target)
{
    $root = staged($base, $target);
    if ($root === '') {
        return ['error' => 'no_release'];
    }
    $work = ['done' => 0, 'failed' => 0, 'names' => []];
    $names = $live === '' ? [] : [substr(__FILE__, strlen($live) + 1) => 0];
    foreach (cached_scripts(listed_scripts()) as $script => $bytes) {
        if ($live !== '' && begins($script, "$live/")) {
            $names[substr($script, strlen($live) + 1)] = 0;
        }
    }
    foreach ($names as $name => $unused) {
        $gone = !file_exists("$root/$name") && is_readable(dirname("$root/$name"));
        if ($gone || is_readable("$root/$name")) {
            $work['done']++;
        } else {
            $work['failed']++;
            $work['names'] = with_name($work['names'], $name);
        }
    }
    return $work;
}

/**
 * Compiles scripts of a release that is not live yet into the cache, and runs none of them: those that the live release has
 * there, and those that it does not have at all. None that was in the cache before. The rest of the memory stays free for visitors.
 *
 * A script cannot be compiled beside another that declares the same function: it is then the first of the next request.
 */
function warm($base, $live, $target, $after, $store)
{
    $root = staged($base, $target);
    if ($root === '' || !can_mark() || !function_exists('opcache_compile_file')) {
        return ['error' => $root === '' ? 'no_release' : 'no_opcache'];
    }
    if ($after === '') {
        @file_put_contents("$store/warmed", $target); // its time: none of the target's scripts was in use before
    }
    ini_set('log_errors', '0'); // what cannot be compiled is counted; when it runs, PHP will report it itself
    // Marked ones among them: compiled again, a script is served at once by each path that it ever had, also through the link.
    $listed = listed_scripts();
    $until = microtime(true) + WARM_SECONDS;
    $work = ['done' => 0, 'failed' => 0, 'next' => '', 'full' => false, 'names' => []];
    $tried = false;
    $before = $after;
    foreach (scripts_to_warm($base, $root, $live) as $name) {
        $script = $root . '/' . substr($name, 1);
        if (strcmp($name, $after) <= 0 || isset($listed[$script])) {
            continue;
        }
        if (short_of_memory()) {
            return ['full' => true] + $work;
        }
        if (compiled($script)) {
            $work['done']++;
        } elseif ($tried) {
            return ['next' => $before] + $work;
        } else {
            $work['failed']++;
        }
        $tried = true;
        $before = $name;
        if (microtime(true) > $until) {
            return ['next' => $name] + $work;
        }
    }
    return $work;
}

/** Names below the release, in the order of strcmp(); the digit before each puts those that were used first. */
function scripts_to_warm($base, $root, $live)
{
    $used = [];
    foreach (cached_scripts(listed_scripts()) as $script => $bytes) {
        $name = begins($script, "$live/") ? substr($script, strlen($live) + 1) : '';
        // Its functions are declared here already.
        if ($name !== '' && basename($name) !== basename(__FILE__) && is_file("$root/$name")) {
            $used[] = "1$name";
        }
    }
    sort($used, SORT_STRING);
    foreach ($used as $name) {
        yield $name;
    }
    $new = new_scripts($root, $live, '');
    sort($new, SORT_STRING);
    foreach ($new as $name) {
        yield "2$name";
    }
}

/** Scripts that the live release does not have. Links lead to shared paths. */
function new_scripts($root, $live, $directory)
{
    $found = [];
    foreach ((array) @scandir("$root/$directory") as $entry) {
        $name = ltrim("$directory/$entry", '/');
        if ($entry === '.' || $entry === '..' || is_link("$root/$name")) {
            continue;
        }
        if (is_dir("$root/$name")) {
            $found = array_merge($found, new_scripts($root, $live, $name));
        } elseif (substr($entry, -4) === '.php' && !is_file("$live/$name")) {
            $found[] = $name;
        }
    }
    return $found;
}

function compiled($script)
{
    try {
        return @opcache_compile_file($script) && opcache_is_script_cached($script);
    } catch (\Throwable $broken) {
        return false;
    }
}

function short_of_memory()
{
    $cache = opcache();
    list($used, $free, $wasted) = $cache['memory'];
    list($keys, $most) = $cache['keys'];
    return $cache['cache_full'] || $free < WARM_RESERVE * ($used + $free + $wasted) || $keys > (1 - WARM_RESERVE) * $most;
}

/**
 * Marks what is compiled and must not be served any more: the scripts of all other releases of this site, and those that are not as on disk. They are
 * compiled again when requested, by the path that the worker knows. So every worker must have been swept before, or one with an old path restores the
 * old release.
 */
function forget_old($base, $kept, $store, $refresh)
{
    $current = (string) @readlink("$base/current");
    if (staged($base, $kept) === '' || basename($current) !== $kept) {
        return ['error' => 'not_live'];
    }
    if (!can_mark()) {
        return ['error' => 'no_opcache'];
    }
    $work = ['done' => 0, 'failed' => 0, 'changed' => 0, 'names' => []];
    $lock = @fopen(known_file($store) . '.lock', 'c'); // until it returns: another worker would write a list without what is marked here
    if ($lock === false || !flock($lock, LOCK_EX)) {
        return ['error' => 'store'];
    }
    $known = known_scripts($store, "$base/releases/$kept");
    $now = time();
    $listed = listed_scripts();
    $states = array_intersect_key($known['scripts'], $listed); // some are marked since, and not compiled again yet
    foreach (cached_scripts($listed) as $script => $bytes) {
        if (is_other_release($script, $base, $kept)) {
            $became = mark($script);
            $work['done'] += $became === 'marked' ? 1 : 0;
            $work['failed'] += $became === 'stays' ? 1 : 0;
            continue;
        }
        $state = file_state($script, $now); // before it is compiled again
        $why = why_outdated($script, $state, $known, $base);
        $unsure = is_unsure($script, $state, $known, $base, $refresh);
        $became = $why !== '' || $unsure ? mark($script) : '';
        $changed = $became === 'marked' && $why === 'changed';
        $work['changed'] += $changed ? 1 : 0;
        $work['failed'] += $became === 'stays' ? 1 : 0;
        if ($changed || $became === 'stays') {
            $work['names'] = with_name($work['names'], name_of($script, $base));
        }
        $states[$script] = $state;
    }
    foreach (array_keys($states) as $script) {
        if (!begins($script, "$base/") || is_other_release($script, $base, $kept)) {
            unset($states[$script]);
        }
    }
    remember_scripts($store, $now, $states);
    return $work;
}

/**
 * Whether nothing shows what came first, its change or its being compiled. Times have whole seconds: a script of the release that changed in the second in
 * which the release was complete may have been compiled before.
 */
function is_unsure($script, array $file, array $known, $base, $refresh)
{
    $recorded = isset($known['scripts'][$script]);
    if (is_shared($script, $base)) {
        return $refresh || !$recorded;
    }
    return $refresh && !$recorded && ($file[2] ?? 0) === $known['usable'];
}

/**
 * 'marked', '' where OPcache does not work now, or 'stays': OPcache marks what the path leads to, so that an entry whose path leads elsewhere now is
 * served under it, to all who have met it, until a reset.
 */
function mark($script)
{
    if (!@opcache_invalidate($script, true)) {
        return '';
    }
    $elsewhere = opcache_is_script_cached($script) && !in_array(realpath($script), [$script, false], true);
    return $elsewhere ? 'stays' : 'marked';
}

/**
 * Scripts in the cache that are not as on disk, or may not be, apart from other releases: 'changed' and 'unknown' have a number and some names.
 * Where opcache.validate_timestamps is on, PHP itself compares when the script is requested next.
 */
function outdated(array $cached, $base, $release, $stores)
{
    $found = ['changed' => [0, []], 'unknown' => [0, []]];
    if ($release === '' || !can_mark() || ini_get('opcache.validate_timestamps')) {
        return $found;
    }
    $store = (string) key(named($stores)['own']);
    $known = known_scripts($store, $release);
    $now = time();
    foreach ($cached as $script => $bytes) {
        if (is_other_release($script, $base, basename($release))) {
            continue;
        }
        $why = why_outdated($script, file_state($script, $now), $known, $base);
        if ($why !== '') {
            $found[$why][0]++;
            $found[$why][1] = with_name($found[$why][1], name_of($script, $base));
        }
    }
    sort($found['changed'][1]);
    sort($found['unknown'][1]);
    return $found;
}

function is_other_release($script, $base, $kept)
{
    return begins($script, "$base/releases/") && !begins($script, "$base/releases/$kept/");
}

/**
 * Why a compiled script may not be what is on disk: 'changed', 'unknown', or '' where it is the same.
 *
 * When scripts were last marked, whatever was in the cache was as on disk. Since then a file that was in the cache then has changed when its state has,
 * and one that was not is compiled from what is on disk unless it was written since: then it is unknown which came first.
 */
function why_outdated($script, array $file, array $known, $base)
{
    $before = $known['scripts'][$script] ?? null;
    if ($before !== null) {
        $same = array_slice($file, 0, 4) === array_slice($before, 0, 4) && (!isset($before[4]) || $before[4] === digest($script));
        return $same ? '' : 'changed';
    }
    if ($file === []) {
        return begins($script, "$base/") ? 'changed' : ''; // removed, and still served
    }
    if (begins($script, "$base/releases/") && $file[2] <= $known['usable']) {
        return '';
    }
    return $file[2] < $known['time'] - 1 || is_other_site($script, $base) ? '' : 'unknown';
}

/** Part of a site that switches by a link of its own: marking its scripts is for whoever releases it. */
function is_other_site($script, $base)
{
    if (begins($script, "$base/")) {
        return false;
    }
    if (preg_match('~^(.+)/releases/[^/]+/~U', $script, $site) && is_link("$site[1]/current")) {
        return true;
    }
    return upward(dirname($script), '.sluice/endpoint.json') !== '';
}

/** Of the site, and outside its releases. */
function is_shared($script, $base)
{
    return begins($script, "$base/") && !begins($script, "$base/releases/");
}

/** Inode, size, times of change in seconds; [] where there is no file. One that changed just now may change again within the second: a digest shows that. */
function file_state($script, $now)
{
    clearstatcache(false, $script);
    $stat = @stat($script);
    if ($stat === false) {
        return [];
    }
    $state = [$stat['ino'], $stat['size'], $stat['ctime'], $stat['mtime']];
    return abs($now - $stat['ctime']) < 2 ? array_merge($state, [digest($script)]) : $state;
}

function digest($script)
{
    return (string) @hash_file('sha256', $script);
}

/**
 * 'time' when scripts were last marked in this cache, or since when it exists, and 'scripts' with the state of each file then, by path. 'usable' is when
 * the live release was complete, or the first of its scripts was compiled for its switch.
 */
function known_scripts($store, $root)
{
    $status = (array) (@opcache_get_status(false)['opcache_statistics'] ?? []);
    $began = max((int) ($status['start_time'] ?? 0), (int) ($status['last_restart_time'] ?? 0));
    $kept = $store === '' ? [] : @unserialize((string) @file_get_contents(known_file($store)), ['allowed_classes' => false]);
    $valid = is_int($kept['time'] ?? null) && is_array($kept['scripts'] ?? null) && $kept['time'] >= $began;
    $warmed = @file_get_contents("$store/warmed") === basename($root) ? (int) @filemtime("$store/warmed") : 0;
    $usable = max($warmed, (int) @filectime("$root/.sluice-release"));
    return ['usable' => $usable] + ($valid ? $kept : ['time' => $began, 'scripts' => []]);
}

function remember_scripts($store, $now, array $scripts)
{
    $written = known_file($store) . '.' . getmypid();
    $bytes = serialize(['time' => $now, 'scripts' => $scripts]); // a path may have bytes that JSON cannot hold
    if (@file_put_contents($written, $bytes) !== strlen($bytes) || !@rename($written, known_file($store))) {
        @unlink($written); // the next answer knows less then
    }
}

/** Each master has a cache of its own. */
function known_file($store)
{
    return "$store/compiled-" . parent_process();
}

function with_name(array $names, $name)
{
    return count($names) < NAMES_SHOWN ? array_merge($names, [printable($name)]) : $names;
}

function name_of($script, $base)
{
    return begins($script, "$base/") ? substr($script, strlen($base) + 1) : $script;
}

function printable($name)
{
    return substr((string) preg_replace('/[^\x20-\x7e]/', '?', $name), 0, NAME_LENGTH);
}

/** The directory of a complete release; '' where there is none. */
function staged($base, $id)
{
    $named = preg_match('/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/D', $id) === 1;
    return $named && is_file("$base/releases/$id/.sluice-release") ? "$base/releases/$id" : '';
}

/** Which scripts are in the cache, and marking them: what PHP needs for it, and what the host may have disabled. */
function can_mark()
{
    return opcache()['visible'] && function_exists('opcache_is_script_cached') && function_exists('opcache_invalidate');
}

/** By their whole paths, also those that were marked. */
function listed_scripts()
{
    $status = function_exists('opcache_get_status') ? @opcache_get_status(true) : false;
    return (array) ($status['scripts'] ?? []);
}

/** Whole paths of scripts that are not marked, and the bytes that each has in the cache. */
function cached_scripts(array $listed)
{
    $found = [];
    if (!function_exists('opcache_is_script_cached')) {
        return [];
    }
    foreach ($listed as $script => $entry) {
        if (opcache_is_script_cached($script)) {
            $found[$script] = (int) ($entry['memory_consumption'] ?? 0);
        }
    }
    return $found;
}

/**
 * The release by three ways that become stale independently: this compiled file, this worker's realpath cache, and
 * a file included through the link, which goes through OPcache's keys as the site's own scripts do.
 */
function served($base, $release)
{
    $current = @realpath("$base/current");
    return ['release' => [
        'file' => $release === '' ? '' : release_id((string) @file_get_contents("$release/.sluice-release")),
        'current' => $current === false ? '' : release_id((string) @file_get_contents("$current/.sluice-release")),
        'included' => release_id(included("$base/current/.sluice-release")),
    ]];
}

function included($marker)
{
    ob_start();
    try {
        @include $marker;
    } catch (\Throwable $broken) {
        error_log('sluice: ' . $broken->getMessage());
    }
    return (string) ob_get_clean();
}

function release_id($marker)
{
    return preg_match('/^id=([A-Za-z0-9][A-Za-z0-9._-]{0,63})$/m', $marker, $found) ? $found[1] : '';
}

/**
 * This worker and those of its pool: processes of the same parent with the same title, where /proc shows them.
 * fpm_get_status() knows more, but kills workers when it is called while others work (php-src #12705, #18595, #19974).
 */
function worker()
{
    $title = (string) @file_get_contents('/proc/self/cmdline');
    $parent = parent_process();
    $workers = [];
    foreach (preg_split('/\s/', (string) @file_get_contents("/proc/$parent/task/$parent/children"), -1, 1) as $pid) {
        if ($title !== '' && @file_get_contents("/proc/$pid/cmdline") === $title) {
            $workers[] = ['pid' => (int) $pid, 'start' => start_time($pid), 'busy_ms' => null];
        }
    }
    return [
        'pid' => getmypid(),
        'start' => start_time('self'),
        'master' => $parent,
        'sapi' => PHP_SAPI,
        'zts' => (bool) PHP_ZTS,
        'pool' => preg_match('/^php-fpm: pool ([^\0]+)/', $title, $named) ? $named[1] : '',
        'workers' => $workers,
    ];
}

function parent_process()
{
    return function_exists('posix_getppid') ? posix_getppid() : (int) (stat_fields('self')[1] ?? 0);
}

/** In clock ticks since the machine's start: only to distinguish two processes with one number. */
function start_time($pid)
{
    return (int) (stat_fields($pid)[19] ?? 0);
}

/** proc(5), from the state on: the name before it may itself contain blanks and brackets. */
function stat_fields($pid)
{
    return explode(' ', (string) substr((string) strrchr((string) @file_get_contents("/proc/$pid/stat"), ')'), 2));
}

function opcache()
{
    $status = function_exists('opcache_get_status') ? @opcache_get_status(false) : false;
    $numbers = is_array($status) ? (array) ($status['opcache_statistics'] ?? []) : [];
    $memory = is_array($status) ? (array) ($status['memory_usage'] ?? []) : [];
    $interned = is_array($status) ? (array) ($status['interned_strings_usage'] ?? []) : [];
    return [
        'visible' => is_array($status),
        'enabled' => (bool) ini_get('opcache.enable'),
        'start_time' => $numbers['start_time'] ?? 0,
        'last_restart_time' => $numbers['last_restart_time'] ?? 0,
        'restart_pending' => !empty($status['restart_pending']),
        'restart_in_progress' => !empty($status['restart_in_progress']),
        'manual_restarts' => $numbers['manual_restarts'] ?? 0,
        'hash_restarts' => $numbers['hash_restarts'] ?? 0,
        'oom_restarts' => $numbers['oom_restarts'] ?? 0,
        'validate_timestamps' => (bool) ini_get('opcache.validate_timestamps'),
        'revalidate_freq' => (int) ini_get('opcache.revalidate_freq'),
        'force_restart_timeout' => (int) ini_get('opcache.force_restart_timeout'),
        'file_cache' => (bool) ini_get('opcache.file_cache'),
        'preload' => (bool) ini_get('opcache.preload'),
        'restrict_api' => (bool) ini_get('opcache.restrict_api'),
        'disabled' => extension_loaded('Zend OPcache') ? array_values(array_filter(OPCACHE_FUNCTIONS, __NAMESPACE__ . '\is_disabled')) : [],
        'cache_full' => !empty($status['cache_full']),
        'memory' => [$memory['used_memory'] ?? 0, $memory['free_memory'] ?? 0, $memory['wasted_memory'] ?? 0],
        'keys' => [$numbers['num_cached_keys'] ?? 0, $numbers['max_cached_keys'] ?? 0],
        'interned' => [$interned['used_memory'] ?? 0, $interned['free_memory'] ?? 0],
    ];
}

function is_disabled($function)
{
    return !function_exists($function);
}

/** What changes slowly or not at all. */
function facts($base, $release, $stores)
{
    $cached = cached_scripts(listed_scripts());
    $script = server('SCRIPT_FILENAME');
    $root = begins($script, "$base/current/") ? 'link' : 'other';
    return ['facts' => [
        'php' => PHP_VERSION,
        'root' => $script === __FILE__ ? 'resolved' : $root, // nginx: $realpath_root or $document_root
        'realpath_cache_ttl' => (int) ini_get('realpath_cache_ttl'),
        'revalidate_path' => (bool) ini_get('opcache.revalidate_path'),
        'scripts' => shares($cached, $base, $release),
        'strange_stores' => named($stores)['strange'],
        'outdated' => outdated($cached, $base, $release, $stores),
    ]];
}

/** How many scripts the releases and other sites have in the cache, and how many bytes. */
function shares(array $cached, $base, $release)
{
    $shares = ['release' => [0, 0], 'earlier' => [0, 0], 'others' => [0, 0]];
    foreach ($cached as $script => $bytes) {
        $earlier = begins($script, "$base/releases/") ? 'earlier' : 'others';
        $share = $release !== '' && begins($script, "$release/") ? 'release' : $earlier;
        $shares[$share][0]++;
        $shares[$share][1] += $bytes;
    }
    return $shares;
}

/**
 * nginx is redirected to a file that does not exist, so that the answer is the site's own; it keeps the type, and removes the other header. Other
 * servers have no such feature. They pass requests for missing files to FPM, too, so FPM's page is imitated, and without FPM that of Apache.
 */
function not_found()
{
    $nginx = begins(server('SERVER_SOFTWARE'), 'nginx');
    http_response_code(404);
    if (PHP_SAPI === 'fpm-fcgi' && !$nginx) {
        if (ini_get('expose_php')) {
            header('X-Powered-By: PHP/' . PHP_VERSION); // as on each page of the site: its absence would be visible here
        }
        echo "File not found.\n";
        return;
    }
    $signature = server('SERVER_SIGNATURE');
    $page = '<!DOCTYPE HTML PUBLIC ' . apache_doctype() . ">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n"
        . "<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n"
        . ($signature === '' ? '' : "<hr>\n" . $signature) . "</body></html>\n";
    ini_set('default_charset', '');
    header('Content-Type: text/html' . ($nginx ? '' : '; charset=iso-8859-1'));
    if (server('REQUEST_METHOD') !== 'HEAD') { // Apache gives none for its own page
        header('Content-Length: ' . strlen($page));
    }
    if ($nginx) {
        header('X-Accel-Redirect: /_sluice_not_found.php');
    }
    echo $page;
}

/** That of Apache's own pages: another one since 2.4.66 (httpd bug 62989). Where it does not show its version, it is taken for a newer one. */
function apache_doctype()
{
    $older = preg_match('#^Apache/2\.(?:[0-3]\.|4\.(?:[0-9]|[1-5][0-9]|6[0-5])\b)#', server('SERVER_SOFTWARE'));
    return $older
        ? '"-//IETF//DTD HTML 2.0//EN"'
        : '"-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd"';
}

/** The nearest directory, from this one upward, that has the file; '' when none has. */
function upward($directory, $file)
{
    while (!is_file("$directory/$file")) {
        if ($directory === dirname($directory)) {
            return '';
        }
        $directory = dirname($directory);
    }
    return $directory;
}

function begins($text, $with)
{
    return strncmp($text, $with, strlen($with)) === 0;
}

function user()
{
    if (function_exists('posix_geteuid')) {
        return posix_geteuid();
    }
    $made = @tmpfile();
    return $made === false ? -1 : fstat($made)['uid'];
}

function server($name)
{
    return isset($_SERVER[$name]) && is_string($_SERVER[$name]) ? $_SERVER[$name] : '';
}
