using System.Collections.Immutable;

namespace Drayage.Targets;

/// <summary>The code style of .editorconfig, applied or checked.</summary>
internal sealed class FormatTarget(Checkout checkout)
{
    public async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        ImmutableArray<string> check = arguments switch
        {
            [] => [],
            ["--check"] => ["--verify-no-changes"],
            _ => throw new TargetFailure("usage: ./build format [--check]", exitCode: 2),
        };

        // Whitespace and style only: the analyzers' findings stop every build already.
        foreach (string part in new[] { "whitespace", "style" })
        {
            await new Command("dotnet", ["format", part, checkout.Solution, "--no-restore", .. check]).RunAsync(cancellation);
        }
    }
}
