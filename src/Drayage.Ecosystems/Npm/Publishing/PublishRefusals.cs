using System.Collections.Immutable;
using System.Net;
using Drayage.Model.Delivery;
using Drayage.Model.Explaining;
using Drayage.Model.Explaining.Knowledge;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>Tells what a registry's refusal means and what to do about it.</summary>
internal static class PublishRefusals
{
    // The others are answered with the destination's own names and settings.
    private static readonly ImmutableArray<KnownFailure> Telling = [NpmFailures.TooSimilar, NpmFailures.Provenance, NpmFailures.TooLarge];

    /// <summary>The version is there already, or another writer was faster. Whether with the same bytes must be looked up.</summary>
    public static bool SaysExists(HttpFailure failure) =>
        failure.Status is HttpStatusCode.Conflict
        || (failure.Status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest
            && failure.Says("cannot publish over", "previously published", "already present", "already exists", "already published"));

    /// <param name="what">What was asked, as messages call it.</param>
    public static DeliveryException Explain(Consignment consignment, string what, HttpReply reply, HttpFailure failure)
    {
        var package = NpmSite.PackageOf(consignment);
        return failure.ToDelivery($"destination {consignment.Destination}: {what} was refused", failure.Status switch
        {
            _ when failure.RemedyAmong(Client.Npm, Telling) is { } remedy => remedy,
            HttpStatusCode.Unauthorized when WantsPassword(reply, failure) =>
                "the account asks for a one-time password, which a release cannot type: use a granular access token that may bypass it, or trusted publishing",
            HttpStatusCode.Unauthorized => CredentialHint(consignment),
            HttpStatusCode.PaymentRequired => $"restricted packages need a paid account: set access: public for destination {consignment.Destination}",
            HttpStatusCode.Forbidden when failure.Says("24 hours", "unpublished") =>
                "a version that was unpublished can never be published again: release a new version; a whole package can be published anew after 24 hours",
            HttpStatusCode.Forbidden => PermissionHint(consignment, package),
            HttpStatusCode.NotFound when package.StartsWith('@') => $"the scope {PackageName.ScopeOf(package)} does not exist, or the token may not write to it: make the organisation, or correct the token",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => $"check 'registry' of destination {consignment.Destination}: {NpmSite.RegistryOf(consignment)} takes no packages. To an existing package the token may lack write access",
            HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => "correct the package (package.json, or the provenance bundle) and build again",
            _ => null,
        });
    }

    private static string CredentialHint(Consignment consignment) =>
        $"check the token of destination {consignment.Destination}: it may have expired or been revoked; ask who it is with: npm whoami --registry {NpmSite.RegistryOf(consignment)}";

    private static string PermissionHint(Consignment consignment, string package) =>
        $"{package} belongs to somebody else, or the token may not write to it: see npm owner ls {package} --registry {NpmSite.RegistryOf(consignment)}, and make a token with read and write access to it";

    private static bool WantsPassword(HttpReply reply, HttpFailure failure) =>
        reply.Header("WWW-Authenticate")?.Contains("OTP", StringComparison.OrdinalIgnoreCase) == true || failure.Says("one-time pass");
}
