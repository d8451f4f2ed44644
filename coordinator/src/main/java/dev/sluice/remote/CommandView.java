package dev.sluice.remote;

/** Where a command that runs elsewhere is shown. Its text came through the network: it is the view's to make it harmless. */
public interface CommandView {
    void out(String text);

    void err(String text);

    /** A line about the view itself, such as that older lines are missing. */
    void note(String line);

    /** Asks the person here. */
    boolean confirms(String question);
}
