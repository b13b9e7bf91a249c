using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Detection;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>Builds distributions through the project's own backend (PEP 517) with <c>uv build</c> or <c>python -m build</c>.</summary>
internal sealed class PythonBuilder : IBuilder
{
    private const string DefaultPython = "python3";

    public ComponentSteps Plan(ComponentContext component)
    {
        var package = component.Package ?? throw new InvalidOperationException($"component {component.Settings.Id} has no Python project");
        var settings = (PythonSettings)component.Settings.Own;
        RefuseOtherVersion(component, package);
        var project = SourceTree.FileName(package.Manifest) == PyProject.FileName ? PyProject.Read(component.Tree, package.Manifest) : null;
        var python = settings.Python ?? DefaultPython;
        var isForRegistries = PythonArtifactPack.IsWanted(component);
        var files = Outputs(package, settings, component.NativeVersion, isForRegistries).ToImmutableArray();
        var build = new BuildStep
        {
            Id = $"{component.Settings.Id}/distribution",
            Component = component.Settings.Id,
            Ecosystem = EcosystemName.Python,
            Inputs = [.. PythonInputs.Of(component.Tree, package, component.Catalog, project).Concat(settings.Inputs).Distinct(StringComparer.Ordinal)],
            Tools = [Interpreter(python)],
            Effort = StepEffort.Moderate,
            Commands = [Command(component, package, settings, python)],
            Settings = StepSettings(package, settings, project, component.NativeVersion),
            Outputs = isForRegistries ? [.. files, .. PythonArtifactPack.Outputs(files)] : files,
            // Backends leave their metadata beside the sources.
            Lock = $"python {package.Directory}",
        };
        return new ComponentSteps { Builds = [build], Packs = isForRegistries ? [PythonArtifactPack.Plan(component, package.Name, build)] : [] };
    }

    public Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken) => new PythonBuild(step, run).RunAsync(cancellationToken);

    private static ToolRequirement Interpreter(string program) =>
        new(program, ["--version"], "install Python 3 with the package build: https://packaging.python.org, or Debian's python3-build")
        {
            DecidedBy =
            [
                new ToolSelector.InRepository(".python-version"),
                new ToolSelector.Variable("PYENV_VERSION"),
                new ToolSelector.InHome(".pyenv/version"),
                new ToolSelector.BelowVariable("PYENV_ROOT", "version"),
                new ToolSelector.InRepository(".tool-versions"),
                new ToolSelector.InHome(".tool-versions"),
            ],
        };

    private static PlannedCommand Command(ComponentContext component, Package package, PythonSettings settings, string python) => new()
    {
        Program = python,
        // A build.py in the working directory would stand in for the module.
        WorkingDirectory = component.Tree.Contains("build.py") || component.Tree.Contains("build/__init__.py") ? package.Directory : "",
        Environment = settings.Environment.SetItems(VersionEnvironment.Of(package, component.NativeVersion)),
        Arguments =
        [
            "-m", "build", "--outdir", PlannedCommand.Out,
            // Without either flag the wheel is built from the source distribution.
            .. settings switch { { Wheel: false } => ["--sdist"], { SourceDistribution: false } => ["--wheel"], _ => Array.Empty<string>() },
            .. settings.Configuration.Select(pair => $"--config-setting={pair.Key}={pair.Value}"),
            $"{PlannedCommand.Root}/{package.Directory}".TrimEnd('/'),
        ],
    };

    private static ImmutableSortedDictionary<string, string> StepSettings(Package package, PythonSettings settings, PyProject? project, string version)
    {
        var requires = project?.BuildSystem is null ? "setuptools>=40.8.0\nwheel" : string.Join('\n', project.BuildRequirements.Select(requirement => requirement.Value));
        var result = ImmutableSortedDictionary<string, string>.Empty
            .Add(PythonBuild.Requirements, requires)
            .Add(PythonBuild.Distribution, package.Name)
            .Add(PythonBuild.Version, version);
        if (settings.Isolation is { } isolation)
            result = result.Add(PythonBuild.Isolation, isolation ? "true" : "false");
        return settings.Python is null ? result.Add(PythonBuild.AnyPython, "true") : result;
    }

    private static IEnumerable<PlannedOutput> Outputs(Package package, PythonSettings settings, string version, bool isForRegistries)
    {
        var isSetuptools = package.Facts.Any(fact => fact is { Name: "backend", Value: "setuptools" });
        if (settings.SourceDistribution)
            yield return new PlannedOutput { Kind = ArtifactKind.SourceDistribution, Name = DistributionName.PlannedSource(package.Name, version, isSetuptools), Path = $"{PlannedCommand.Out}/*.tar.gz", IsDelivered = true };
        if (!settings.Wheel)
            yield break;
        var wheel = DistributionName.PlannedWheel(package.Name, version);
        yield return new PlannedOutput { Kind = ArtifactKind.Wheel, Name = wheel, Path = $"{PlannedCommand.Out}/*.whl", IsDelivered = true };
        if (isForRegistries || settings.CoreMetadata)
        {
            yield return new PlannedOutput
            {
                Kind = ArtifactKind.CoreMetadata,
                Name = wheel + PythonArtifact.MetadataEnding,
                Path = $"{PlannedCommand.Out}/*.whl{PythonArtifact.MetadataEnding}",
                IsDelivered = settings.CoreMetadata,
            };
        }
    }

    /// <summary>A static version must be the release's; the spelling may differ.</summary>
    private static void RefuseOtherVersion(ComponentContext component, Package package)
    {
        if (package.Version is not PackageVersion.Static version || Says(version.Spelling, component.NativeVersion))
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"component {component.Settings.Id}: {package.Name} has another version than the release",
            $"{version.At}: the project says {version.Spelling}, the release is {component.NativeVersion}",
            $"write {component.NativeVersion} there and commit it, or release {version.Spelling}")
        { At = version.At };
    }

    private static bool Says(string spelling, string native) =>
        Pep440Version.TryParse(spelling, out var own)
            ? own == Pep440Version.Parse(native)
            : SemanticVersion.TryParse(spelling, out var semantic) && VersionMap.ToPep440(new ReleaseVersion.Semantic(semantic)) is MappedVersion.Mapped mapped && mapped.Text == native;
}
