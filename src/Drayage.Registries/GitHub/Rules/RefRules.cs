using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>Creating, moving and deleting references, with GitHub's refusals.</summary>
internal static class RefRules
{
    public static RepositoryState Create(RepositoryState state, string name, string sha)
    {
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Count(letter => letter == '/') < 2)
            throw GitHubRefusal.Unprocessable("Reference name must start with 'refs/' and have at least two slashes");
        if (!RefNames.IsValid(name))
            throw GitHubRefusal.Unprocessable($"{name} is not a valid ref name.");
        if (state.Refs.ContainsKey(name))
            throw GitHubRefusal.Unprocessable("Reference already exists");
        DemandFree(state, name);
        return state.WithRef(name, Target(state, sha));
    }

    /// <summary>Ancestry is not known here, so a branch may move anywhere, but a tag only by force, as tags hardly ever move forward.</summary>
    public static RepositoryState Move(RepositoryState state, string name, string sha, bool force)
    {
        if (!state.Refs.TryGetValue(name, out var current))
            throw GitHubRefusal.Unprocessable("Reference does not exist");
        var target = Target(state, sha);
        if (target == current)
            return state;
        DemandFree(state, name);
        if (!force && name.StartsWith(RepositoryState.TagPrefix, StringComparison.Ordinal))
            throw GitHubRefusal.Unprocessable("Update is not a fast forward");
        return state.WithRef(name, target);
    }

    /// <summary>A published release that loses its tag becomes a draft.</summary>
    public static RepositoryState Delete(RepositoryState state, string name)
    {
        if (!state.Refs.ContainsKey(name))
            throw GitHubRefusal.Unprocessable("Reference does not exist");
        DemandFree(state, name);
        var without = state with { Refs = state.Refs.Remove(name) };
        return name.StartsWith(RepositoryState.TagPrefix, StringComparison.Ordinal)
            && state.PublishedUnder(name[RepositoryState.TagPrefix.Length..]) is { } release
            ? without.Replace(release with { Draft = true, PublishedAt = null })
            : without;
    }

    /// <summary>What a 40-digit id names: a known annotated tag, or else a commit.</summary>
    public static GitObject Target(RepositoryState state, string sha)
    {
        if (!RefNames.IsSha(sha))
            throw GitHubRefusal.Unprocessable("The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
        return new GitObject(sha, state.TagObjects.ContainsKey(sha) ? GitObject.Tag : GitObject.Commit);
    }

    private static void DemandFree(RepositoryState state, string name)
    {
        if (name.StartsWith(RepositoryState.TagPrefix, StringComparison.Ordinal)
            && state.BurnedTags.Contains(name[RepositoryState.TagPrefix.Length..]))
            throw GitHubRefusal.Unprocessable("Cannot create, update or delete a tag that belongs or belonged to an immutable release");
    }
}
