using System.Collections.Immutable;
using Drayage.Cli.Rendering;
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
    /// <summary>Whether the configuration has the destination.</summary>
    public bool Knows(string destination) => destinations.Any(d => d.Id == destination);

    /// <param name="gate">What sending must pass; null where only looking is done, or nobody else can send.</param>
    /// <returns>By id of the destination, without those of notices that the configuration no longer has.</returns>
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
        var notices = consignments.Where(c => c.IsNotice).Select(c => c.Destination).ToHashSet(StringComparer.Ordinal);
        var absent = used.Except(destinations.Select(d => d.Id)).Order(StringComparer.Ordinal).ToLookup(notices.Contains);
        foreach (var untold in absent[true])
            ErrorMessage.Warning(composition.Terminal, $"{untold} is no longer in {ConfigurationFile.Name}: nobody is told there");
        var missing = absent[false].ToArray();
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
