using System.Net;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>A registry as it is named and the address at which its API answers.</summary>
public sealed record RegistryHost
{
    /// <summary>As in image references.</summary>
    public required string Name { get; init; }

    /// <summary>Scheme, host and port; the API begins at <c>/v2/</c> below it.</summary>
    public required Uri Address { get; init; }

    public bool IsPlainHttp => Address.Scheme == Uri.UriSchemeHttp;

    /// <summary>
    /// The address of a registry: https, except for loopback hosts and for those that the user declared insecure.
    /// </summary>
    /// <param name="registry">Host with optional port.</param>
    /// <param name="insecure">The user's explicit setting to talk plain http to this registry.</param>
    public static RegistryHost Of(string registry, bool insecure = false)
    {
        var host = registry == ImageReference.DockerHub ? "registry-1.docker.io" : registry;
        var scheme = insecure || IsLoopback(registry) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        return new RegistryHost { Name = registry, Address = new Uri($"{scheme}://{host}/") };
    }

    /// <summary>Whether the host with optional port names this machine and cannot name another.</summary>
    public static bool IsLoopback(string registry)
    {
        if (!Uri.TryCreate($"http://{registry}/", UriKind.Absolute, out var uri))
            return false;
        var host = uri.Host.Trim('[', ']');
        return host == "localhost"
            || host.EndsWith(".localhost", StringComparison.Ordinal)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>Whether credentials for this registry may go to the address: same scheme, host and port.</summary>
    internal bool Owns(Uri uri) =>
        uri.Scheme == Address.Scheme && uri.Port == Address.Port && string.Equals(uri.Host, Address.Host, StringComparison.OrdinalIgnoreCase);
}
