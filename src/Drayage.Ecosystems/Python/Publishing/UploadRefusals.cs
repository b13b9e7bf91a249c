using System.Net;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Tells what an index's refusal means and what to do about it. Indexes explain themselves in the reason phrase and in the body.</summary>
internal static class UploadRefusals
{
    /// <summary>The name is taken; whether by the same bytes, the refusal may say too.</summary>
    public static bool SaysExists(HttpFailure failure) =>
        failure.Status is HttpStatusCode.Conflict || (failure.Status is HttpStatusCode.BadRequest && Says(failure, "already exist"));

    /// <param name="what">What was sent, as messages call it.</param>
    public static DeliveryException Explain(Consignment consignment, string what, HttpFailure failure)
    {
        var message = $"destination {consignment.Destination}: {what} was refused";
        if (SaysExists(failure))
        {
            return new DeliveryException(
                DeliveryFailure.Conflict,
                $"destination {consignment.Destination}: {what} of version {consignment.Version} is already there with other bytes",
                failure.Describe(),
                "published files are never overwritten: release a new version, or rebuild the commit that was published");
        }

        return failure.ToDelivery(message, failure.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => CredentialHint(consignment, failure),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone =>
                $"{consignment.Address} is no Python upload API; set 'upload' of destination {consignment.Destination} (PyPI's is \"pypi\"). GitHub has no Python index",
            HttpStatusCode.RequestEntityTooLarge => "the index limits the size of files; ask it for a higher limit, or make the file smaller",
            HttpStatusCode.BadRequest => ContentHint(failure),
            { } status when (int)status is >= 300 and < 400 =>
                $"the address leads elsewhere; write the new one into 'upload' of destination {consignment.Destination}",
            _ => null,
        });
    }

    private static string CredentialHint(Consignment consignment, HttpFailure failure) => failure switch
    {
        _ when Says(failure, "two-factor", "two factor", "2FA") => "turn on two-factor authentication for the account that the token belongs to",
        _ when Says(failure, "verified", "verify") && Says(failure, "email", "e-mail") => "verify the primary e-mail address of the account that the token belongs to",
        _ when Says(failure, "isn't allowed", "not allowed", "not have permission") =>
            $"the token belongs to another project or to a user without a role there: make one whose scope is {PythonIndexSite.PackageOf(consignment)} (a project's first upload needs one for the whole account)",
        _ => $"check the token of destination {consignment.Destination}: its user name is __token__, PyPI and TestPyPI have tokens of their own, and it begins with pypi-",
    };

    private static string? ContentHint(HttpFailure failure) => failure switch
    {
        _ when Says(failure, "previously used", "has already been used") => "a file of this name was deleted there, and its name cannot be used again: release a new version",
        _ when Says(failure, "one sdist") => "the version has a source distribution under another name: release a new version",
        _ when Says(failure, "local version") => "release a version without build metadata (the part after '+')",
        _ when Says(failure, "too large") => "the index limits the size of files; ask it for a higher limit, or make the file smaller",
        _ when Says(failure, "metadata", "description", "classifier") => "correct the package's metadata (pyproject.toml) and build again",
        _ => null,
    };

    private static bool Says(HttpFailure failure, params ReadOnlySpan<string> words)
    {
        var text = failure.Describe();
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
