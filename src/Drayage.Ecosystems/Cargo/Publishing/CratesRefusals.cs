using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Drayage.Model.Delivery;
using Drayage.Model.Explaining;
using Drayage.Model.Explaining.Knowledge;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>Tells what a registry's refusal means and what to do about it. Registries explain themselves in <c>errors[].detail</c>.</summary>
internal static partial class CratesRefusals
{
    /// <summary>The version is taken; by what, the refusal does not say.</summary>
    public static bool SaysExists(HttpFailure failure) =>
        failure.Status is HttpStatusCode.Conflict || failure.Says("already uploaded", "already exists", "already published");

    /// <summary>A token that is over or was never one, as opposed to one that may not do this.</summary>
    public static bool SaysNoToken(HttpFailure failure) =>
        failure.Status is HttpStatusCode.Unauthorized
        || (failure.Status is HttpStatusCode.Forbidden && failure.Says("authentication failed", "invalid authentication token", "does not match the format", "requires authentication"));

    /// <param name="consignment">What was sent.</param>
    /// <param name="failure">What the registry said.</param>
    /// <param name="serverTime">When it said so, by its own clock.</param>
    /// <param name="place">Where the token was found.</param>
    public static DeliveryException Explain(Consignment consignment, HttpFailure failure, DateTimeOffset serverTime, string place)
    {
        var message = $"destination {consignment.Destination}: {CratesSite.CrateOf(consignment)} {consignment.Version} was refused";
        if (failure.Status is HttpStatusCode.TooManyRequests && DeadlineOf(failure) is { } deadline)
        {
            var wait = deadline > serverTime ? deadline - serverTime : TimeSpan.Zero;
            return new DeliveryException(
                DeliveryFailure.Transient, message, failure.Describe(), $"the registry takes the next one at {deadline:yyyy-MM-dd HH:mm:ss} UTC; go on with: drayage resume", wait + TimeSpan.FromSeconds(1));
        }

        return failure.ToDelivery(message, failure.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => CredentialHint(consignment, failure, place),
            HttpStatusCode.RequestEntityTooLarge => CrateFailures.TooLarge.Remedies[0],
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => $"what 'index' of destination {consignment.Destination} names as its API takes no crates: check the address",
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.OK => ContentHint(failure),
            _ => null,
        });
    }

    // "Please try again after Thu, 26 Nov 2026 01:40:00 GMT …"
    private static DateTimeOffset? DeadlineOf(HttpFailure failure) =>
        Deadline().Match(failure.Describe()) is { Success: true } match
        && DateTimeOffset.TryParseExact(match.Groups["date"].Value, "ddd, d MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var deadline)
            ? deadline
            : null;

    private static string CredentialHint(Consignment consignment, HttpFailure failure, string place)
    {
        var crate = CratesSite.CrateOf(consignment);
        return failure switch
        {
            _ when failure.Says("to be an owner", "only owners") =>
                $"the name belongs to somebody else: ask an owner to run cargo owner --add USER {crate}, or give the package another name in Cargo.toml",
            _ when failure.Says("creating new crates") =>
                $"a crate's first version needs the token of a user: set 'token' of destination {consignment.Destination} for once, and afterwards name the workflow as trusted publisher on the registry's settings page of {crate}",
            _ when failure.Says("not valid for crate") => $"name this repository and workflow as trusted publisher on the registry's settings page of {crate}",
            _ when failure.Says("required permissions") => $"the token ({place}) is limited: it needs the scope publish-update for {crate}, and publish-new for its first version",
            _ when Known(failure) is { } remedy => remedy,
            _ => $"the registry does not know the token ({place}), or it has expired: make a new one on its page of API tokens",
        };
    }

    private static string? ContentHint(HttpFailure failure) => failure switch
    {
        _ when failure.Says("no known crate") => "publish that dependency first: release its component to the same destination",
        _ => Known(failure),
    };

    // The others are answered with the destination's own names and settings.
    private static readonly ImmutableArray<KnownFailure> Telling =
    [
        CrateFailures.Email, CrateFailures.OtherSpelling, CrateFailures.MetadataMissing, CrateFailures.ForeignRegistry, CrateFailures.TooLarge, CrateFailures.ContentRefused,
    ];

    private static string? Known(HttpFailure failure) => failure.RemedyAmong(Client.Cargo, Telling);

    [GeneratedRegex(@"try again after (?<date>\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT)", RegexOptions.ExplicitCapture)]
    private static partial Regex Deadline();
}
