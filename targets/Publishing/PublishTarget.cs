using System.Collections.Immutable;

namespace Drayage.Targets.Publishing;

/// <summary>The two shapes of the product: one native program that needs nothing, and a .NET tool package.</summary>
internal sealed class PublishTarget(Checkout checkout)
{
    /// <summary>The native compiler links with a C compiler's linker.</summary>
    public static bool IsPossible => SearchPath.Has("clang") || SearchPath.Has("gcc");

    public async Task RunAsync(ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        if (arguments is not [])
        {
            throw new TargetFailure("usage: ./build publish", exitCode: 2);
        }

        string packages = Path.Combine(checkout.Artifacts, "packages");
        await PublishProgramAsync(cancellation);
        await DotNetBuild.Of(checkout.Cli, "Pack", "Release", $"PackageOutputPath={packages}").RunAsync(cancellation);
        foreach (string path in Directory.EnumerateFiles(packages, "*.nupkg").Prepend(checkout.Program))
        {
            Console.WriteLine($"{Path.GetRelativePath(checkout.Root, path)}  {new FileInfo(path).Length / 1e6:F1} MB");
        }
    }

    /// <summary>Makes <see cref="Checkout.Program"/>.</summary>
    public async Task PublishProgramAsync(CancellationToken cancellation)
    {
        if (!IsPossible)
        {
            throw new TargetFailure("the native program cannot be linked: neither clang nor gcc is on PATH\nhint: ./build peers");
        }

        string staging = Path.Combine(checkout.Artifacts, "standalone");
        await DotNetBuild.Of(checkout.Cli, "Publish", "Release", "Standalone=true", "RunAnalyzers=false", $"PublishDir={staging}/").RunAsync(cancellation);

        // A running copy keeps its own file: rename, never overwrite.
        File.Copy(Path.Combine(staging, "drayage"), $"{checkout.Program}.new", overwrite: true);
        File.Move($"{checkout.Program}.new", checkout.Program, overwrite: true);
    }
}
