using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Drayage.Ecosystems.Cargo.Publishing.Index;
using Drayage.Model.Delivery;
using Drayage.Model.Versions;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>What a registry tells before the first upload.</summary>
internal sealed class CratesPreflight(PublisherContext context, CratesCredentials credentials, SparseIndex index)
{
    private const int LargestAnswer = 1024 * 1024;
    private const int MostSpellings = 16;

    public async Task<PreflightReport> AskAsync(Consignment consignment, CancellationToken cancellationToken)
    {
        var api = CratesApi.Require(consignment, await index.ConfigurationAsync(consignment, cancellationToken));
        var credential = await credentials.OfAsync(api, cancellationToken);
        var entries = await index.EntriesAsync(consignment, CratesSite.CrateOf(consignment), cancellationToken);
        return new(
        [
            PreflightFinding.Good(PreflightSubject.Reach, $"{api.Authority} answers"),
            await CredentialAsync(consignment, api, credential, cancellationToken),
            entries is { } known ? VersionOf(consignment, known) : await NewNameAsync(consignment, credential, cancellationToken),
            .. entries is null ? [] : await OwnersAsync(consignment, api, credential, cancellationToken),
        ]);
    }

    private async Task<PreflightFinding> CredentialAsync(Consignment consignment, Uri api, CratesCredential credential, CancellationToken cancellationToken)
    {
        if (credential.IsExchanged)
        {
            try
            {
                await credentials.Trusted.TakeAsync(api, cancellationToken);
                return PreflightFinding.Good(PreflightSubject.Credential, $"{api.Authority} gives a token for the job's identity");
            }
            catch (DeliveryException refused)
            {
                return PreflightFinding.Of(PreflightSubject.Credential, refused);
            }
        }

        var message = $"destination {consignment.Destination}: {api.Authority} cannot be asked about the token";
        var call = HttpCall.Get(CratesApi.Of(api, "me")) with { Credential = credential.Http };
        using var reply = await context.Http.FetchAsync(call, LargestAnswer, message, cancellationToken);
        var failure = await reply.ToFailureAsync(cancellationToken);
        // crates.io refuses API tokens here, and an unknown one in other words than one of its own.
        if (reply.IsSuccess || (reply.Status is HttpStatusCode.Forbidden && failure.Describe().Contains("can only be performed on", StringComparison.OrdinalIgnoreCase)))
            return PreflightFinding.Good(PreflightSubject.Credential, $"{api.Authority} knows the token ({credential.Place})");
        return CratesRefusals.SaysNoToken(failure)
            ? PreflightFinding.Of(PreflightSubject.Credential, CratesRefusals.Explain(consignment, failure, context.Clock.GetUtcNow(), credential.Place))
            : PreflightFinding.Unknown(PreflightSubject.Credential, $"whether {api.Authority} takes the token ({credential.Place}) shows only with the first upload");
    }

    private static PreflightFinding VersionOf(Consignment consignment, ImmutableArray<IndexEntry> entries)
    {
        var crate = $"{CratesSite.CrateOf(consignment)} {consignment.Version}";
        var wanted = SemanticVersion.Parse(consignment.Version);
        var present = entries.FirstOrDefault(entry => SemanticVersion.TryParse(entry.Version, out var version) && SemanticVersion.ComparePrecedence(version, wanted) == 0);
        return present is null
            ? PreflightFinding.Good(PreflightSubject.Version, $"{crate} is free")
            : PreflightFinding.Unknown(PreflightSubject.Version, $"{crate} stands there already{(present.IsYanked ? ", yanked" : "")}; whether it is the same shows when it is built");
    }

    /// <summary>Hyphens and underscores count as the same in names, and the index knows the published spelling alone.</summary>
    private async Task<PreflightFinding> NewNameAsync(Consignment consignment, CratesCredential credential, CancellationToken cancellationToken)
    {
        var crate = CratesSite.CrateOf(consignment);
        foreach (var spelling in SpellingsOf(crate))
        {
            if (await index.EntriesAsync(consignment, spelling, cancellationToken) is not null)
                return PreflightFinding.Refused(PreflightSubject.Version, $"the registry has a crate {spelling}, which is the same name: spell package.name of {crate} so, or choose another");
        }

        return credential.IsExchanged
            ? PreflightFinding.Refused(PreflightSubject.Permission, $"there is no crate {crate} yet, and trusted publishing cannot make one: publish its first version with the token of a user ('token' of destination {consignment.Destination})")
            : PreflightFinding.Doubtful(PreflightSubject.Permission, $"there is no crate {crate} yet: the first upload makes it, which a token without the scope publish-new cannot");
    }

    private async Task<IEnumerable<PreflightFinding>> OwnersAsync(Consignment consignment, Uri api, CratesCredential credential, CancellationToken cancellationToken)
    {
        if (credential.IsExchanged)
            return [];
        var call = HttpCall.Get(CratesApi.Of(api, $"crates/{CratesSite.CrateOf(consignment)}/owners")) with { Credential = credential.Http };
        using var reply = await context.Http.FetchAsync(call, LargestAnswer, $"destination {consignment.Destination}: {api.Authority} cannot be asked about owners", cancellationToken);
        var owners = reply.IsSuccess ? LoginsOf(await reply.ReadBodyAsync(LargestAnswer, cancellationToken)) : [];
        return owners.IsEmpty
            ? []
            : [PreflightFinding.Unknown(PreflightSubject.Permission, $"{CratesSite.CrateOf(consignment)} belongs to {string.Join(", ", owners)}; whether the token is theirs shows only with the upload")];
    }

    private static ImmutableArray<string> LoginsOf(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return [.. document.RootElement.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("login").GetString()).OfType<string>()];
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }

    private static IEnumerable<string> SpellingsOf(string crate)
    {
        var places = Enumerable.Range(0, crate.Length).Where(at => crate[at] is '-' or '_').ToArray();
        for (var choice = 0; choice < Math.Min(MostSpellings, 1 << Math.Min(places.Length, 30)); choice++)
        {
            var letters = crate.ToCharArray();
            for (var place = 0; place < places.Length; place++)
                letters[places[place]] = (choice >> place & 1) == 0 ? '-' : '_';
            if (new string(letters) is var spelling && spelling != crate)
                yield return spelling;
        }
    }
}
