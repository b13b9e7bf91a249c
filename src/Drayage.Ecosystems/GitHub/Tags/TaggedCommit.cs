using Drayage.Ecosystems.GitHub.Interface;

namespace Drayage.Ecosystems.GitHub.Tags;

/// <summary>Finds what tags name.</summary>
internal sealed class TaggedCommit(GitHubClient client)
{
    // Tags of tags of tags are legal and nobody has them.
    private const int DeepestTag = 8;

    /// <returns>The full id of the commit, through annotated tags; null when there is no such tag.</returns>
    public async Task<string?> FindAsync(RepositorySite site, string tag, string message, CancellationToken cancellationToken)
    {
        var reference = await client.GetAsync(site.TagReference(tag), GitHubJson.Default.RefDocument, message, cancellationToken);
        for (var depth = 0; reference is { Object.Type: "tag" } && depth < DeepestTag; depth++)
            reference = await client.GetAsync(site.TagObject(reference.Object.Sha), GitHubJson.Default.RefDocument, message, cancellationToken);
        return reference?.Object.Sha;
    }
}
