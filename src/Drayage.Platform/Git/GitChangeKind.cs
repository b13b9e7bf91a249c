namespace Drayage.Platform.Git;

/// <summary>How a path differs from the commit. A rename is a deletion and an addition.</summary>
public enum GitChangeKind
{
    Modified,
    Added,
    Deleted,

    /// <summary>A merge left it open.</summary>
    Conflicted,

    /// <summary>Neither known to git nor ignored.</summary>
    Untracked,
}
