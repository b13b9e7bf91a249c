using Drayage.Registries.Access;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.NuGet.Endpoints;

/// <summary>Tells API keys apart: the write token, secrets that a grant lets in, and keys that were exchanged for an identity.</summary>
internal sealed class FeedKeys(AccessControl access, ExchangedTokens exchanged)
{
    public const string Header = "X-NuGet-ApiKey";

    // Packages of tokens have no person as their owner.
    private const string Holder = "drayage";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <exception cref="NuGetRefusal">401 without a key, 403 with one that is nobody's.</exception>
    public FeedKey Of(HttpRequest request, string feed)
    {
        if (request.Headers[Header].ToString() is not { Length: > 0 } key)
            throw new NuGetRefusal(StatusCodes.Status401Unauthorized, "An API key must be provided in the 'X-NuGet-ApiKey' header to use this service.");
        if (access.RightsOf(key) is { } rights)
            return new FeedKey(Holder, rights);
        return exchanged.PurposeOf(key) is { } purpose && purpose.StartsWith($"{feed}:", StringComparison.Ordinal)
            ? new FeedKey(purpose[(feed.Length + 1)..], Rights: null)
            : throw Forbidden();
    }

    /// <summary>A key for a user of one feed, and when it ends.</summary>
    public (string Key, TimeSpan Lifetime) Issue(string feed, string user) => (exchanged.Issue($"{feed}:{user}", Lifetime), Lifetime);

    public static NuGetRefusal Forbidden() => new(
        StatusCodes.Status403Forbidden, "The specified API key is invalid, has expired, or does not have permission to access the specified package.");
}
