package dev.sluice.it.fleet;

import dev.sluice.it.fleet.FleetOptions.WebServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration of one host's Apache, as text. Processes are as many as the host has PHP workers, plus one for each visitor where
 * FPM runs PHP: there a process only waits.
 *
 * @param modules where Debian puts them
 * @param php the one of them that runs PHP
 */
record ApacheSettings(ServerSettings settings, Path modules, Path php) {
    private static final List<String> ALWAYS = List.of("mpm_prefork", "authz_core", "dir", "mime", "rewrite");

    /** Processes that only hand requests on to FPM. */
    private static final int VISITORS = 64;

    String text() {
        return server() + hosts();
    }

    private String server() {
        var directory = settings.directory();
        var endpoint = settings.endpoint();
        return """
                ServerRoot %1$s
                %2$s
                PidFile %1$s/apache.pid
                ErrorLog %3$s
                ServerName %4$s
                TypesConfig /dev/null
                Listen %4$s:%5$d
                %6$s
                StartServers %7$d
                MinSpareServers %7$d
                MaxSpareServers %7$d
                ServerLimit %7$d
                MaxRequestWorkers %7$d
                MaxConnectionsPerChild 0
                KeepAlive Off
                ServerTokens Prod
                """.formatted(
                        directory.root(),
                        loaded(),
                        directory.log("apache"),
                        endpoint.ip(),
                        endpoint.httpPort(),
                        settings.account().isRoot() ? "User %s\nGroup %1$s".formatted(Account.WEB_USER) : "",
                        runsPhp() ? settings.options().workers() : VISITORS);
    }

    /** The first one takes every other Host header, as nginx's does. */
    private String hosts() {
        return """
                <Directory %1$s>
                  Require all granted
                  Options FollowSymLinks
                  AllowOverride None
                </Directory>
                <VirtualHost %2$s:%3$d>
                  ServerName no-such-site
                  RewriteEngine On
                  RewriteRule ^/ready$ - [R=200,L]
                  RewriteRule ^ - [R=421,L]
                </VirtualHost>
                <VirtualHost %2$s:%3$d>
                  ServerName %4$s
                  DocumentRoot %1$s/current/public
                  DirectoryIndex index.php
                  %5$s
                  RewriteEngine On
                  RewriteRule ^/healthz$ /healthz.php [PT,L]
                  RewriteCond %%{DOCUMENT_ROOT}%%{REQUEST_URI} !-f
                  RewriteCond %%{DOCUMENT_ROOT}%%{REQUEST_URI} !-d
                  RewriteCond %%{REQUEST_URI} !\\.php$
                  RewriteRule ^ /index.php [PT,L]
                  <FilesMatch "\\.php$">
                    SetHandler "%6$s"
                  </FilesMatch>
                </VirtualHost>
                """.formatted(
                        settings.directory().site(),
                        settings.endpoint().ip(),
                        settings.endpoint().httpPort(),
                        ServerSettings.SITE_HOST,
                        String.join("\n", settings.options().vhostLines()),
                        handler());
    }

    private String handler() {
        return runsPhp()
                ? "application/x-httpd-php"
                : "proxy:unix:" + settings.directory().fpmSocket() + "|fcgi://localhost";
    }

    private boolean runsPhp() {
        return settings.options().server() == WebServer.APACHE_MODULE;
    }

    private String loaded() {
        var common = ALWAYS.stream()
                .map(name -> "LoadModule %s_module %s/mod_%1$s.so".formatted(name, modules))
                .collect(Collectors.joining("\n"));
        var runningPhp = runsPhp()
                ? "LoadModule php_module " + php
                : "LoadModule proxy_module %1$s/mod_proxy.so\nLoadModule proxy_fcgi_module %1$s/mod_proxy_fcgi.so"
                        .formatted(modules);
        return common + "\n" + runningPhp;
    }
}
