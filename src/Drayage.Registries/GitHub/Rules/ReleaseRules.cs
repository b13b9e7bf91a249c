using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>Creating, editing, publishing and deleting releases, with GitHub's refusals.</summary>
internal static class ReleaseRules
{
    private const string Resource = "Release";

    public static (RepositoryState State, Release Release) Create(RepositoryState state, ReleaseDraft asked, ReleaseNotes notes, DateTimeOffset now)
    {
        CheckMakeLatest(asked);
        var tag = asked.TagName ?? throw GitHubRefusal.Invalid(Resource, "missing_field", "tag_name");
        CheckTag(state, tag);
        var generated = asked.GenerateReleaseNotes == true ? notes.Between(state, previous: null, tag) : null;
        var release = new Release
        {
            Id = state.LastId + 1,
            TagName = tag,
            TargetCommitish = asked.TargetCommitish is { Length: > 0 } target ? target : state.DefaultBranch,
            Name = asked.Name is { Length: > 0 } ? asked.Name : generated is null ? asked.Name : tag,
            Body = string.IsNullOrEmpty(asked.Body) || generated is null ? generated ?? asked.Body : $"{asked.Body}\n\n{generated}",
            Draft = true,
            Prerelease = asked.Prerelease ?? false,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var added = state with { LastId = release.Id, Releases = state.Releases.Add(release) };
        return asked.Draft == true ? (added, release) : Publish(added, release, asked, now);
    }

    public static (RepositoryState State, Release Release) Edit(RepositoryState state, long id, ReleaseDraft asked, DateTimeOffset now)
    {
        CheckMakeLatest(asked);
        var release = state.Find(id) ?? throw GitHubRefusal.NotFound();
        if (asked.TagName is { } tag && tag != release.TagName)
        {
            if (release.Immutable)
                throw GitHubRefusal.Invalid(Resource, "custom", "tag_name", "tag_name cannot be changed on an immutable release");
            CheckTag(state, tag);
        }
        if (release.Immutable && asked.Draft == true)
            throw GitHubRefusal.Invalid(Resource, "custom", "draft", "an immutable release cannot become a draft");
        var edited = release with
        {
            TagName = asked.TagName ?? release.TagName,
            TargetCommitish = asked.TargetCommitish is { Length: > 0 } target ? target : release.TargetCommitish,
            Name = asked.Name ?? release.Name,
            Body = asked.Body ?? release.Body,
            Prerelease = asked.Prerelease ?? release.Prerelease,
            UpdatedAt = now,
        };
        return (release.Draft, asked.Draft) switch
        {
            (true, false) => Publish(state, edited, asked, now),
            (false, true) => Keep(state, edited with { Draft = true, PublishedAt = null }),
            (false, _) => Keep(asked.MakeLatest is { } choice ? LatestRelease.Choose(WithTag(state, edited), edited, choice) : WithTag(state, edited), edited),
            _ => Keep(state, edited),
        };
    }

    public static RepositoryState Delete(RepositoryState state, long id)
    {
        var release = state.Find(id) ?? throw GitHubRefusal.NotFound();
        return state with
        {
            Releases = state.Releases.Remove(release),
            LatestReleaseId = state.LatestReleaseId == id ? null : state.LatestReleaseId,
        };
    }

    private static (RepositoryState State, Release Release) Publish(RepositoryState state, Release release, ReleaseDraft asked, DateTimeOffset now)
    {
        if (state.Releases.Any(other => other.Id != release.Id && !other.Draft && other.TagName == release.TagName))
            throw GitHubRefusal.Invalid(Resource, "already_exists", "tag_name");
        var published = release with { Draft = false, PublishedAt = now, Immutable = state.ImmutableReleases };
        var tagged = WithTag(state, published).Replace(published);
        if (published.Immutable)
            tagged = tagged with { BurnedTags = tagged.BurnedTags.Add(published.TagName) };
        return (LatestRelease.Choose(tagged, published, asked.MakeLatest ?? "true"), published);
    }

    private static (RepositoryState State, Release Release) Keep(RepositoryState state, Release release) => (state.Replace(release), release);

    private static RepositoryState WithTag(RepositoryState state, Release release)
    {
        var name = RepositoryState.TagPrefix + release.TagName;
        if (state.Refs.ContainsKey(name))
            return state;
        if (state.Refs.TryGetValue(RepositoryState.BranchPrefix + release.TargetCommitish, out var head))
            return state.WithRef(name, head);
        return RefNames.IsSha(release.TargetCommitish)
            ? state.WithRef(name, new GitObject(release.TargetCommitish, GitObject.Commit))
            : throw GitHubRefusal.Invalid(Resource, "invalid", "target_commitish");
    }

    private static void CheckTag(RepositoryState state, string tag)
    {
        if (!RefNames.IsValid(RepositoryState.TagPrefix + tag))
            throw GitHubRefusal.Invalid(Resource, "custom", "tag_name", "tag_name is not a valid tag");
        if (state.BurnedTags.Contains(tag))
            throw GitHubRefusal.Invalid(Resource, "custom", "tag_name", "tag_name was used by an immutable release");
    }

    private static void CheckMakeLatest(ReleaseDraft asked)
    {
        if (asked.MakeLatest is not (null or "true" or "false" or "legacy"))
            throw GitHubRefusal.Invalid(Resource, "invalid", "make_latest");
    }
}
