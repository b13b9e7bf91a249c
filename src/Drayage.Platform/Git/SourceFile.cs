namespace Drayage.Platform.Git;

/// <summary>One file of a <see cref="SourceSnapshot"/>.</summary>
/// <param name="Path">Relative to the repository root, with forward slashes.</param>
/// <param name="Mode">Git's octal mode as text: 100644, 100755, 120000 (symbolic link) or 160000 (submodule).</param>
/// <param name="Blob">Name of the content: equal content has equal names, and the other way round.</param>
/// <param name="IsDirty">True when the content is not what the index holds.</param>
public sealed record SourceFile(string Path, string Mode, GitObjectId Blob, bool IsDirty);
