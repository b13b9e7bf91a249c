namespace Drayage.Platform.Git;

/// <summary>A path that differs from the commit.</summary>
/// <param name="Path">Relative to the repository root, with forward slashes.</param>
public sealed record GitChange(string Path, GitChangeKind Kind);
