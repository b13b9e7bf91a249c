using Drayage.Registries.GitHub.State;

namespace Drayage.Registries.GitHub.Rules;

/// <summary>Generated notes. As nothing is known of commits and pull requests, they are the line that GitHub always ends with.</summary>
/// <param name="repositoryUrl">Web address of the repository, without a slash at the end.</param>
internal sealed class ReleaseNotes(string repositoryUrl)
{
    /// <param name="previous">The tag to compare with; null takes the newest published release before.</param>
    public string Between(RepositoryState state, string? previous, string tag)
    {
        var from = previous ?? state.Releases
            .Where(release => !release.Draft && release.TagName != tag)
            .MaxBy(release => (release.CreatedAt, release.Id))?.TagName;
        return from is null
            ? $"**Full Changelog**: {repositoryUrl}/commits/{tag}"
            : $"**Full Changelog**: {repositoryUrl}/compare/{from}...{tag}";
    }
}
