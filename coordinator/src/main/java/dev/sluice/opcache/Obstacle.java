package dev.sluice.opcache;

/**
 * Why a method cannot make this PHP serve a release.
 *
 * @param what is in its way
 * @param why that matters
 * @param remedy what an operator can do
 */
public record Obstacle(String what, String why, String remedy) {
    @Override
    public String toString() {
        return what + ": " + remedy;
    }
}
