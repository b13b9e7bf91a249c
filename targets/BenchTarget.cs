using System.Collections.Immutable;

namespace Drayage.Targets;

/// <summary>Builds the benchmarks for speed and runs them against the published program.</summary>
internal sealed class BenchTarget(Checkout checkout)
{
    private const string Project = "Drayage.Benchmarks";

    public async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        await new Publishing.PublishTarget(checkout).PublishProgramAsync(cancellation);
        await DotNetBuild.Of(Path.Combine(checkout.Root, "benchmarks", Project), configuration: "Release").RunAsync(cancellation);
        using SampleRepository sample = await SampleRepository.CreateAsync(checkout, cancellation);
        await new Command(checkout.Executable(Project, "release"),
        [
            "--drayage", checkout.Program,
            "--sample", sample.Root,
            "--results", Path.Combine(checkout.Artifacts, "bench"),
            .. arguments,
        ]).RunAsync(cancellation);
    }
}
