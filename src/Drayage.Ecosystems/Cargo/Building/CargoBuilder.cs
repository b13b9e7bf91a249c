using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;

namespace Drayage.Ecosystems.Cargo.Building;

/// <summary>Builds programs and shared libraries with <c>cargo build</c>, one step a target, and crates with <c>cargo package</c>.</summary>
internal sealed class CargoBuilder : IBuilder
{
    private static readonly ImmutableArray<ToolSelector> Rustup =
    [
        new ToolSelector.InRepository("rust-toolchain.toml"),
        new ToolSelector.InRepository("rust-toolchain"),
        new ToolSelector.Variable("RUSTUP_TOOLCHAIN"),
        new ToolSelector.InHome(".rustup/settings.toml"),
        new ToolSelector.InHome(".rustup/update-hashes"),
        new ToolSelector.BelowVariable("RUSTUP_HOME", "settings.toml"),
        new ToolSelector.BelowVariable("RUSTUP_HOME", "update-hashes"),
    ];

    private static readonly ImmutableArray<ToolRequirement> Tools =
    [
        new("cargo", ["--version"], "install Rust: https://rustup.rs") { DecidedBy = Rustup },
        new("rustc", ["--version", "--verbose"], "install Rust: https://rustup.rs") { DecidedBy = Rustup },
    ];

    public ComponentSteps Plan(ComponentContext component)
    {
        var package = component.Package ?? throw new InvalidOperationException($"component {component.Settings.Id} has no crate");
        var settings = (CargoSettings)component.Settings.Own;
        var selection = CargoSelection.Of(component.Settings.Id, package, settings);
        var inputs = new CargoInputs(component.Tree, component.Catalog);
        var commands = new CargoCommandLine(component, package, settings);
        ImmutableArray<string> sources = [.. inputs.Of(package).Concat(settings.Inputs).Distinct(StringComparer.Ordinal)];
        var builds = selection.IsEmpty ? [] : settings.Targets.Select(target => Binaries(component, package, selection, commands, sources, target));
        var crate = settings.Crate ?? (package.Publishability.IsPublishable && selection.IsEmpty);
        return new ComponentSteps { Builds = [.. builds, .. crate ? [Crate(component, package, commands, inputs, sources)] : Array.Empty<BuildStep>()] };
    }

    public Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken) => step.Platform is null
        ? run.RunCommandsAsync(adapt: null, cancellationToken)
        : new CargoMachine(step, run).BuildAsync(cancellationToken);

    private static BuildStep Binaries(
        ComponentContext component, Package package, CargoSelection selection, CargoCommandLine commands, ImmutableArray<string> sources, CargoBuildTarget target)
    {
        var directory = $"{commands.TargetDirectory}/{target.Triple}/{commands.ProfileDirectory}";
        var files = selection.Binaries.Select(name => name + target.Platform.ExecutableSuffix).Concat(selection.Libraries.Select(target.SharedLibrary));
        return new BuildStep
        {
            Id = $"{component.Settings.Id}/binary/{target.Platform.ToString().Replace('/', '-')}",
            Component = component.Settings.Id,
            Ecosystem = EcosystemName.Cargo,
            Platform = target.Platform,
            // With a linker of the user's the machine is one that cross-compiles.
            Host = ((CargoSettings)component.Settings.Own).Linkers.ContainsKey(target.Triple) ? null : target.Platform,
            Inputs = sources,
            Tools = Tools,
            Effort = StepEffort.Heavy,
            Commands = [commands.Build(target, selection)],
            Settings = ImmutableSortedDictionary<string, string>.Empty.Add(CargoMachine.TargetSetting, target.Triple).Add(CargoMachine.PackageSetting, package.Directory),
            Outputs = [.. files.Select(name => new PlannedOutput { Kind = ArtifactKind.Binary, Name = name, Path = $"{directory}/{name}", Platform = target.Platform })],
            UsesEpoch = false,
            Lock = $"cargo {commands.TargetDirectory}",
        };
    }

    private static BuildStep Crate(ComponentContext component, Package package, CargoCommandLine commands, CargoInputs inputs, ImmutableArray<string> sources)
    {
        var file = $"{package.Name}-{component.NativeVersion}.crate";
        if (package.Version is PackageVersion.Static version && version.Spelling != component.NativeVersion)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"component {component.Settings.Id}: crate {package.Name} has another version than the release",
                $"{version.At}: the crate says {version.Spelling}, the release is {component.NativeVersion}",
                $"write {component.NativeVersion} there and commit it, or release {version.Spelling}")
            { At = version.At };
        }

        return new BuildStep
        {
            Id = $"{component.Settings.Id}/crate",
            Component = component.Settings.Id,
            Ecosystem = EcosystemName.Cargo,
            Inputs = sources,
            Tools = Tools,
            Effort = StepEffort.Moderate,
            Commands = [commands.Package(inputs.Closure(package).Where(member => member.Publishability.IsPublishable).Select(member => member.Name))],
            // The crate names the commit in its .cargo_vcs_info.json.
            Settings = ImmutableSortedDictionary<string, string>.Empty.Add("commit", component.Source.Commit),
            Outputs = [new PlannedOutput { Kind = ArtifactKind.Crate, Name = file, Path = $"{commands.TargetDirectory}/package/{file}", IsDelivered = true }],
            UsesEpoch = false,
            Lock = $"cargo {commands.TargetDirectory}",
        };
    }
}
