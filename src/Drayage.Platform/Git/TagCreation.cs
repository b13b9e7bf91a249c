namespace Drayage.Platform.Git;

/// <summary>What became of a tag that was to be made.</summary>
public abstract record TagCreation
{
    private TagCreation()
    {
    }

    public sealed record Created(GitTag Tag) : TagCreation;

    /// <summary>A tag of that name already leads to the same commit.</summary>
    public sealed record AlreadyThere(GitTag Tag) : TagCreation;

    /// <summary>A tag of that name leads to another commit. It was left alone.</summary>
    public sealed record TakenByOther(GitTag Tag) : TagCreation;
}
