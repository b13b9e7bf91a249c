using System.Collections.Immutable;
using System.Net;
using Drayage.Model.Explaining;
using Drayage.Model.Explaining.Knowledge;
using Drayage.Platform.Http;

namespace Drayage.Oci.Distribution;

/// <summary>What to do about a registry's refusal.</summary>
internal static class RegistryHints
{
    // Refusals that are told by the registry's own words or its host. Their advice holds for whoever pushes, Drayage too; that of the
    // others is for people who type commands.
    private static readonly ImmutableArray<KnownFailure> Telling =
    [
        GhcrFailures.MissingScope, GhcrFailures.NotLinked, GhcrFailures.OrganisationPolicy, GhcrFailures.WrongTokenKind,
        RegistryAccessFailures.DockerHub, RegistryContentFailures.QuotaExceeded, StatusFailures.PaymentRequired,
    ];

    public static string For(RegistryException failure)
    {
        var host = failure.Uri.Authority;
        return failure.Status switch
        {
            null when failure.InnerException is HttpFailureException { Failure.Hint: { } hint } => hint,
            null => $"check that {host} is reachable from here, then run the command again",
            _ when Known(failure) is { } known => known.Remedies[0],
            HttpStatusCode.Unauthorized => $"give a credential for {host} in the destination's settings, or log in with: skopeo login {host}",
            HttpStatusCode.Forbidden => $"the credential for {host} lacks the right to do this on the repository",
            HttpStatusCode.NotFound => "check the registry and repository name; some registries want a repository to be made first",
            HttpStatusCode.TooManyRequests => $"{host} limits requests: wait, or use a credential with a higher limit",
            HttpStatusCode.RequestEntityTooLarge => $"a proxy before {host} or the registry limits the size of layers and uploads: raise its limit, or make the image's layers smaller",
            HttpStatusCode.MethodNotAllowed => $"{host} does not offer this operation through its registry API",
            >= HttpStatusCode.InternalServerError => $"the fault is on the side of {host}: run the command again later",
            _ => $"see what {host} says about this error",
        };
    }

    private static KnownFailure? Known(RegistryException failure) => KnownFailures.Recognise(new Symptom
    {
        Text = failure.Message,
        Status = (int?)failure.Status,
        Hosts = [failure.Uri.Host],
        Clients = Client.Containers,
    }) is { } recognised && Telling.Contains(recognised.Failure) ? recognised.Failure : null;
}
