using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Building;

namespace Drayage.Ecosystems.DotNet.Building;

/// <summary>Plans <c>dotnet pack</c> and <c>dotnet publish</c>; the executor runs them.</summary>
internal sealed class DotNetBuilder : IBuilder
{
    private static readonly ToolRequirement DotNet = new("dotnet", ["--version"], "install the .NET SDK: https://dotnet.microsoft.com/download")
    {
        DecidedBy = [new ToolSelector.InRepository("global.json"), new ToolSelector.BesideProgram("sdk"), new ToolSelector.BelowVariable("DOTNET_ROOT", "sdk")],
    };


    private static readonly ImmutableSortedDictionary<string, string> Environment = ImmutableSortedDictionary<string, string>.Empty
        .Add("DOTNET_CLI_TELEMETRY_OPTOUT", "1").Add("DOTNET_NOLOGO", "1").Add("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1").Add("MSBUILDDISABLENODEREUSE", "1");

    public ComponentSteps Plan(ComponentContext component)
    {
        if (component.Package is not { } package)
            throw Refused(component, $"no project stands in {component.Settings.Path}", "correct `path`, or name the project's package with `package`");
        var settings = (DotNetSettings)component.Settings.Own;
        if (settings.Publishes)
            return new ComponentSteps { Builds = [.. settings.Platforms.Select(platform => Publish(component, package, settings, platform))] };
        if (!package.Publishability.IsPublishable)
        {
            throw Refused(
                component,
                $"{package.Name} is not packed: {package.Publishability.Reason}{(package.Publishability.At is { } at ? $" ({at})" : "")}",
                "set IsPackable to true in the project, or publish programs with `platforms: [linux/amd64]`");
        }

        return new ComponentSteps { Builds = [Pack(component, package, settings)] };
    }

    public Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken) =>
        run.RunCommandsAsync(adapt: null, cancellationToken);

    private static BuildStep Pack(ComponentContext component, Package package, DotNetSettings settings)
    {
        var file = $"{package.Name}.{component.NativeVersion}";
        var outputs = ImmutableArray.Create(Output(ArtifactKind.NuGetPackage, file + ".nupkg", platform: null, isDelivered: true));
        if (HasSymbols(package))
            outputs = outputs.Add(Output(ArtifactKind.NuGetPackage, file + ".snupkg", platform: null, isDelivered: true));
        return Step(component, package, "package", ["pack", package.Manifest, "-o", PlannedCommand.Out], settings, platform: null) with { Outputs = outputs };
    }

    private static BuildStep Publish(ComponentContext component, Package package, DotNetSettings settings, TargetPlatform platform)
    {
        var identifier = platform.RuntimeIdentifier(settings.Musl && platform.Os == "linux" ? Abi.Musl : Abi.Native)
            ?? throw Refused(component, $".NET has no runtime identifier for {platform}", "remove the platform");
        var program = package.Products.FirstOrDefault(product => product.Kind == ProductKind.Binary)?.Name
            ?? throw Refused(component, $"{package.Name} is no program: its OutputType is not Exe", "set `mode: pack`, or OutputType to Exe");
        var name = program + platform.ExecutableSuffix;
        ImmutableArray<string> arguments =
        [
            "publish", package.Manifest, "-r", identifier, "--self-contained", settings.SelfContained ? "true" : "false", "-o", PlannedCommand.Out,
            "-p:PublishSingleFile=true", "-p:IncludeNativeLibrariesForSelfExtract=true",
        ];
        return Step(component, package, $"binary/{identifier}", arguments, settings, platform) with
        {
            Outputs = [Output(ArtifactKind.Binary, name, platform, isDelivered: false)],
        };
    }

    private static BuildStep Step(
        ComponentContext component, Package package, string what, ImmutableArray<string> arguments, DotNetSettings settings, TargetPlatform? platform) => new()
        {
            Id = $"{component.Settings.Id}/{what}",
            Component = component.Settings.Id,
            Ecosystem = EcosystemName.DotNet,
            Platform = platform,
            Inputs = new DotNetInputs(component.Tree, component.Catalog).Of(package),
            Tools = [DotNet],
            Effort = StepEffort.Heavy,
            Commands =
        [
            new PlannedCommand { Program = "dotnet", Arguments = [.. arguments, .. Common(component, package, settings)], Environment = Environment },
        ],
            Outputs = [],
            // Projects share the obj directories of those they refer to.
            Lock = "dotnet",
        };

    private static IEnumerable<string> Common(ComponentContext component, Package package, DotNetSettings settings)
    {
        yield return "-c";
        yield return settings.Configuration;
        yield return "-nodeReuse:false";
        yield return "-p:UseSharedCompilation=false";
        yield return "-p:ContinuousIntegrationBuild=true";
        // Debug symbols name source files; the same name wherever the repository lies.
        yield return $"-p:PathMap={PlannedCommand.Root}/=/_/";
        // A version that the projects state themselves is left to them: given here it would hold for all projects referred to.
        if (package.Version.Text != component.NativeVersion)
        {
            yield return $"-p:Version={component.NativeVersion}";
            yield return $"-p:PackageVersion={component.NativeVersion}";
        }

        foreach (var (name, value) in settings.Properties)
            yield return $"-p:{name}={value}";
    }

    private static PlannedOutput Output(string kind, string name, TargetPlatform? platform, bool isDelivered) =>
        new() { Kind = kind, Name = name, Path = $"{PlannedCommand.Out}/{name}", Platform = platform, IsDelivered = isDelivered };

    private static bool HasSymbols(Package package) =>
        package.Facts.Any(fact => fact is { Name: "SymbolPackageFormat", Value: "snupkg" }) && package.Facts.Any(fact => fact is { Name: "IncludeSymbols", Value: "true" });

    private static ReleaseException Refused(ComponentContext component, string because, string hint) =>
        new(ExitCode.Usage, $"component {component.Settings.Id} cannot be built", $"{because} ({component.Settings.At})", hint);
}
