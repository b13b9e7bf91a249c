using System.Globalization;
using System.Text.Json;
using Drayage.Ecosystems.Cargo.Publishing.Index;
using Drayage.Ecosystems.Cargo.Publishing.Packaged;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Cargo.Publishing;

/// <summary>Publishes one .crate file.</summary>
internal sealed class CratesUpload(PublisherContext context, CratesCredentials credentials, SparseIndex index)
{
    private const int LargestAnswer = 1024 * 1024;

    public async Task SendAsync(Consignment consignment, Effect.Put put, IContentSource content, CancellationToken cancellationToken)
    {
        var api = CratesApi.Require(consignment, await index.ConfigurationAsync(consignment, cancellationToken));
        var credential = await credentials.OfAsync(api, cancellationToken);
        var described = await new PackagedCrate(put.Name, () => content.Open(put.Name)).DescribeAsync(consignment.Address, cancellationToken);
        RequireConsigned(consignment, put, described);
        var metadata = JsonSerializer.SerializeToUtf8Bytes(described, MetadataJson.Default.CrateMetadata);
        var call = new HttpCall
        {
            Method = HttpMethod.Put,
            Uri = CratesApi.Of(api, "crates/new"),
            Credential = credential.Http,
            Content = () => new PublishBody(metadata, content.Open(put.Name), content.SizeOf(put.Name)),
            Repeatable = false,
        };
        var message = $"destination {consignment.Destination}: {put.Name} was not taken";
        using var reply = await context.Http.FetchAsync(call, LargestAnswer, message, cancellationToken);
        var failure = await reply.ToFailureAsync(cancellationToken);
        // Registries used to refuse with 200, and some still do.
        if (reply.IsSuccess && failure.Errors.IsEmpty)
            return;
        if (CratesRefusals.SaysExists(failure))
            await RequireSameAsync(consignment, put, content, failure, cancellationToken);
        else if (credential.IsExchanged && CratesRefusals.SaysNoToken(failure) && credentials.Trusted.Forget())
            throw new DeliveryException(DeliveryFailure.Transient, message, $"the token for the job's identity is over: {failure.Describe()}", "a new one is asked for; go on with: drayage resume");
        else
            throw CratesRefusals.Explain(consignment, failure, ServerTime(reply), credential.Place);
    }

    private static void RequireConsigned(Consignment consignment, Effect.Put put, CrateMetadata described)
    {
        if (described.Name == CratesSite.CrateOf(consignment) && described.Version == consignment.Version)
            return;
        throw new DeliveryException(
            DeliveryFailure.Refused,
            $"destination {consignment.Destination}: {put.Name} is not what the waybill says",
            $"its Cargo.toml says {described.Name} {described.Version}, the waybill {CratesSite.CrateOf(consignment)} {consignment.Version}",
            "build and seal again: drayage release");
    }

    /// <summary>The registry has the version. The index may not show it yet, and the file itself does.</summary>
    private async Task RequireSameAsync(Consignment consignment, Effect.Put put, IContentSource content, HttpFailure refused, CancellationToken cancellationToken)
    {
        var ours = put.Digest ?? content.DigestOf(put.Name);
        var held = await ServedAsync(consignment, ours, cancellationToken) ?? (await index.FindAsync(consignment, cancellationToken))?.Digest;
        var crate = $"{CratesSite.CrateOf(consignment)} {consignment.Version}";
        if (held is null)
        {
            throw new DeliveryException(
                DeliveryFailure.Transient, $"destination {consignment.Destination}: {crate} is there, and not to be seen yet", refused.Describe(), "wait for the registry's index and run: drayage resume");
        }

        if (held != ours.ToString())
        {
            throw new DeliveryException(
                DeliveryFailure.Conflict,
                $"destination {consignment.Destination}: {crate} is already there with other bytes",
                $"{consignment.Address} holds {held}, this release has {ours}",
                "published bytes are never overwritten: release a new version, or rebuild the commit that was published");
        }
    }

    private async Task<string?> ServedAsync(Consignment consignment, Digest ours, CancellationToken cancellationToken)
    {
        using var reply = await index.DownloadAsync(consignment, consignment.Version, ours.Hex, offset: 0, cancellationToken);
        return reply is null ? null : await CrateDigest.OfAsync(consignment, reply, cancellationToken);
    }

    private DateTimeOffset ServerTime(HttpReply reply) =>
        DateTimeOffset.TryParseExact(reply.Header("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : context.Clock.GetUtcNow();
}
