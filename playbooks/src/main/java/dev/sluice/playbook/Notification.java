package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.SecretReference;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where people hear of rollouts and schedules: a webhook, a channel of Slack, or mail; exactly one of them.
 *
 * @param webhook an http or https URL, or a reference to one
 * @param secret signs what is sent to the webhook
 * @param slack the URL of an incoming webhook, which is a secret
 * @param events what is reported
 * @param report local time of the daily report; without it there is none
 * @param zone of the report: its own, else the window's
 * @param hosts how hosts are named; empty for names only
 */
public record Notification(
        Optional<ConfiguredValue> webhook,
        Optional<SecretReference> secret,
        Optional<SecretReference> slack,
        Optional<Mail> mail,
        List<Event> events,
        Optional<LocalTime> report,
        Optional<ZoneId> zone,
        Optional<HostDetail> hosts) {
    public Notification {
        events = List.copyOf(events);
    }

    /** Whether it names whom to notify; one without that is an error of its file. */
    boolean hasWay() {
        return webhook.isPresent() || slack.isPresent() || mail.isPresent();
    }

    /** The kind of who is notified. */
    public Channel channel() {
        if (mail.isPresent()) {
            return Channel.MAIL;
        }
        return slack.isPresent() ? Channel.SLACK : Channel.WEBHOOK;
    }

    /** The ways to people. */
    public enum Channel {
        WEBHOOK,
        SLACK,
        MAIL
    }

    /** Whether addresses of hosts may be part of a message. */
    public boolean showsAddresses() {
        return hosts.filter(HostDetail.ADDRESSES::equals).isPresent();
    }

    /**
     * A message by e-mail.
     *
     * @param to addresses
     * @param smtp {@code smtps://user:password@host:465} or {@code smtp://…:587}, or a reference to it; with a password it is a reference
     */
    public record Mail(List<String> to, String from, ConfiguredValue smtp) {
        public Mail {
            to = List.copyOf(to);
        }
    }

    /** How hosts are named in messages. */
    public enum HostDetail {
        /** By their names in the inventory; addresses are removed from all texts. */
        NAMES,
        /** With their addresses. */
        ADDRESSES
    }

    /** What can be reported. */
    public enum Event {
        STARTED,
        /** A start of a schedule was skipped. */
        SKIPPED,
        /** A start of a schedule was missed. */
        MISSED,
        HELD,
        /** A hold ends soon. */
        EXPIRING,
        INCONCLUSIVE,
        FROZEN,
        WINDOW_CLOSED,
        FAILED,
        REVERTED,
        MIXED,
        DIVERGED,
        INTERRUPTED,
        /** Something would keep the next start from starting, or the daemon from working. */
        PROBLEMS,
        DONE;

        /** Those that a person may have to act upon: what is reported where nothing else is configured. */
        public static List<Event> needingPerson() {
            return Arrays.stream(values())
                    .filter(event -> event != STARTED && event != DONE)
                    .toList();
        }
    }
}
