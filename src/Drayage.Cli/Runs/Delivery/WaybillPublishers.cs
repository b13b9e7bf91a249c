using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Oci.Distribution;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Cli.Runs.Delivery;

/// <summary>Makes the publishers of a waybill's consignments.</summary>
internal sealed class WaybillPublishers(Composition composition, ImmutableArray<DestinationSettings> destinations, WorkLayout layout, RehearsalSite? rehearsal)
{
    /// <param name="gate">What sending must pass; null where only looking is done, or nobody else can send.</param>
    /// <exception cref="ReleaseException">The configuration lacks a destination of the waybill.</exception>
    public ImmutableDictionary<string, IPublisher> Of(ImmutableArray<Consignment> consignments, ISendGate? gate)
    {
        var context = composition.PublisherContext(rehearsal, gate) with
        {
            Client = composition.Client(layout.Root),
            Uploads = rehearsal is null ? new UploadNotes(layout.Uploads) : null,
            // A rehearsal writes nothing outside its own directory.
            Files = rehearsal is null ? layout.Root : Path.Combine(layout.Dist, "files"),
        };
        var used = consignments.Select(c => c.Destination).ToHashSet(StringComparer.Ordinal);
        var missing = used.Except(destinations.Select(d => d.Id)).Order(StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"the waybill names destinations that {ConfigurationFile.Name} does not have",
                string.Join(", ", missing),
                "restore them in drayage.yaml: credentials are found through it");
        }

        return destinations
            .Where(d => used.Contains(d.Id))
            .ToImmutableDictionary(d => d.Id, d => composition.Destinations[d.Kind].CreatePublisher(d, context));
    }
}
