using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>Changes of what a registry says of a package: dist-tags, and the deprecation of a version.</summary>
internal sealed class RegistryWrites(Consignment consignment, PublisherContext context, NpmCredentials credentials, PackumentReader packuments)
{
    private readonly NpmSite site = NpmSite.Of(consignment, context.Rehearsal?.Address);

    /// <summary>Moves the release's dist-tag to it, and takes the one away that it was put under.</summary>
    public async Task PointAsync(Effect.Point point, CancellationToken cancellationToken)
    {
        var packument = await packuments.FindFreshAsync(consignment, cancellationToken);
        if (DistTagPoint.Look(consignment, point, packument) is not Probe.Same)
            await TagAsync(point.Name, consignment.Version, cancellationToken);
        if (packument?.DistTags.GetValueOrDefault(DistTagPoint.Staging) != consignment.Version)
            return;
        try
        {
            await UntagAsync(DistTagPoint.Staging, cancellationToken);
        }
        catch (DeliveryException refused) when (refused.Failure == DeliveryFailure.Refused)
        {
            // A registry that takes no dist-tag away keeps this one, until the next release takes it over.
        }
    }

    public async Task WithdrawAsync(Effect.Withdraw effect, CancellationToken cancellationToken)
    {
        if (effect.Name == consignment.Version)
            await DeprecateAsync(cancellationToken);
        else if (effect.Restored is { } restored)
            await TagAsync(effect.Name, await VersionOfAsync(restored, effect.Name, cancellationToken), cancellationToken);
        else
            await UntagAsync(effect.Name, cancellationToken);
    }

    private async Task TagAsync(string tag, string version, CancellationToken cancellationToken)
    {
        if (!(await credentials.OfAsync(site, cancellationToken)).MayMoveTags)
        {
            throw new DeliveryException(
                DeliveryFailure.Refused,
                Message($"dist-tag {tag} was not moved"),
                "a token of trusted publishing may publish, and not move dist-tags",
                $"move it by hand: npm dist-tag add {site.Name}@{version} {tag} --registry {NpmSite.RegistryOf(consignment)}");
        }

        await SendAsync(HttpMethod.Put, site.DistTag(tag), JsonValue.Create(version), $"dist-tag {tag}", cancellationToken);
    }

    private Task UntagAsync(string tag, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, site.DistTag(tag), body: null, $"taking dist-tag {tag} away", cancellationToken);

    /// <summary>The whole packument goes back with one member more, as <c>npm deprecate</c> sends it.</summary>
    private async Task DeprecateAsync(CancellationToken cancellationToken)
    {
        var message = Message($"{consignment.Version} was not deprecated");
        var credential = (await credentials.OfAsync(site, cancellationToken)).Http;
        var call = HttpCall.Get(site.Fresh).WithHeader("Accept", "application/json") with { Credential = credential };
        using var reply = await context.Http.FetchAsync(call, Packument.LargestBody, message, cancellationToken);
        if (!reply.IsSuccess)
            throw PublishRefusals.Explain(consignment, "deprecating it", reply, await reply.ToFailureAsync(cancellationToken));
        var packument = JsonNode.Parse((await reply.ReadBodyAsync(Packument.LargestBody, cancellationToken)).Span)!.AsObject();
        if (packument["versions"]?[consignment.Version] is not JsonObject version)
            throw new DeliveryException(DeliveryFailure.Transient, message, $"{site.Fresh} does not list it any more", "run the command again");
        version["deprecated"] = NpmWithdrawal.Reason;
        await SendAsync(HttpMethod.Put, site.Package, packument, $"deprecating {consignment.Version}", cancellationToken);
    }

    private async Task<string> VersionOfAsync(Digest restored, string tag, CancellationToken cancellationToken)
    {
        var packument = await packuments.FindFreshAsync(consignment, cancellationToken);
        return packument?.Versions.FirstOrDefault(version => version.Value.Sha512Hex == restored.Hex).Key ?? throw new DeliveryException(
            DeliveryFailure.Refused,
            Message($"dist-tag {tag} was not moved back"),
            $"{consignment.Address} lists no version with {restored} any more",
            "run the command again: what the name goes back to is then looked for anew");
    }

    private async Task SendAsync(HttpMethod method, Uri address, JsonNode? body, string what, CancellationToken cancellationToken)
    {
        var bytes = body is null ? null : PublishDocument.Write(body);
        var call = new HttpCall
        {
            Method = method,
            Uri = address,
            Credential = (await credentials.OfAsync(site, cancellationToken)).Http,
            Content = bytes is null ? null : () => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Repeatable = false,
        };
        using var reply = await context.Http.AskAsync(call, Message($"{what} was not taken"), cancellationToken);
        if (!reply.IsSuccess && !(method == HttpMethod.Delete && reply.Status == HttpStatusCode.NotFound))
            throw PublishRefusals.Explain(consignment, what, reply, await reply.ToFailureAsync(cancellationToken));
    }

    private string Message(string what) => $"destination {consignment.Destination}: {site.Name}: {what}";
}
