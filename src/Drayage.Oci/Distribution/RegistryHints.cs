using System.Net;
using Drayage.Platform.Http;

namespace Drayage.Oci.Distribution;

/// <summary>What to do about a registry's refusal.</summary>
internal static class RegistryHints
{
    public static string For(RegistryException failure)
    {
        var host = failure.Uri.Authority;
        return failure.Status switch
        {
            null when failure.InnerException is HttpFailureException { Failure.Hint: { } hint } => hint,
            null => $"check that {host} is reachable from here, then run the command again",
            HttpStatusCode.Unauthorized => $"give a credential for {host} in the destination's settings, or log in with: skopeo login {host}",
            HttpStatusCode.Forbidden when host == "ghcr.io" =>
                "the job needs 'permissions: packages: write', and a package that exists must name this repository under 'Manage Actions access'",
            HttpStatusCode.Forbidden => $"the credential for {host} lacks the right to do this on the repository",
            HttpStatusCode.NotFound => "check the registry and repository name; some registries want a repository to be made first",
            HttpStatusCode.TooManyRequests => $"{host} limits requests: wait, or use a credential with a higher limit",
            HttpStatusCode.RequestEntityTooLarge => $"a proxy before {host} or the registry limits the size of uploads: raise its limit",
            HttpStatusCode.MethodNotAllowed => $"{host} does not offer this operation through its registry API",
            >= HttpStatusCode.InternalServerError => $"the fault is on the side of {host}: run the command again later",
            _ => $"see what {host} says about this error",
        };
    }
}
