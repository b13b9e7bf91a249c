using System.Collections.Immutable;

namespace Drayage.Platform.Git;

/// <summary>Reads <c>git status --porcelain=v2</c>.</summary>
internal static class StatusReader
{
    private const string CommitHeader = "# branch.oid ";
    private const string BranchHeader = "# branch.head ";

    public static ImmutableArray<string> Arguments { get; } =
        ["-c", "core.fsmonitor=false", "status", "--porcelain=v2", "--branch", "--no-renames", "--untracked-files=all", "-z"];

    public static GitStatus Read(ReadOnlySpan<byte> output)
    {
        GitObjectId? head = null;
        string? branch = null;
        var changes = new List<GitChange>();
        var fields = new NulFields(output);
        while (fields.TryNext(out var line))
        {
            if (line.StartsWith(CommitHeader, StringComparison.Ordinal))
                head = GitObjectId.TryParse(line[CommitHeader.Length..], out var id) ? id : null;
            else if (line.StartsWith(BranchHeader, StringComparison.Ordinal))
                branch = line[BranchHeader.Length..] is "(detached)" ? null : line[BranchHeader.Length..];
            else if (Change(line) is { } change)
                changes.Add(change);
        }
        changes.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return new GitStatus { Head = head, Branch = branch, Changes = [.. changes] };
    }

    private static GitChange? Change(string line) => line[0] switch
    {
        '1' => new GitChange(Rest(line, 8), Kind(line[2], line[3])),
        'u' => new GitChange(Rest(line, 10), GitChangeKind.Conflicted),
        '?' => new GitChange(Rest(line, 1), GitChangeKind.Untracked),
        _ => null,
    };

    private static GitChangeKind Kind(char index, char workingTree) => (index, workingTree) switch
    {
        (_, 'D') or ('D', _) => GitChangeKind.Deleted,
        ('A', _) or (_, 'A') => GitChangeKind.Added,
        _ => GitChangeKind.Modified,
    };

    /// <summary>What follows a number of space-separated fields; the path is last and may hold spaces.</summary>
    private static string Rest(string line, int fields)
    {
        var start = 0;
        for (var i = 0; i < fields; i++)
            start = line.IndexOf(' ', start) + 1;
        return line[start..];
    }
}
