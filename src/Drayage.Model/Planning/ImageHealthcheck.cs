using System.Collections.Immutable;

namespace Drayage.Model.Planning;

/// <summary>How a container is asked whether it is well; what is null is the runtime's default.</summary>
public sealed record ImageHealthcheck
{
    /// <summary><c>["CMD", program, …]</c>, <c>["CMD-SHELL", command]</c>, or <c>["NONE"]</c> to switch the base's off.</summary>
    public required ImmutableArray<string> Test { get; init; }

    public TimeSpan? Interval { get; init; }

    public TimeSpan? Timeout { get; init; }

    public TimeSpan? StartPeriod { get; init; }

    public int? Retries { get; init; }
}
