using System.Collections.Concurrent;
using Drayage.Cli.Rehearsal;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Oci.References;
using Drayage.Pipeline.Publishing;

namespace Drayage.Cli.Images;

/// <summary>
/// Reaches repositories with the credentials that the container tools know. While a rehearsal is on, every registry is
/// the embedded one, as it is for a release.
/// </summary>
internal sealed class RegistryAccess
{
    private readonly Composition composition;
    private readonly RehearsalSite? rehearsal;
    private readonly ICredentialSource credentials;
    private readonly bool plainHttp;
    private readonly ConcurrentDictionary<string, RegistryClient> clients = new(StringComparer.Ordinal);

    /// <param name="composition">Connections and logins.</param>
    /// <param name="authFile">A file of credentials to use instead of the usual ones; null for those.</param>
    /// <param name="plainHttp">Whether registries that are not on this machine are spoken to without TLS.</param>
    /// <exception cref="ReleaseException">There is no such file.</exception>
    public RegistryAccess(Composition composition, string? authFile, bool plainHttp)
    {
        this.composition = composition;
        this.plainHttp = plainHttp;
        rehearsal = RehearsalSites.Served(composition.Environment);
        credentials = authFile is null
            ? composition.RegistryLogins
            : new AuthFileCredentials(
                [Existing(Path.GetFullPath(authFile, composition.Environment.CurrentDirectory))], composition.Processes, composition.Environment.CurrentDirectory);
    }

    /// <summary>Of the usual files any may be missing; without the one that was named nobody would be logged in.</summary>
    private static string Existing(string path) => File.Exists(path)
        ? path
        : throw new ReleaseException(ExitCode.Usage, $"there is no {path}", null, "name a file of logins with --authfile: skopeo login --authfile FILE writes one");

    public RepositoryClient Open(ImageReference reference)
    {
        if (rehearsal is not { } site || site.IsNamedBy(reference))
            return Client(RegistryHost.Of(reference.Registry, plainHttp)).Repository(reference.Repository);
        return Client(RegistryHost.Of(site.Address.Authority)).Repository(RehearsalSite.StandInFor(reference));
    }

    private RegistryClient Client(RegistryHost host) => clients.GetOrAdd(
        host.Name, _ => new RegistryClient(composition.Http.NewClient(), host, CredentialsFor(host), Uploads(), composition.Clock));

    /// <summary>How many go at one time is the copy's to say.</summary>
    private UploadOptions Uploads() => new()
    {
        Concurrency = int.MaxValue,
        Notes = CacheDirectory() is { } cache ? new UploadNotes(Path.Combine(cache, "drayage", "uploads")) : null,
    };

    private string? CacheDirectory()
    {
        if (composition.Environment.Find("XDG_CACHE_HOME") is { Length: > 0 } cache)
            return cache;
        return composition.Environment.Find("HOME") is { Length: > 0 } home ? Path.Combine(home, ".cache") : null;
    }

    private ICredentialSource CredentialsFor(RegistryHost host) => rehearsal is { } site && host.Name == site.Address.Authority
        ? StaticCredentials.For(host.Name, new RegistryCredential.Password("rehearsal", site.Token))
        : credentials;
}
