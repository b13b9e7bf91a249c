using Drayage.Model.Explaining;

namespace Drayage.Workflows.Explaining;

/// <summary>A failure that was recognised, and the line that tells it best.</summary>
public sealed record Finding
{
    public required KnownFailure Failure { get; init; }

    /// <summary>How specific the evidence is; comparable with that of others only.</summary>
    public required int Weight { get; init; }

    /// <summary>The file, or the file within the archive.</summary>
    public required string Source { get; init; }

    /// <summary>From 1; of the source.</summary>
    public required int Line { get; init; }

    /// <summary>What stands there, without what the runner added, shortened, with credentials masked.</summary>
    public required string Excerpt { get; init; }

    /// <summary>How many lines tell of it.</summary>
    public required int Count { get; init; }

    /// <summary>True where the runner marked the step as failed.</summary>
    public bool InFailedStep { get; init; }
}
