namespace Drayage.Platform.Git;

/// <summary>A tag and the commit that it leads to.</summary>
public sealed record GitTag
{
    /// <summary>Name without <c>refs/tags/</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The commit after following annotated tags to the end.</summary>
    public required GitObjectId Commit { get; init; }

    /// <summary>True for a tag object with a message, false for a bare name.</summary>
    public required bool IsAnnotated { get; init; }
}
