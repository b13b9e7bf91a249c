using Drayage.Registries.GitHub.State;
using Drayage.Registries.GitHub.Wire;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>Making annotated tags.</summary>
internal static class TagRules
{
    public static (RepositoryState State, TagObject Tag) Create(RepositoryState state, CreateTagRequest asked, DateTimeOffset now)
    {
        if (asked.Tag is not { } name || asked.Message is not { } message || asked.Object is not { } sha || asked.Type is null)
            throw GitHubRefusal.Unprocessable("Invalid request.\n\n\"tag\", \"message\", \"object\" and \"type\" must be supplied.");
        if (!RefNames.IsValid(RepositoryState.TagPrefix + name))
            throw GitHubRefusal.Invalid("Tag", "invalid", "tag");
        if (asked.Type is not (GitObject.Commit or "tree" or "blob"))
            throw GitHubRefusal.Invalid("Tag", "invalid", "type");
        if (!RefNames.IsSha(sha))
            throw GitHubRefusal.Unprocessable("The object parameter must be exactly 40 characters and contain only [0-9a-f].");
        var target = new GitObject(sha, asked.Type);
        var tagger = new Signature(asked.Tagger?.Name ?? state.Owner, asked.Tagger?.Email ?? $"{state.Owner}@localhost", asked.Tagger?.Date ?? now);
        var tag = new TagObject
        {
            Sha = GitObjectId.AnnotatedTag(name, message, target, tagger),
            Tag = name,
            Message = message,
            Object = target,
            Tagger = tagger,
        };
        return (state with { TagObjects = state.TagObjects.SetItem(tag.Sha, tag) }, tag);
    }
}
