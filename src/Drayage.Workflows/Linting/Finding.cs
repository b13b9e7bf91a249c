using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting;

/// <summary>One thing that a rule found.</summary>
public sealed record Finding
{
    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What is wrong, on what. One line, no trailing full stop.</summary>
    public required string Message { get; init; }

    /// <summary>The evidence.</summary>
    public string? Because { get; init; }

    /// <summary>The exact change that mends it.</summary>
    public string? Hint { get; init; }

    public required SourceFile Source { get; init; }

    public required SourcePlace Place { get; init; }
}
