using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.GitHub;

/// <summary>The published releases of a repository and their files, as far as a credential may see them.</summary>
public sealed class PublishedReleases
{
    // Lists inside a release are trusted as whole below the usual page size only.
    private const int SurelyWhole = 30;

    private readonly RepositorySlug repository;
    private readonly GitHubClient client;
    private readonly RepositorySite site;

    /// <param name="repository"><c>owner/name</c></param>
    /// <param name="destination">Settings of a destination of kind github, for another interface or token; null for GitHub's own and GITHUB_TOKEN.</param>
    /// <param name="context">For the requests.</param>
    public PublishedReleases(RepositorySlug repository, DestinationSettings? destination, PublisherContext context)
    {
        this.repository = repository;
        (client, site) = RepositoryReading.Of(repository, destination, context);
    }

    /// <summary>All of them, the newest first.</summary>
    /// <exception cref="ReleaseException">There is no such repository, or no answer.</exception>
    public async IAsyncEnumerable<PublishedRelease> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var message = $"the releases of {repository.Text} cannot be listed";
        // A list that is not there looks like an empty one.
        _ = await AskAsync(() => client.GetAsync(site.Repository, GitHubJson.Default.RepositoryDocument, message, cancellationToken)) ?? throw new ReleaseException(
            ExitCode.Refused, message, $"{site.Repository}: there is no such repository, or not for this credential", "check the name; for a private repository set GITHUB_TOKEN");
        var releases = client.ListAsync(site.Releases, GitHubJson.Default.ImmutableArrayReleaseDocument, message, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (releases.ConfigureAwait(false))
        {
            while (await AskAsync(async () => await releases.MoveNextAsync()))
            {
                var release = releases.Current;
                if (!release.Draft)
                    yield return Of(release, release.Assets.Length < SurelyWhole ? release.Assets : await AskAsync(() => AssetsAsync(release, message, cancellationToken)));
            }
        }
    }

    /// <summary>Writes a file's bytes to a stream, as a stranger fetches them where that is possible.</summary>
    /// <exception cref="ReleaseException">It is not there, or did not come whole.</exception>
    public Task DownloadAsync(PublishedFile file, Stream target, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var message = $"{file.Address} cannot be fetched";
        using var reply = await client.DownloadAsync(file.Address, asAnybody: true, offset: 0, message, cancellationToken)
            ?? await client.DownloadAsync(file.Interface, asAnybody: false, offset: 0, message, cancellationToken)
            ?? throw new ReleaseException(ExitCode.Refused, message, "the release lists it, and it is not there", "look at the release's page; run the command again");
        await using var body = await reply.OpenBodyAsync(cancellationToken);
        await body.CopyToAsync(target, cancellationToken);
        return true;
    });

    private static PublishedRelease Of(ReleaseDocument release, ImmutableArray<AssetDocument> assets) => new()
    {
        Tag = release.TagName,
        Title = release.Name ?? "",
        Page = new Uri(release.HtmlUrl),
        Published = release.PublishedAt,
        Files =
        [
            .. assets.Where(asset => asset.IsComplete).Select(asset => new PublishedFile
            {
                Id = asset.Id,
                Name = asset.Name,
                Size = asset.Size,
                Digest = Digest.TryParse(asset.Digest, out var digest) ? digest : null,
                Address = new Uri(asset.BrowserDownloadUrl),
                Interface = new Uri(asset.Url),
            }),
        ],
    };

    private async Task<ImmutableArray<AssetDocument>> AssetsAsync(ReleaseDocument release, string message, CancellationToken cancellationToken)
    {
        var assets = ImmutableArray.CreateBuilder<AssetDocument>();
        await foreach (var asset in client.ListAsync(site.Assets(release.Id), GitHubJson.Default.ImmutableArrayAssetDocument, message, cancellationToken))
            assets.Add(asset);
        return assets.ToImmutable();
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (DeliveryException failed)
        {
            throw new ReleaseException(ExitCode.Refused, failed.Message, failed.Because, failed.Hint, failed);
        }
    }
}

/// <summary>A release that anybody can see who sees its repository.</summary>
public sealed record PublishedRelease
{
    public required string Tag { get; init; }

    /// <summary>Empty where nobody gave it one.</summary>
    public required string Title { get; init; }

    /// <summary>On the web site.</summary>
    public required Uri Page { get; init; }

    public DateTimeOffset? Published { get; init; }

    public required ImmutableArray<PublishedFile> Files { get; init; }
}

/// <summary>A file of a release.</summary>
public sealed record PublishedFile
{
    /// <summary>Another file of the same name has another one.</summary>
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>As GitHub tells it; null where it does not.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Where anybody fetches it.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where a token fetches it.</summary>
    internal Uri Interface { get; init; } = null!;
}
