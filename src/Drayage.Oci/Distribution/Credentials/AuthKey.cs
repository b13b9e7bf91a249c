using Drayage.Oci.References;

namespace Drayage.Oci.Distribution.Credentials;

/// <summary>The keys of auth files: hosts, old-style addresses, and hosts with a repository path.</summary>
internal static class AuthKey
{
    private const string DockerHubAddress = "https://index.docker.io/v1/";

    /// <summary>Most specific first: <c>ghcr.io/acme/tools</c>, <c>ghcr.io/acme</c>, <c>ghcr.io</c>.</summary>
    public static IEnumerable<string> Candidates(string registry, RepositoryName? repository)
    {
        var path = repository is null ? "" : "/" + repository.Value;
        for (var slash = path.Length; slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return registry + path[..slash];
        yield return registry;
    }

    public static bool Names(string key, string registry) => Normalize(key) == registry;

    /// <summary>Docker writes <c>https://host/v1/</c> for some hosts and the bare host for others.</summary>
    public static string Normalize(string key)
    {
        var schemeEnd = key.IndexOf("://", StringComparison.Ordinal);
        var rest = schemeEnd < 0 ? key : key[(schemeEnd + 3)..];
        rest = rest.TrimEnd('/');
        foreach (var version in new[] { "/v1", "/v2" })
        {
            if (rest.EndsWith(version, StringComparison.Ordinal) && rest.IndexOf('/') == rest.Length - version.Length)
                rest = rest[..^version.Length];
        }
        return rest is "index.docker.io" or "registry-1.docker.io" ? ImageReference.DockerHub : rest;
    }

    /// <summary>What helpers are asked for: Docker stores its own hub under an address.</summary>
    public static string ForHelper(string registry) => registry == ImageReference.DockerHub ? DockerHubAddress : registry;
}
