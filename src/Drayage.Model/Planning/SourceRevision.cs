namespace Drayage.Model.Planning;

/// <summary>The state of the sources that a plan is made for.</summary>
/// <param name="Commit">Full hexadecimal commit id.</param>
/// <param name="CommitTime">Committer time in seconds since 1970: the SOURCE_DATE_EPOCH of every step.</param>
/// <param name="IsDirty">True when tracked files differ from the commit or untracked files are present.</param>
public sealed record SourceRevision(string Commit, long CommitTime, bool IsDirty);
