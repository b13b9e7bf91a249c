using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub;
using Drayage.Model;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs.Released;

/// <summary>Fetches waybills of releases, and gives out none that is not signed by the project or not the one that was meant.</summary>
internal sealed class ReleasedWaybills(Composition composition, RehearsalSite? rehearsal)
{
    private const int Largest = 64 * 1024 * 1024;

    /// <param name="location">Where it is.</param>
    /// <param name="key">The project's public key.</param>
    /// <param name="pinned">The digest that it must have; null where the signature suffices.</param>
    /// <param name="configured">Of the configured destinations that of kind github names interface and token; without one they are GitHub's own.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="ReleaseException">It cannot be fetched, or must not be trusted.</exception>
    public async Task<SealedWaybill> FindAsync(
        ReleaseLocation location, VerificationKey key, Digest? pinned, ImmutableArray<DestinationSettings> configured, CancellationToken cancellationToken) =>
        Check(await FetchAsync(location, configured, cancellationToken), location, key, pinned);

    /// <summary>Fetches what is there. It is not trusted yet.</summary>
    /// <exception cref="ReleaseException">It cannot be fetched.</exception>
    public async Task<FetchedWaybill> FetchAsync(
        ReleaseLocation location, ImmutableArray<DestinationSettings> configured, CancellationToken cancellationToken)
    {
        var github = configured.FirstOrDefault(d => composition.Destinations[d.Kind].OffersDownloads);
        var (bytes, origin) = location switch
        {
            ReleaseLocation.Tag tag => await ReleasedWaybill.FetchAsync(tag.Repository, tag.Name, github, composition.PublisherContext(rehearsal), cancellationToken),
            ReleaseLocation.Web web => (await DownloadAsync(web.Address, cancellationToken), web.Address.ToString()),
            ReleaseLocation.File file => (await ReadAsync(file.Path, cancellationToken), file.Path),
            _ => throw new InvalidOperationException("unreachable: the union is closed"),
        };
        return new FetchedWaybill(bytes, origin);
    }

    /// <summary>Gives it out where the project signed it and it is the one that was meant.</summary>
    /// <exception cref="ReleaseException">It must not be trusted.</exception>
    public static SealedWaybill Check(FetchedWaybill fetched, ReleaseLocation location, VerificationKey key, Digest? pinned)
    {
        var origin = fetched.Origin;
        var waybill = SealedWaybill.Parse(fetched.Bytes, origin);
        waybill.RequireSignature(origin, key);
        if (pinned is not null && waybill.Digest != pinned)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{origin} is not the waybill that was asked for",
                $"its digest is {waybill.Digest}, --waybill-digest is {pinned}",
                "nothing was sent; ask the project which one is the release");
        }

        // A signature holds for every release of the project: an older waybill beside a newer tag is signed too.
        if (location is ReleaseLocation.Tag named && !TagsOf(waybill.Waybill).Contains(named.Name))
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{origin} is about another release than {named.Name}",
                $"it is about {string.Join(", ", TagsOf(waybill.Waybill).DefaultIfEmpty("no tag"))}",
                "nothing was sent; somebody put the waybill of another release there: ask the project");
        }

        return waybill;
    }

    /// <summary>Of its components, and of the releases that roll.</summary>
    private static IEnumerable<string> TagsOf(Waybill waybill) =>
        waybill.Components.Select(c => c.Tag).Concat(waybill.Consignments.Select(c => c.Options.GetValueOrDefault("tag")).OfType<string>()).Distinct();

    private async Task<ReadOnlyMemory<byte>> DownloadAsync(Uri address, CancellationToken cancellationToken)
    {
        var message = $"the waybill {address} cannot be fetched";
        switch (await composition.Http.FetchAsync(HttpCall.Get(address), Largest, cancellationToken))
        {
            case HttpResult.Answered { Reply: var reply }:
                using (reply)
                {
                    return reply.IsSuccess
                        ? await reply.ReadBodyAsync(Largest, cancellationToken)
                        : throw Refused(message, await reply.ToFailureAsync(cancellationToken));
                }

            case HttpResult.Unanswered { Failure: var failure }:
                throw Refused(message, failure);
            default:
                throw new InvalidOperationException("unreachable: the union is closed");
        }
    }

    private static ReleaseException Refused(string message, HttpFailure failure) =>
        new(ExitCode.Refused, message, failure.Describe(), failure.Hint ?? "check the address, and fetch it by tag where it needs a credential");

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Usage, $"the waybill {path} cannot be read", error.Message, "name a waybill by path or address, or a release by its tag", error);
        }
    }
}

/// <summary>What was fetched as a waybill.</summary>
/// <param name="Origin">Where it came from, for messages.</param>
internal sealed record FetchedWaybill(ReadOnlyMemory<byte> Bytes, string Origin);
