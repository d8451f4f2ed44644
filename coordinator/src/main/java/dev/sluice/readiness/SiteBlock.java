package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.inventory.Host;
import dev.sluice.step.Examination;
import java.util.List;

/**
 * A web server's configuration of one site, to start from: its root follows {@code current}, and PHP receives the path of the release itself, so
 * that a switch reaches every new request.
 *
 * @param name the site's, as visitors ask for it
 * @param root the document root, through {@code current}
 * @param php {@code unix:PATH}, or {@code HOST:PORT}
 */
public record SiteBlock(String name, String root, String php) {
    private static final String USUAL_SOCKET = "unix:/run/php/php-fpm.sock";

    /** For a host whose PHP is where the inventory, else nginx's only configuration of it, has it. */
    public static SiteBlock of(Host host, String docroot, Examination around) {
        var root = host.path() + "/current" + (docroot.isEmpty() || docroot.equals(".") ? "" : "/" + docroot);
        var passes = around.passes();
        var php = host.web()
                .fastcgi()
                .map(address -> address.replaceFirst("^tcp:", ""))
                .orElse(passes.size() == 1 ? passes.get(0).toString() : USUAL_SOCKET);
        return new SiteBlock(host.web().host().orElse("www.example.com"), root, php);
    }

    /** A file for nginx's {@code sites-enabled} or {@code conf.d}. */
    public List<String> nginx() {
        return List.of(
                "server {",
                "    listen 80;",
                "    server_name " + name + ";",
                "    root " + quoted(root) + ";",
                "    index index.php;",
                "    location / { try_files $uri $uri/ /index.php$is_args$args; }",
                "    location ~ \\.php$ {",
                "        include fastcgi_params;",
                "        fastcgi_param SCRIPT_FILENAME $realpath_root$fastcgi_script_name;",
                "        fastcgi_param DOCUMENT_ROOT $realpath_root;",
                "        fastcgi_pass " + php + ";",
                "    }",
                "}");
    }

    /** A file for Apache's {@code sites-enabled}, with {@code proxy_fcgi}. */
    public List<String> apache() {
        return List.of(
                "<VirtualHost *:80>",
                "    ServerName " + name,
                "    DocumentRoot " + quoted(root),
                "    <Directory " + quoted(root) + ">",
                "        Require all granted",
                "        FallbackResource /index.php",
                "    </Directory>",
                "    <FilesMatch \"\\.php$\">",
                "        SetHandler \"proxy:" + handler() + "\"",
                "    </FilesMatch>",
                "</VirtualHost>");
    }

    /** A block of a Caddyfile. */
    public List<String> caddy() {
        return List.of(
                name + " {",
                "    root * " + quoted(root),
                "    php_fastcgi " + php.replaceFirst("^unix:", "unix/") + " {",
                "        resolve_root_symlink",
                "    }",
                "    file_server",
                "}");
    }

    private String handler() {
        return php.startsWith("unix:") ? php + "|fcgi://localhost" : "fcgi://" + php;
    }

    private static String quoted(String path) {
        var line = HostText.of(path).toString();
        return line.contains(" ") ? "\"" + line + "\"" : line;
    }
}
