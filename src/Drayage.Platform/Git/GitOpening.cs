namespace Drayage.Platform.Git;

/// <summary>What opening a directory as a git repository found.</summary>
public abstract record GitOpening
{
    private GitOpening()
    {
    }

    /// <summary>The directory lies in the working tree of a repository.</summary>
    public sealed record Opened(GitRepository Repository) : GitOpening;

    /// <summary>The directory belongs to no repository, or to a bare one.</summary>
    /// <param name="Detail">What git said, in one line.</param>
    public sealed record NoRepository(string Directory, string Detail) : GitOpening;
}
