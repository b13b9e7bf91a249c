using System.Collections.Immutable;
using Drayage.Workflows.Linting;

namespace Drayage.Workflows.Fixing;

/// <summary>What repairing a set of files came to. Nothing is written.</summary>
public sealed record FixReport
{
    /// <summary>Files that change and files that were refused, by path.</summary>
    public required ImmutableArray<FixedFile> Files { get; init; }

    /// <summary>Findings without a safe repair, in the repaired files.</summary>
    public required ImmutableArray<LeftFinding> Left { get; init; }

    public required int FileCount { get; init; }

    public IEnumerable<FixedFile> Changed => Files.Where(file => file.IsChanged);

    public IEnumerable<FixedFile> Refused => Files.Where(file => file.Refusal is not null);
}

/// <summary>A finding that no repair mends.</summary>
/// <param name="Finding">With its place in the repaired file.</param>
/// <param name="Line">One-based line in the file as it was read.</param>
public sealed record LeftFinding(Finding Finding, int Line);
