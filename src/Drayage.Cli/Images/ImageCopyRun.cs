using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Drayage.Cli.Rendering.Images;
using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.References;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Images;

/// <summary>Copies one image to one place or many at once.</summary>
internal sealed class ImageCopyRun(Composition composition, RegistryAccess registries, CopyOptions options)
{
    public async Task<CopyResult> RunAsync(
        NamedImage named, ChosenImage chosen, ImmutableArray<ImageLocation> locations, CancellationToken cancellationToken)
    {
        var destinations = await OpenAsync(new DestinationOpening(registries, named, chosen), locations, cancellationToken);
        try
        {
            var requests = composition.Requests.Total;
            await using var progress = new CopyProgress(composition.Terminal, composition.Clock, destinations);
            var copies = await CopyAsync(chosen, destinations, progress, cancellationToken);
            return new CopyResult(named, chosen, copies, composition.Requests.Total - requests);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ReleaseException(ExitCode.Partial, $"copying {named.Name} was interrupted", "the blobs that arrived stay; no tag has moved to anything incomplete", "run the same command again");
        }
        finally
        {
            foreach (var destination in destinations.Select(destination => destination.Target).OfType<IAsyncDisposable>())
                await destination.DisposeAsync();
        }
    }

    private static async Task<ImmutableArray<CopyDestination>> OpenAsync(
        DestinationOpening opening, ImmutableArray<ImageLocation> locations, CancellationToken cancellationToken)
    {
        var destinations = ImmutableArray.CreateBuilder<CopyDestination>();
        foreach (var location in locations)
            destinations.Add(await opening.OpenAsync(location, cancellationToken));
        return destinations.ToImmutable();
    }

    private async Task<ImmutableArray<CopiedImage>> CopyAsync(
        ChosenImage chosen, ImmutableArray<CopyDestination> destinations, CopyProgress progress, CancellationToken cancellationToken)
    {
        var started = composition.Clock.GetTimestamp();
        var outcomes = await ImageCopy.RunAsync(
            chosen.Source, chosen.Root.Descriptor, [.. destinations.Select(destination => destination.Target)], options with { Observer = progress.Note }, cancellationToken);
        var copies = ImmutableArray.CreateBuilder<CopiedImage>();
        foreach (var (destination, outcome) in destinations.Zip(outcomes))
            copies.Add(await FinishAsync(destination, outcome, composition.Clock.GetElapsedTime(started), cancellationToken));
        return copies.ToImmutable();
    }

    private static async Task<CopiedImage> FinishAsync(
        CopyDestination destination, CopyOutcome outcome, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        if (outcome is CopyOutcome.Failed failed)
            return new CopiedImage(destination, null, Explain(destination, failed.Cause), elapsed);
        var report = ((CopyOutcome.Done)outcome).Report;
        await destination.ListAsync(report.Root, cancellationToken);
        return new CopiedImage(destination, report, null, elapsed);
    }

    private static ReleaseException Explain(CopyDestination destination, Exception cause)
    {
        var subject = $"the image could not be copied to {destination.Location}";
        switch (cause)
        {
            case ReleaseException known:
                return new ReleaseException(known.Code, subject, known.Because is null ? known.Message : $"{known.Message}: {known.Because}", known.Hint, known);
            case RegistryException refused:
                return refused.ToReleaseException(subject);
            case IOException or UnauthorizedAccessException:
                return new ReleaseException(ExitCode.Refused, subject, cause.Message, "check the place and its rights, then run the same command again", cause);
            default:
                ExceptionDispatchInfo.Throw(cause);
                throw cause;
        }
    }
}
