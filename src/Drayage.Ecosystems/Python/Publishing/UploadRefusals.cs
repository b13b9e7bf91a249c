using System.Collections.Immutable;
using System.Net;
using Drayage.Model.Delivery;
using Drayage.Model.Explaining;
using Drayage.Model.Explaining.Knowledge;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Tells what an index's refusal means and what to do about it. Indexes explain themselves in the reason phrase and in the body.</summary>
internal static class UploadRefusals
{
    /// <summary>The name is taken; whether by the same bytes, the refusal may say too.</summary>
    public static bool SaysExists(HttpFailure failure) =>
        failure.Status is HttpStatusCode.Conflict || (failure.Status is HttpStatusCode.BadRequest && failure.Says("already exist"));

    /// <summary>Whether the refusal tells which bytes are there.</summary>
    public static bool NamesDigest(HttpFailure failure) => failure.Says("blake2_256 hash");

    /// <summary>A token that is over or was never one, as opposed to one that may not do this.</summary>
    public static bool SaysNoToken(HttpFailure failure) =>
        failure.Status is HttpStatusCode.Unauthorized || (failure.Status is HttpStatusCode.Forbidden && failure.Says("expired", "non-existent authentication"));

    /// <param name="name">The file.</param>
    /// <param name="held">SHA-256 of what the index lists under the name; null when it lists nothing.</param>
    /// <param name="ours">Of what was sent.</param>
    public static DeliveryException Conflict(Consignment consignment, string name, HttpFailure failure, string? held, UploadDigests ours) => new(
        DeliveryFailure.Conflict,
        $"destination {consignment.Destination}: {name} of version {consignment.Version} is already there with other bytes",
        $"{(held is null ? "" : $"{consignment.Address} holds sha256:{held}, ")}this release has sha256:{ours.Sha256} (blake2_256 {ours.Blake2b256}): {failure.Describe()}",
        "published files are never overwritten: release a new version, or rebuild the commit that was published");

    /// <param name="what">What was sent, as messages call it.</param>
    /// <param name="credential">What went along with it.</param>
    public static DeliveryException Explain(Consignment consignment, string what, HttpFailure failure, PythonIndexCredential credential)
    {
        var message = $"destination {consignment.Destination}: {what} was refused";
        return failure.ToDelivery(message, failure.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => credential.IsExchanged ? TrustHint(consignment) : CredentialHint(consignment, failure, credential.Place),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone =>
                $"{consignment.Address} is no Python upload API; set 'upload' of destination {consignment.Destination} (PyPI's is \"pypi\"). GitHub has no Python index",
            HttpStatusCode.RequestEntityTooLarge => SizeHint,
            HttpStatusCode.BadRequest => ContentHint(consignment, failure),
            { } status when (int)status is >= 300 and < 400 =>
                $"the address leads elsewhere; write the new one into 'upload' of destination {consignment.Destination}",
            _ => null,
        });
    }

    private const string SizeHint = "the index limits the size of files; ask it for a higher limit, or make the file smaller";

    // The others are answered with the destination's own names and settings.
    private static readonly ImmutableArray<KnownFailure> Telling =
    [
        PythonAccessFailures.TwoFactor, PythonAccessFailures.EmailUnverified, PythonContentFailures.NameRefused, PythonContentFailures.Metadata,
        PythonContentFailures.DirectDependency, PythonContentFailures.PlatformTag, PythonContentFailures.SecondSdist,
    ];

    private static string? Known(HttpFailure failure) => failure.RemedyAmong(Client.Python, Telling);

    private static string TrustHint(Consignment consignment) =>
        $"on the index's pages of {PythonIndexSite.PackageOf(consignment)} name this repository, workflow and environment as trusted publisher: the token that it gave is for other projects";

    private static string CredentialHint(Consignment consignment, HttpFailure failure, string place) => failure switch
    {
        _ when Known(failure) is { } remedy => remedy,
        _ when failure.Says("isn't allowed to upload", "is not allowed to upload") =>
            $"the name belongs to somebody else: ask an owner of {PythonIndexSite.PackageOf(consignment)} to make the token's user a maintainer, or give the package another name in pyproject.toml",
        _ when failure.Says("token is expired", "expired token") => $"make a new token and store it where this one was taken from ({place})",
        _ when failure.Says("project-scoped", "scoped token", "not allowed", "not have permission") =>
            $"the token belongs to another project or to a user without a role there: make one whose scope is {PythonIndexSite.PackageOf(consignment)} (a project's first upload needs one for the whole account)",
        _ => $"check the token of destination {consignment.Destination} ({place}): its user name is __token__, PyPI and TestPyPI have tokens of their own, and it begins with pypi-",
    };

    private static string? ContentHint(Consignment consignment, HttpFailure failure) => failure switch
    {
        _ when failure.Says("previously used", "has already been used") => "a file of this name was deleted there, and its name cannot be used again: release a new version",
        _ when failure.Says("local version") => "release a version without build metadata (the part after '+')",
        _ when failure.Says("project size too large", "total size") =>
            $"the project's quota is used up: delete old releases on the index's pages (yanking frees nothing), or ask for more{(QuotaPage(consignment) is { } page ? $": {page}" : "")}",
        _ when failure.Says("too large") => SizeHint,
        _ when failure.Says("non-user identities") =>
            $"the pending publisher must name {PythonIndexSite.PackageOf(consignment)} as its project: correct it on the index's pages, or the name in pyproject.toml",
        _ when failure.Says("only supported when using trusted publishing") => "take 'attestations' out of the destination, or its 'token'",
        _ when failure.Says("attestation") => "sign the very files that drayage release --until seal leaves, as the job that the index trusts, or take 'attestations' out of the destination",
        _ => Known(failure),
    };

    private static string? QuotaPage(Consignment consignment) =>
        WellKnownIndex.ByUpload(new Uri(consignment.Address)) is { } known ? new Uri(known.Pages, "help/#project-size-limit").AbsoluteUri : null;
}
