using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Drayage.Model;
using Drayage.Platform.Processes;

namespace Drayage.Platform.Git;

/// <summary>
/// A repository with a working tree, driven through the git command line. Nothing here changes it but
/// <see cref="CreateTagAsync"/>; git takes no locks and asks nothing.
/// </summary>
public sealed class GitRepository
{
    private readonly GitCommand git;

    private GitRepository(IProcessRunner runner, string root, bool isShallow)
    {
        Root = root;
        IsShallow = isShallow;
        git = new GitCommand(runner, root);
    }

    /// <summary>Absolute path of the working tree's top directory.</summary>
    public string Root { get; }

    /// <summary>True when history is cut off (<c>git clone --depth</c>): older commits and tags are missing.</summary>
    public bool IsShallow { get; }

    /// <summary>Finds the repository that a directory belongs to.</summary>
    /// <exception cref="ReleaseException">Git is missing or refuses the directory; the directory does not exist.</exception>
    public static async Task<GitOpening> OpenAsync(
        IProcessRunner runner, string directory, CancellationToken cancellationToken)
    {
        var found = await new GitCommand(runner, directory)
            .TryAsync(["rev-parse", "--show-toplevel", "--is-shallow-repository"], cancellationToken);
        var lines = found.OutputText.Split('\n');
        return found.Succeeded && lines.Length >= 2
            ? new GitOpening.Opened(new GitRepository(runner, Path.GetFullPath(lines[0]), lines[1] == "true"))
            : new GitOpening.NoRepository(directory, found.ErrorText.Trim().Split('\n')[0]);
    }

    /// <summary>The commit checked out, or null in a repository without commits.</summary>
    public Task<GitCommit?> HeadAsync(CancellationToken cancellationToken) => CommitAsync("HEAD", cancellationToken);

    /// <summary>The commit that a revision (branch, tag, object name) leads to, or null when there is none.</summary>
    public async Task<GitCommit?> CommitAsync(string revision, CancellationToken cancellationToken)
    {
        if (await ResolveAsync(revision, cancellationToken) is not { } id)
            return null;
        var log = await git.RunAsync("read a commit", LogReader.Arguments("-1", id.Hex), cancellationToken);
        return LogReader.Read(log.Output.Span).Single();
    }

    /// <summary>The object name of the commit that a revision leads to, or null when there is none.</summary>
    public async Task<GitObjectId?> ResolveAsync(string revision, CancellationToken cancellationToken)
    {
        var found = await git.TryAsync(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"], cancellationToken);
        return GitObjectId.TryParse(found.OutputText.Trim(), out var id) ? id : null;
    }

    /// <summary>How many commits one has in its history that an earlier one has not; all of them for null.</summary>
    public async Task<int> CountCommitsAsync(string? since, string commit, CancellationToken cancellationToken)
    {
        var counted = await git.RunAsync("count commits", ["rev-list", "--count", commit, .. since is null ? Array.Empty<string>() : [$"^{since}"], "--"], cancellationToken);
        return int.Parse(counted.OutputText.Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Commit, branch and everything that is not as committed.</summary>
    public async Task<GitStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var status = await git.RunAsync("tell the state of the working tree", StatusReader.Arguments, cancellationToken);
        return StatusReader.Read(status.Output.Span);
    }

    /// <summary>All tags that lead to commits, sorted by name.</summary>
    public async Task<ImmutableArray<GitTag>> TagsAsync(CancellationToken cancellationToken)
    {
        var refs = await git.RunAsync("list tags", TagReader.Arguments("refs/tags/"), cancellationToken);
        return await ReadTagsAsync(refs, cancellationToken);
    }

    /// <summary>The tags that lead to the commit checked out, sorted by name.</summary>
    public async Task<ImmutableArray<GitTag>> TagsAtHeadAsync(CancellationToken cancellationToken)
    {
        if (await ResolveAsync("HEAD", cancellationToken) is not { } head)
            return [];
        var refs = await git.RunAsync(
            "list tags", TagReader.Arguments("--points-at=" + head.Hex, "refs/tags/"), cancellationToken);
        return await ReadTagsAsync(refs, cancellationToken);
    }

    /// <summary>Makes an annotated tag. Of several makers at once one wins; the others see its tag.</summary>
    /// <param name="name">Without <c>refs/tags/</c>.</param>
    /// <exception cref="ReleaseException">Git refuses: the name is no tag name, or it knows no identity for the tagger.</exception>
    public async Task<TagCreation> CreateTagAsync(
        string name, GitObjectId commit, string message, CancellationToken cancellationToken)
    {
        // Without --force git writes the reference only if it does not exist, under its own lock.
        var made = await git.TryAsync(
            ["tag", "--annotate", "--cleanup=whitespace", "--file=-", "--", name, commit.Hex],
            cancellationToken,
            Encoding.UTF8.GetBytes(message));
        if (made.Succeeded)
            return new TagCreation.Created(new GitTag { Name = name, Commit = commit, IsAnnotated = true });
        var refs = await git.RunAsync("list tags", TagReader.Arguments("refs/tags/" + name), cancellationToken);
        var existing = (await ReadTagsAsync(refs, cancellationToken)).FirstOrDefault(tag => tag.Name == name);
        if (existing is null)
            throw TagRefused(name, made.ErrorText);
        return existing.Commit == commit ? new TagCreation.AlreadyThere(existing) : new TagCreation.TakenByOther(existing);
    }

    /// <summary>Commits reachable from one revision and not from another, newest first.</summary>
    /// <param name="after">Excluded with all its history, for example the previous tag; null for everything.</param>
    /// <param name="until">The newest revision to list.</param>
    /// <param name="paths">Only commits that touch one of these, relative to the root; empty for all commits.</param>
    public async Task<ImmutableArray<GitCommit>> LogAsync(
        string? after, string until, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        IEnumerable<string> range = after is null ? [until] : [until, "^" + after];
        var log = await git.RunAsync(
            $"list the commits {(after is null ? "" : after + "..")}{until}",
            ["--literal-pathspecs", .. LogReader.Arguments("--end-of-options", [.. range, "--", .. paths])],
            cancellationToken);
        return LogReader.Read(log.Output.Span);
    }

    /// <summary>All commits reachable from a revision with the tags that lead to them, children before parents, read by one process.</summary>
    /// <param name="until">The newest revision.</param>
    /// <param name="withPaths">Whether the paths that each commit changed are told too, which takes git several times as long.</param>
    public async Task<ImmutableArray<GitHistoryCommit>> HistoryAsync(string until, bool withPaths, CancellationToken cancellationToken)
    {
        var log = await git.RunAsync("read the history", HistoryReader.Arguments(until, withPaths), cancellationToken);
        return HistoryReader.Read(log.Output.Span);
    }

    /// <summary>
    /// All files that are not ignored, with the names of their contents. Dirty and untracked files are read and hashed;
    /// the rest comes from the index, in one git process.
    /// </summary>
    public async Task<SourceSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var files = await git.RunAsync("list files", FileListing.Arguments, cancellationToken);
        var listing = FileListing.Read(files.Output.Span);
        var dirty = await new DirtyFileHasher(Root, git, listing.HashAlgorithm).HashAsync(listing.Dirty, cancellationToken);
        return new SourceSnapshot(listing.MergeWith(dirty));
    }

    /// <summary>The paths of all files that are not ignored and exist, relative to the root, sorted.</summary>
    public async Task<ImmutableArray<string>> FilesAsync(CancellationToken cancellationToken)
    {
        var files = await git.RunAsync("list files", PathListing.Arguments, cancellationToken);
        return PathListing.Read(files.Output.Span);
    }

    /// <summary>Paths that differ between two commits; a renamed file counts under both names.</summary>
    public async Task<ImmutableArray<string>> ChangedPathsAsync(string from, string to, CancellationToken cancellationToken)
    {
        var diff = await git.RunAsync("compare two commits", ["diff", "--name-only", "-z", "--no-renames", from, to, "--"], cancellationToken);
        return [.. diff.OutputText.Split('\0', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>The best common ancestor of two commits, or null when there is none here.</summary>
    public async Task<GitObjectId?> MergeBaseAsync(string one, string other, CancellationToken cancellationToken)
    {
        var found = await git.TryAsync(["merge-base", one, other], cancellationToken);
        return GitObjectId.TryParse(found.OutputText.Trim(), out var id) ? id : null;
    }

    /// <summary>The configured remotes, in git's order (by name).</summary>
    public async Task<ImmutableArray<GitRemote>> RemotesAsync(CancellationToken cancellationToken)
    {
        var remotes = await git.RunAsync("list remotes", ["remote", "--verbose"], cancellationToken);
        return RemoteReader.Read(remotes.OutputText);
    }

    private async Task<ImmutableArray<GitTag>> ReadTagsAsync(
        ProcessResult.Exited refs, CancellationToken cancellationToken)
    {
        var tags = ImmutableArray.CreateBuilder<GitTag>();
        foreach (var (name, isAnnotated, commit) in TagReader.Read(refs.Output.Span))
        {
            // A tag of a tag: git peels one layer in a listing, the rest is asked for.
            var peeled = commit ?? await ResolveAsync("refs/tags/" + name, cancellationToken);
            if (peeled is { } id)
                tags.Add(new GitTag { Name = name, Commit = id, IsAnnotated = isAnnotated });
        }
        return tags.ToImmutable();
    }

    private ReleaseException TagRefused(string name, string error)
    {
        var lacksIdentity = error.Contains("tell me who you are", StringComparison.Ordinal);
        return new ReleaseException(
            ExitCode.Refused,
            $"git would not make the tag {name} in {Root}",
            error.Trim(),
            lacksIdentity ? "set git config user.name and user.email, or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL" : null);
    }
}
