using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Images;

/// <summary>What copying an image came to.</summary>
/// <param name="Requests">Answered by all registries together, the source's among them.</param>
internal sealed record CopyResult(NamedImage Named, ChosenImage Chosen, ImmutableArray<CopiedImage> Copies, int Requests)
{
    public ExitCode ExitCode => Copies.All(copy => copy.Failure is null) ? ExitCode.Done
        : Copies.All(copy => copy.Failure is not null) ? Copies[0].Failure!.Code
        : ExitCode.Partial;
}

/// <summary>One of its destinations: a report, or why there is none.</summary>
internal sealed record CopiedImage(CopyDestination Destination, CopyReport? Report, ReleaseException? Failure, TimeSpan Elapsed);
