using System.Collections.Immutable;
using Drayage.Targets.Peers;
using Drayage.Targets.Publishing;

namespace Drayage.Targets;

/// <summary>A whole release of the sample, into the embedded registries.</summary>
internal sealed class RehearseTarget(Checkout checkout)
{
    public async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        await new PeersTarget(checkout).RunAsync([], cancellation);
        await new PublishTarget(checkout).PublishProgramAsync(cancellation);
        using SampleRepository sample = await SampleRepository.CreateAsync(checkout, cancellation);
        await new Command(checkout.Program, ["rehearse", .. arguments]) { Directory = sample.Root }.RunAsync(cancellation);
    }
}
