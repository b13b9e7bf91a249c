using System.Collections.Immutable;

namespace Drayage.Workflows.Fixing;

/// <summary>A file with its repairs.</summary>
public sealed record FixedFile
{
    /// <summary>As messages name it.</summary>
    public required string Path { get; init; }

    /// <summary>The whole text as it was read.</summary>
    public required string Before { get; init; }

    /// <summary>The whole text with all repairs.</summary>
    public required string After { get; init; }

    /// <summary>In the order in which they were made.</summary>
    public required ImmutableArray<MadeRepair> Repairs { get; init; }

    /// <summary>Why the file stays as it is although something was found in it; null for others.</summary>
    public string? Refusal { get; init; }

    public bool IsChanged => !string.Equals(Before, After, StringComparison.Ordinal);
}

/// <param name="Rule">Id of the rule whose finding was mended.</param>
/// <param name="What">What was done.</param>
/// <param name="Line">One-based line of the finding, in the file as it was read.</param>
public sealed record MadeRepair(string Rule, string What, string Path, int Line);
