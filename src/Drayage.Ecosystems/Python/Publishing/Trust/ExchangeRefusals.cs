using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing.Trust;

/// <summary>Tells why an index gave no token for an identity (docs.pypi.org/trusted-publishers/troubleshooting).</summary>
internal static class ExchangeRefusals
{
    /// <param name="host">Where the index exchanges identities.</param>
    /// <param name="message">What failed, on what.</param>
    /// <param name="failure">What the index said.</param>
    /// <param name="claims">What it compared.</param>
    public static DeliveryException Explain(Uri host, string message, HttpFailure failure, string claims)
    {
        var told = failure.ToDelivery(message, HintFor(host, failure));
        var because = claims.Length > 0 ? $"{told.Because}; the job's identity says: {claims}" : told.Because;
        return new DeliveryException(told.Failure, message, because, told.Hint, told.RetryAfter);
    }

    private static string? HintFor(Uri host, HttpFailure failure) => failure switch
    {
        _ when failure.Has("invalid-publisher") =>
            $"name this very repository, workflow file and environment as trusted publisher on the project's page of {host.Authority} (Manage, Publishing); "
            + $"for a project that is not there yet, as pending publisher: {new Uri(host, "manage/account/publishing/")}",
        _ when failure.Has("invalid-pending-publisher") => "somebody else has made the project since the pending publisher was added: choose another name, or ask its owner to add the publisher",
        _ when failure.Has("invalid-reuse-token") => "each identity serves once, and this job was given one only: start the job again",
        _ when failure.Has("invalid-token") => "an identity lasts for minutes and is meant for one index: start the job again; in GitLab set 'aud' of the id_token to the index's audience",
        _ when failure.Has("not-enabled") => "the index takes no identities of this CI system at present: set 'token' of the destination",
        _ => null,
    };
}
