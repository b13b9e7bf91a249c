using System.Collections.Immutable;
using Drayage.Registries.GitHub.State;
using Microsoft.AspNetCore.Http;
using Files = System.Collections.Immutable.ImmutableSortedDictionary<string, Drayage.Registries.GitHub.State.TreeFile>;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>
/// Files on branches, with GitHub's refusals. Of pushed commits nothing is known, so a branch has the files that were written here; trees
/// are flat, from path to file.
/// </summary>
internal static class ContentRules
{
    private const string PagesBranch = "gh-pages";

    /// <summary>The files of a branch, or of the default one.</summary>
    public static Files FilesOf(RepositoryState state, string? branch) => state.Refs.TryGetValue(RefOf(state, branch), out var head)
        ? FilesAt(state, head.Sha)
        : throw new GitHubRefusal(StatusCodes.Status404NotFound, $"No commit found for the ref {branch}");

    /// <summary>What GitHub Pages serves: the branch <c>gh-pages</c>, or else the only one with files.</summary>
    public static Files SiteOf(RepositoryState state)
    {
        var written = state.Refs.Where(head => head.Key.StartsWith(RepositoryState.BranchPrefix, StringComparison.Ordinal) && state.CommitTrees.ContainsKey(head.Value.Sha)).ToArray();
        var site = written.FirstOrDefault(head => head.Key == RepositoryState.BranchPrefix + PagesBranch).Value ?? (written is [var only] ? only.Value : null);
        return site is null ? throw GitHubRefusal.NotFound() : FilesAt(state, site.Sha);
    }

    /// <param name="replaced">Id of the blob that the writer knows to be there; null for a new file.</param>
    public static (RepositoryState State, (string Commit, bool IsNew) Made) Write(
        RepositoryState state, string? branch, string path, TreeFile file, string? replaced, string message, DateTimeOffset now)
    {
        var name = RefOf(state, branch);
        if (!state.Refs.TryGetValue(name, out var head))
            throw new GitHubRefusal(StatusCodes.Status404NotFound, $"Branch {branch} not found");
        var files = FilesAt(state, head.Sha);
        var present = files.GetValueOrDefault(path);
        if (present is not null && replaced is null)
            throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"sha\" wasn't supplied.");
        if (replaced is not null && present?.Sha != replaced)
            throw new GitHubRefusal(StatusCodes.Status409Conflict, $"{path} does not match {replaced}");
        var (withTree, tree) = Plant(state, files.SetItem(path, file));
        var (withCommit, commit) = Commit(withTree, tree, [head.Sha], message, now);
        return (withCommit.WithRef(name, new GitObject(commit, GitObject.Commit)), (commit, present is null));
    }

    public static (RepositoryState State, string Tree) Plant(RepositoryState state, Files files)
    {
        // Whole trees have another form in git; here an id need only differ where the files do.
        var tree = GitObjectId.Of("tree", string.Concat(files.Select(file => $"100644 blob {file.Value.Sha}\t{file.Key}\n")));
        return (state with { Trees = state.Trees.SetItem(tree, files) }, tree);
    }

    public static (RepositoryState State, string Commit) Commit(
        RepositoryState state, string tree, ImmutableArray<string> parents, string message, DateTimeOffset now)
    {
        if (!state.Trees.ContainsKey(tree))
            throw GitHubRefusal.Unprocessable("Tree SHA does not exist");
        var commit = GitObjectId.Commit(tree, parents, message, now);
        return (state with { CommitTrees = state.CommitTrees.SetItem(commit, tree) }, commit);
    }

    private static string RefOf(RepositoryState state, string? branch) => RepositoryState.BranchPrefix + (branch is { Length: > 0 } named ? named : state.DefaultBranch);

    private static Files FilesAt(RepositoryState state, string commit) =>
        state.CommitTrees.TryGetValue(commit, out var tree) ? state.Trees[tree] : Files.Empty;
}
