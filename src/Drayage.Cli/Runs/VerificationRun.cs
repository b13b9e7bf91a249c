using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Sealing;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs;

/// <summary>Waybill → verification: compares what the waybill states with local files and with what destinations serve.</summary>
internal sealed class VerificationRun(Composition composition, SealedWaybill sealedWaybill, VerificationKey key, RehearsalSite? rehearsal)
{
    /// <summary>Hashes the files of a work directory; images are checked blob by blob.</summary>
    /// <param name="layout">Null where there are no local files.</param>
    public async Task<ImmutableArray<Finding>> LocalAsync(WorkLayout? layout, CancellationToken cancellationToken)
    {
        if (layout is null)
            return [];
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var artifact in sealedWaybill.Waybill.Artifacts)
        {
            var path = Path.Combine(layout.Artifacts, artifact.Name.Text);
            if (!File.Exists(path))
                continue;
            await using var file = File.OpenRead(path);
            var digest = await Digest.OfSha256Async(file, cancellationToken);
            findings.Add(new Finding("dist", artifact.Name.Text, digest == artifact.Digest, digest == artifact.Digest ? digest.ToString() : $"{digest}, the waybill says {artifact.Digest}"));
        }

        findings.AddRange(await ImageFindings.OfAsync(layout, sealedWaybill.Waybill, cancellationToken));
        return findings.ToImmutable();
    }

    /// <summary>Reads back every put and point of every consignment, as a stranger would.</summary>
    public async Task<ImmutableArray<Finding>> DestinationsAsync(CancellationToken cancellationToken)
    {
        var context = composition.PublisherContext(rehearsal);
        var content = new ReleaseContent(sealedWaybill, key, layout: null);
        var found = await Task.WhenAll(sealedWaybill.Waybill.Consignments.Where(c => c.Announcement is null).Select(c => OfAsync(c, context, content, cancellationToken)));
        return [.. found.SelectMany(f => f)];
    }

    private async Task<ImmutableArray<Finding>> OfAsync(
        Consignment consignment, PublisherContext context, ReleaseContent content, CancellationToken cancellationToken)
    {
        if (!composition.Destinations.TryGetValue(consignment.Kind, out var kind))
            return [new Finding(consignment.Id, consignment.Kind, Holds: false, "this version of drayage does not know this kind of destination")];
        var reader = kind.CreateReader(context);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var effect in consignment.Effects.Where(e => e is not Effect.Open))
            findings.Add(await OfAsync(reader, consignment, effect, content, cancellationToken));
        return findings.ToImmutable();
    }

    /// <summary>What is opened and never published.</summary>
    private static bool StaysDraft(Consignment consignment) =>
        consignment.Effects.Any(effect => effect is Effect.Open) && !consignment.Effects.Any(effect => effect is Effect.Point);

    private static async Task<Finding> OfAsync(
        IPublisher reader, Consignment consignment, Effect effect, ReleaseContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await DeliveryGuard.RunAsync(consignment, () => reader.ReadBackAsync(consignment, effect, content, cancellationToken), cancellationToken) switch
            {
                Probe.Same same => new Finding(consignment.Id, effect.Key, Holds: true, same.Evidence),
                Probe.Different { MayMove: true } moved when effect is Effect.Point => new Finding(consignment.Id, effect.Key, Holds: true, $"moved on since to {moved.Found}"),
                Probe.Different other => new Finding(consignment.Id, effect.Key, Holds: false, $"holds {other.Found}"),
                Probe.Unknown unknown => new Finding(consignment.Id, effect.Key, Holds: false, unknown.Reason),
                _ => new Finding(consignment.Id, effect.Key, Holds: false, StaysDraft(consignment) ? "shows itself to its writers alone: a draft, until somebody publishes it" : "is not there"),
            };
        }
        catch (DeliveryException failed)
        {
            return new Finding(consignment.Id, effect.Key, Holds: false, $"{failed.Message}{(failed.Because is null ? "" : $": {failed.Because}")}");
        }
    }
}

/// <summary>One comparison.</summary>
/// <param name="Place">A consignment, or <c>dist</c>.</param>
/// <param name="Subject">Artifact or effect.</param>
/// <param name="Holds">True when it is what the waybill states.</param>
/// <param name="Evidence">What was seen.</param>
internal sealed record Finding(string Place, string Subject, bool Holds, string Evidence);
