package dev.sluice.app;

/** Whether the console uses colours. */
public enum Colour {
    OFF,
    ON
}
