package dev.sluice.web;

import io.javalin.config.RoutesConfig;

/** Routes that belong together. Each route names the scope that it needs. */
interface RouteGroup {
    void add(RoutesConfig routes);
}
