package dev.sluice.it.fleet;

import dev.sluice.it.fleet.FleetOptions.WebServer;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The configuration files of one host's servers, as text. */
record ServerSettings(FleetOptions options, Account account, HostDirectory directory, Endpoint endpoint) {
    static final String SITE_HOST = "shop.example.test";

    /** Where the host listens. */
    record Endpoint(String ip, int sshPort, int httpPort) {}

    /** Debian's bash reads .bashrc for sshd too, unless it believes to be inside of another shell. */
    private static final String NO_LOGIN_FILES = "SHLVL=1";

    /**
     * Limits such as {@code MaxStartups} and {@code MaxSessions} are OpenSSH's defaults; there is no sftp, because nobody needs it. Sessions
     * have a home of the host's own: the login files of whoever runs the tests may do anything, and take any time.
     */
    String sshd(HostKeys keys, String authorizedKeys, String mark) {
        return String.join("\n", options.sshdLines())
                + """

                ListenAddress %s:%d
                %s
                AuthorizedKeysFile %s
                PrintMotd no
                LogLevel VERBOSE
                SetEnv %s %s HOME=%s
                """.formatted(
                        endpoint.ip(),
                        endpoint.sshPort(),
                        keys.privateKeys().stream().map(key -> "HostKey " + key).collect(Collectors.joining("\n")),
                        authorizedKeys,
                        mark,
                        NO_LOGIN_FILES,
                        directory.home())
                + SshdLines.COMMON;
    }

    String nginx() {
        return """
                %s
                pid %s/nginx.pid;
                worker_processes 1;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  types { text/html html; text/css css; application/javascript js; image/png png; }
                  default_type application/octet-stream;
                  client_body_temp_path %2$s/tmp/body;
                  proxy_temp_path %2$s/tmp/proxy;
                  fastcgi_temp_path %2$s/tmp/fastcgi;
                  uwsgi_temp_path %2$s/tmp/uwsgi;
                  scgi_temp_path %2$s/tmp/scgi;
                %3$s
                }
                """.formatted(
                        account.isRoot() ? "user " + Account.WEB_USER + ";" : "", directory.root(), virtualHosts());
    }

    /** The first one takes every other Host header, so that a request to the wrong one is seen to be wrong. */
    private String virtualHosts() {
        return """
                upstream php { server unix:%8$s; %9$s }
                server {
                  listen %1$s:%2$d default_server;
                  location = /ready { %3$s }
                  location / { return 421 "no such site here\n"; }
                }
                server {
                  listen %1$s:%2$d;
                  server_name %4$s;
                  root %5$s/current/public;
                  index index.php;
                  %6$s
                  location / { try_files $uri $uri/ /index.php$is_args$args; }
                  location = /healthz { rewrite ^ /healthz.php last; }
                  location ~ \\.php$ { %7$s }
                }
                """.formatted(
                        endpoint.ip(),
                        endpoint.httpPort(),
                        passToPhp("$document_root"),
                        SITE_HOST,
                        directory.site(),
                        String.join("\n", options.vhostLines()),
                        passToPhp(options.root().variable()),
                        directory.fpmSocket(),
                        options.server() == WebServer.NGINX_TWO_MASTERS
                                ? "server unix:" + directory.otherFpmSocket() + ";"
                                : "");
    }

    private String passToPhp(String root) {
        return """
                fastcgi_pass php;
                fastcgi_param SCRIPT_FILENAME %s$fastcgi_script_name;
                fastcgi_param DOCUMENT_ROOT %1$s;
                fastcgi_param QUERY_STRING $query_string;
                fastcgi_param REQUEST_METHOD $request_method;
                fastcgi_param CONTENT_TYPE $content_type;
                fastcgi_param CONTENT_LENGTH $content_length;
                fastcgi_param SCRIPT_NAME $fastcgi_script_name;
                fastcgi_param REQUEST_URI $request_uri;
                fastcgi_param DOCUMENT_URI $document_uri;
                fastcgi_param SERVER_PROTOCOL $server_protocol;
                fastcgi_param REQUEST_SCHEME $scheme;
                fastcgi_param GATEWAY_INTERFACE CGI/1.1;
                fastcgi_param SERVER_SOFTWARE nginx;
                fastcgi_param REMOTE_ADDR $remote_addr;
                fastcgi_param REMOTE_PORT $remote_port;
                fastcgi_param SERVER_ADDR $server_addr;
                fastcgi_param SERVER_PORT $server_port;
                fastcgi_param SERVER_NAME $server_name;
                fastcgi_param REDIRECT_STATUS 200;
                """.formatted(root);
    }

    /** Each host has a master of its own, and so a cache of its own. {@code /ready} is answered by FPM without a script. */
    String fpm(Path socket) {
        return """
                [global]
                error_log = %s
                daemonize = no
                [shop]
                %s
                listen = %s
                listen.mode = 0666
                pm = static
                pm.max_children = %d
                ping.path = /ready
                catch_workers_output = yes
                """.formatted(
                        directory.log("fpm"),
                        account.isRoot() ? "user = %s\ngroup = %1$s".formatted(Account.WEB_USER) : "",
                        socket,
                        options.workers());
    }

    /** PHP's and OPcache's defaults, but for what production sets: no look at the files' times, and no errors to visitors. */
    String php() {
        return """
                opcache.enable = 1
                opcache.validate_timestamps = 0
                display_errors = 0
                log_errors = 1
                expose_php = 0
                sys_temp_dir = %s
                upload_tmp_dir = %1$s
                %s
                """.formatted(directory.temporary(), String.join("\n", options.phpLines()));
    }
}
