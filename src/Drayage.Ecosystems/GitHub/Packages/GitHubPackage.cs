using System.Collections.Immutable;
using System.Net;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Retention;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub.Packages;

/// <summary>
/// The versions of a package of GitHub Packages (REST interface, "Packages"). The owner may be an organisation or a user, which have
/// different addresses. Of images each manifest is a version, and <see cref="IPackageVersions"/> is what their registry cannot do.
/// </summary>
public sealed class GitHubPackage : IVersionStore, IPackageVersions
{
    private readonly GitHubClient client;
    private readonly Uri api;
    private readonly PackageAddress address;
    private Uri? found;

    /// <param name="http">Connections.</param>
    /// <param name="token">One that may read packages, and delete them where something is removed.</param>
    /// <param name="api">Base address of the interface; of a rehearsal that of the embedded registries is used.</param>
    /// <param name="rehearsal">Where the embedded registries listen; null for GitHub itself.</param>
    /// <param name="address">The package.</param>
    public GitHubPackage(HttpPipeline http, SecretSource token, Uri? api, Uri? rehearsal, PackageAddress address)
    {
        var credential = new HttpCredential.Bearer(token);
        client = new GitHubClient(http, credential, credential);
        this.api = RepositorySite.ApiOf(api ?? GitHubSection.DefaultApi, rehearsal);
        this.address = address;
    }

    public string Name => address.ToString();

    public async Task<ImmutableArray<StoredVersion>> ListAsync(CancellationToken cancellationToken)
    {
        var message = $"{Name} cannot be read";
        var versions = ImmutableArray.CreateBuilder<StoredVersion>();
        var package = await FindAsync(message, cancellationToken);
        await foreach (var version in client.ListAsync(new Uri($"{package}/versions"), GitHubJson.Default.ImmutableArrayPackageVersionDocument, message, cancellationToken))
        {
            versions.Add(new StoredVersion
            {
                Name = version.Name,
                Tags = address.IsContainer ? version.Metadata?.Container?.Tags ?? [] : [version.Name],
                Created = version.CreatedAt,
                Id = version.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        return versions.ToImmutable();
    }

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) => await LookAsync($"{Name} cannot be read", cancellationToken) is not null;

    public async Task<string?> RemoveAsync(Removal removal, CancellationToken cancellationToken)
    {
        await DeleteAsync(removal.Version, cancellationToken);
        return null;
    }

    public async Task DeleteAsync(StoredVersion version, CancellationToken cancellationToken)
    {
        var message = $"{Name}: version {version.Name} was not deleted";
        var package = await FindAsync(message, cancellationToken);
        using var reply = await client.DeleteForAsync(new Uri($"{package}/versions/{version.Id}"), message, cancellationToken);
        if (!reply.IsSuccess && reply.Status != HttpStatusCode.NotFound)
            throw await ExplainAsync(reply, message, cancellationToken);
    }

    private async Task<Uri> FindAsync(string message, CancellationToken cancellationToken) => await LookAsync(message, cancellationToken) ?? throw new DeliveryException(
        DeliveryFailure.Refused, message, $"neither an organisation nor a user {address.Owner} shows a package {address.Package} of type {address.Type}", "check the name; GitHub hides what a token may not see: it needs read:packages");

    private async Task<Uri?> LookAsync(string message, CancellationToken cancellationToken)
    {
        if (found is not null)
            return found;
        foreach (var owners in new[] { "orgs", "users" })
        {
            var place = new Uri(api, $"{owners}/{Uri.EscapeDataString(address.Owner)}/packages/{address.Type}/{Uri.EscapeDataString(address.Package)}");
            using var reply = await client.FetchAsync(place, message, cancellationToken);
            if (reply.IsSuccess)
                return found = place;
            if (reply.Status != HttpStatusCode.NotFound)
                throw await ExplainAsync(reply, message, cancellationToken);
        }

        return null;
    }

    private static async Task<DeliveryException> ExplainAsync(HttpReply reply, string message, CancellationToken cancellationToken)
    {
        var failure = await reply.ToFailureAsync(cancellationToken);
        return reply.Status switch
        {
            HttpStatusCode.Forbidden when failure.RetryAfter is null => failure.ToDelivery(
                message, "the token needs read:packages and delete:packages (a classic token), or in a workflow 'permissions: packages: write' and the package's access for the repository"),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => failure.ToDelivery(
                message, "GitHub deletes neither the last version of a package nor a public one with more than 5,000 downloads: delete the package, or ask GitHub's support"),
            _ => GitHubRefusals.Explain(failure, message),
        };
    }
}
