using System.Collections.Immutable;

namespace Drayage.Model.Explaining;

/// <summary>One thing that a program or a server said, and what is known of its circumstances.</summary>
public sealed record Symptom
{
    /// <summary>The message: a line of a log, or what a server answered. Free of escape sequences.</summary>
    public required string Text { get; init; }

    /// <summary>The HTTP status; null where none is told.</summary>
    public int? Status { get; init; }

    /// <summary>Names of the hosts that were spoken to, as far as that is known. Without ports.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Who may have said it.</summary>
    public Client Clients { get; init; }

    /// <summary>What was said shortly before, nearest last.</summary>
    public ImmutableArray<string> Before { get; init; } = [];
}
