using System.Collections.Concurrent;
using System.Net;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Oci.References;
using Drayage.Platform.Http;

namespace Drayage.Oci.Distribution;

/// <summary>
/// A client of one registry (distribution specification 1.1). Tokens are shared by all its repositories. Safe for use
/// by many threads.
/// </summary>
public sealed class RegistryClient
{
    private readonly RegistryTransport transport;
    private readonly UploadOptions uploads;
    private readonly Pauses pauses;
    private readonly ConcurrentDictionary<RepositoryName, RepositoryClient> repositories = new();

    /// <param name="http">
    /// Normally <see cref="HttpPipeline.NewClient"/>. Must not follow redirects itself, so that this client sees where they
    /// lead, and its time-out must not be shorter than the upload of the largest blob.
    /// </param>
    /// <param name="registry">Where the registry is.</param>
    /// <param name="credentials">Asked when the registry wants a credential.</param>
    /// <param name="uploads">How blobs are sent.</param>
    /// <param name="time">For the expiry of tokens and the pauses between attempts.</param>
    public RegistryClient(HttpClient http, RegistryHost registry, ICredentialSource credentials, UploadOptions uploads, TimeProvider time)
    {
        Host = registry;
        this.uploads = uploads;
        pauses = new Pauses(uploads, time);
        transport = new RegistryTransport(http, registry, new RegistryAuthenticator(http, registry, credentials, time), pauses, uploads.Concurrency);
    }

    public RegistryHost Host { get; }

    /// <summary>Checks that the registry speaks the protocol and takes the credential.</summary>
    /// <exception cref="RegistryException">It does not.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        var request = new RegistryRequest { Method = HttpMethod.Get, Uri = transport.Api(""), Scope = RegistryScope.None };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.OK);
    }

    /// <summary>The client of one repository; the same object for the same name.</summary>
    public RepositoryClient Repository(RepositoryName name) =>
        repositories.GetOrAdd(name, created => new RepositoryClient(transport, created, RegistryScope.Pull(created), uploads, pauses));
}
