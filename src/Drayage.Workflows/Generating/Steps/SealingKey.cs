using System.Collections.Immutable;
using Drayage.Pipeline.Configuration;

namespace Drayage.Workflows.Generating.Steps;

/// <summary>How a job is given the key that seals.</summary>
/// <param name="Option">The option that names it; empty where the configuration does.</param>
/// <param name="Variables">The variables that hold it and its password.</param>
internal sealed record SealingKey(string Option, ImmutableArray<string> Variables)
{
    private const string Variable = "DRAYAGE_SIGNING_KEY";
    private const string Password = "DRAYAGE_KEY_PASSWORD";
    private const string OfEnvironment = "env:";

    // A file of a developer's machine is not on a runner.
    public static SealingKey Of(ProjectSettings project) => project.SigningKey is { } key && key.StartsWith(OfEnvironment, StringComparison.Ordinal)
        ? new SealingKey("", [key[OfEnvironment.Length..], Password])
        : new SealingKey($" --key {OfEnvironment}{Variable}", [Variable, Password]);
}

/// <summary>The script that seals and delivers.</summary>
internal static class ReleaseScript
{
    /// <summary>A second attempt goes on with the waybill and the journal of the first.</summary>
    public static string Bash(SealingKey key) => $$"""
        if [ -z "$DRY_RUN" ] && [ -f dist/journal.jsonl ]; then
          drayage resume
        else
          drayage release --merge "$SHARDS"{{key.Option}} ${TAG:+--tag "$TAG"} ${DRY_RUN:+--dry-run}
        fi
        """;
}
