package dev.sluice.cli;

import dev.sluice.access.Scope;
import dev.sluice.access.Token;
import dev.sluice.access.TokenStore;
import dev.sluice.access.TokenStore.Listed;
import dev.sluice.readiness.RefusedException;
import dev.sluice.view.ExitCode;
import dev.sluice.view.TokenListing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tokens that exist. */
@Command(
        name = "list",
        description = "Lists the tokens: what each may do, until when, and when it was last used.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice token list"})
@SuppressWarnings("NullAway.Init")
final class TokenListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TokenStoreOptions tokens;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws RefusedException {
        var listing = listing(tokens.with(TokenStore::list));
        output.show(listing, spec.commandLine().getOut(), () -> print(listing));
        return ExitCode.DONE.number();
    }

    private static TokenListing listing(Listed listed) {
        return new TokenListing(
                listed.tokens().stream().map(TokenListCommand::entry).toList(), listed.problems());
    }

    private static TokenListing.Entry entry(Token token) {
        return new TokenListing.Entry(
                token.name(),
                token.scopes().stream().sorted().map(Scope::word).toList(),
                token.created().toString(),
                token.expires().toString(),
                token.used().map(Object::toString));
    }

    private void print(TokenListing listing) {
        var out = spec.commandLine().getOut();
        var table = new Table("NAME", "SCOPES", "EXPIRES", "LAST USED");
        listing.tokens()
                .forEach(token -> table.row(
                        token.name(),
                        String.join(",", token.scopes()),
                        token.expires(),
                        token.used().orElse("never")));
        table.print(out);
        listing.problems().forEach(problem -> out.println("  note  " + problem));
    }
}
