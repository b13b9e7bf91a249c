using System.Collections.Immutable;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>What a draft says of the project beside what detection found.</summary>
/// <param name="Project">Name of the project: the repository's on GitHub, or its directory's.</param>
/// <param name="Repository"><c>owner/name</c> on GitHub; null where no remote names one.</param>
public sealed record DraftFacts(string Project, string? Repository)
{
    /// <summary>Names of the repository's tags: new ones keep to their form.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];
}
