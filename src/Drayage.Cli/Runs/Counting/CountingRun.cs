using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Statistics;

namespace Drayage.Cli.Runs.Counting;

/// <summary>Asks every destination of the project how often what it delivers there was downloaded.</summary>
/// <param name="composition">Connections.</param>
/// <param name="addresses">Where figures are told, by destination, for those that do not say so themselves.</param>
internal sealed class CountingRun(Composition composition, ImmutableDictionary<string, Uri> addresses)
{
    /// <exception cref="ReleaseException">An address is of no destination of the project.</exception>
    public async Task<CountedProject> RunAsync(string directory, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var loader = new ProjectLoader(composition);
        var project = await loader.OpenAsync(directory, cancellationToken);
        if (addresses.Keys.FirstOrDefault(id => project.Settings.Destinations.All(destination => destination.Id != id)) is { } unknown)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"--counts: there is no destination {unknown}",
                $"the project has {string.Join(", ", project.Settings.Destinations.Select(destination => destination.Id))}",
                "name one of them");
        }

        var plan = await loader.PlanAsync(project, PlanChoices.All, cancellationToken);
        var context = composition.PublisherContext(RehearsalSites.Served(composition.Environment));
        var asked = plan.Consignments.Where(consignment => consignment.Announcement is null).GroupBy(consignment => consignment.Destination, StringComparer.Ordinal);
        var answers = await Task.WhenAll(asked.Select(group => AskAsync(
            project.Settings.Destinations.First(destination => destination.Id == group.Key),
            [.. group.Select(UnsealedConsignment.Of)],
            new CountingRequest { Context = context, From = from, To = to, Address = addresses.GetValueOrDefault(group.Key) },
            cancellationToken)));
        return new CountedProject(
            [.. answers.SelectMany(answer => answer.Figures.Counts)],
            [.. answers.SelectMany(answer => answer.Figures.Untold)],
            [.. answers.Select(answer => answer.Failure).OfType<DeliveryException>()]);
    }

    private async Task<(DownloadFigures Figures, DeliveryException? Failure)> AskAsync(
        DestinationSettings destination, ImmutableArray<Consignment> consignments, CountingRequest request, CancellationToken cancellationToken)
    {
        if (composition.Destinations[destination.Kind] is not ICountingKind counting)
            return (new DownloadFigures([], [$"{destination.Id}: a destination of kind {destination.Kind} has no interface that tells downloads"]), null);
        try
        {
            return (await counting.CountAsync(destination, consignments, request, cancellationToken), null);
        }
        catch (DeliveryException failed)
        {
            return (new DownloadFigures([], []), failed);
        }
    }
}

/// <summary>What the destinations of a project told.</summary>
/// <param name="Counts">The figures.</param>
/// <param name="Untold">What no interface tells, one sentence each.</param>
/// <param name="Failures">Destinations that could not be asked.</param>
internal sealed record CountedProject(ImmutableArray<DownloadCount> Counts, ImmutableArray<string> Untold, ImmutableArray<DeliveryException> Failures);
