using System.Collections.Immutable;

namespace Drayage.Model.Explaining;

/// <summary>A failure whose cause and remedy are known: one entry of the knowledge base, with a page at <see cref="Page"/>.</summary>
public sealed record KnownFailure
{
    /// <summary>Lowercase words joined by hyphens; never given to another failure.</summary>
    public required string Id { get; init; }

    /// <summary>What is wrong, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What happened.</summary>
    public required string What { get; init; }

    /// <summary>Why it happens.</summary>
    public required string Why { get; init; }

    /// <summary>What to do about it, the likeliest first. Each is a sentence or two.</summary>
    public required ImmutableArray<string> Remedies { get; init; }

    /// <summary>Any of them is enough.</summary>
    public required ImmutableArray<Sign> Signs { get; init; }

    /// <summary>The page about it, from the root of Drayage's repository.</summary>
    public string Page => $"docs/explain/{Id}.md";
}
