package dev.sluice.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.site.SampleAnswer;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.web.WebConnection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtherServersTest {
    @ParameterizedTest
    @EnumSource(names = "NGINX", mode = EnumSource.Mode.EXCLUDE)
    void the_site_is_served_under_its_name_as_by_the_other_server(WebServer server) throws Exception {
        try (var fleet = RealFleet.of(1).server(server).start()) {
            fleet.makeSiteByHand(SampleSite.of("v1"));
            var site = fleet.host(1).site();
            assertEquals(List.of("v1"), SampleAnswer.releases(site.get("/").body()));
            assertEquals(200, site.get("/healthz").status());
            assertEquals(200, site.get("/a/page/of/its/own").status());
            assertEquals(404, site.get("/missing.php").status());
            assertEquals(
                    421,
                    WebConnection.getOnce(fleet.host(1).web().withSite("other.example.test"), "/")
                            .status());
        }
    }
}
