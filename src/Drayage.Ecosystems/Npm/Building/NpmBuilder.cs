using System.Collections.Immutable;
using Drayage.Ecosystems.Npm.Detection;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Npm.Building;

/// <summary>
/// Packs an npm package. The client packs what the manifest says; where the release has another version, the tarball's
/// package.json is given that version afterwards, so that the repository is never edited.
/// </summary>
internal sealed class NpmBuilder : IBuilder
{
    private const string StampKey = "version to set in package.json";

    // Read by the managers of Node.js versions whose shims stand on PATH.
    private static readonly ImmutableArray<ToolSelector> Selectors =
    [
        .. ((string[])[".nvmrc", ".node-version", ".tool-versions", "mise.toml", "package.json"]).Select(file => new ToolSelector.InRepository(file)),
        new ToolSelector.InHome(".tool-versions"),
    ];

    public ComponentSteps Plan(ComponentContext component)
    {
        if (component.Package is not { } package)
            throw NotPackable(component, $"no package.json declares a package in {Shown(component.Settings.Path)}", "correct `path`, or name the package with `package`");
        if (package.Version.Text is not { } manifestVersion)
            throw NotPackable(component, $"{package.Manifest} has no version", "add \"version\" to it; the release's version is put in its place");

        var settings = (NpmSettings)component.Settings.Own;
        var client = NodeClient.For(settings.Client, component.Tree, package.Directory);
        var output = FileName(package.Name, component.NativeVersion);
        var isStamped = manifestVersion.Trim().TrimStart('v', '=') != component.NativeVersion;
        return new ComponentSteps
        {
            Builds =
            [
                new BuildStep
                {
                    Id = $"{component.Settings.Id}/package",
                    Component = component.Settings.Id,
                    Ecosystem = EcosystemName.Npm,
                    Inputs = Inputs(component, package, client),
                    Tools = [new("node", ["--version"], "install Node.js: https://nodejs.org") { DecidedBy = Selectors }, new(client.Program, ["--version"], client.InstallHint) { DecidedBy = Selectors }],
                    Commands = [.. Commands(component, package, settings, client)],
                    Settings = isStamped
                        ? ImmutableSortedDictionary<string, string>.Empty.Add(StampKey, component.NativeVersion)
                        : ImmutableSortedDictionary<string, string>.Empty,
                    Outputs =
                    [
                        new PlannedOutput { Kind = ArtifactKind.NpmTarball, Name = output, Path = $"{PlannedCommand.Out}/{output}", IsDelivered = true },
                    ],
                    Lock = settings.Script is null ? null : $"npm {package.Directory}",
                },
            ],
        };
    }

    public async Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken)
    {
        await run.RunCommandsAsync(adapt: null, cancellationToken);
        var planned = step.Outputs[0].Name;
        var packed = Directory.GetFiles(run.Out, "*.tgz");
        if (packed.Length != 1)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"build step {step.Id}: the client left {packed.Length} tarballs, expected one",
                packed.Length == 0 ? $"nothing fits {run.Out}/*.tgz" : string.Join(", ", packed.Select(Path.GetFileName)),
                "look at the step's log");
        }

        if (step.Settings.TryGetValue(StampKey, out var version))
            await NpmTarball.RestampAsync(packed[0], version, Path.Combine(run.Out, planned), cancellationToken);
        else if (Path.GetFileName(packed[0]) != planned)
            throw new ReleaseException(ExitCode.Refused, $"build step {step.Id}: packed {Path.GetFileName(packed[0])}, planned {planned}", because: null, "a script of the package changes its name or version while packing");
    }

    /// <summary>npm's own name of a tarball: <c>@scope/name</c> becomes <c>scope-name-VERSION.tgz</c>.</summary>
    private static string FileName(string package, string version) =>
        $"{package.TrimStart('@').Replace('/', '-')}-{version}.tgz";

    private static IEnumerable<PlannedCommand> Commands(ComponentContext component, Package package, NpmSettings settings, NodeClient client)
    {
        var environment = ImmutableSortedDictionary<string, string>.Empty
            .Add("npm_config_update_notifier", "false").Add("npm_config_fund", "false").Add("npm_config_audit", "false");
        if (settings.Install)
        {
            var file = client.FindLock(component.Tree, package.Directory)
                ?? throw NotPackable(component, $"no {client.LockFile} stands in {Shown(package.Directory)} or above", "commit the lock file, or set `install: false`");
            yield return new PlannedCommand
            {
                Program = client.Program,
                Arguments = settings.InstallScripts ? client.Install : [.. client.Install, client.SkipScripts],
                WorkingDirectory = SourceTree.DirectoryOf(file),
                Environment = environment,
            };
        }

        if (settings.Script is { } script)
            yield return new PlannedCommand { Program = client.Program, Arguments = ["run", script], WorkingDirectory = package.Directory, Environment = environment };
        yield return new PlannedCommand
        {
            Program = client.Program,
            Arguments = client.Pack(FileName(package.Name, package.Version.Text!.Trim())),
            WorkingDirectory = package.Directory,
            Environment = environment,
        };
    }

    // The package, the packages of the repository that it builds with, and every manifest and lock file above.
    private static ImmutableArray<string> Inputs(ComponentContext component, Package package, NodeClient client)
    {
        var inputs = new SortedSet<string>(StringComparer.Ordinal) { package.Directory };
        Follow(component.Catalog, package, inputs);
        foreach (var directory in Ancestry.Upwards(package.Directory).Skip(1))
        {
            foreach (var name in (string[])[PackageJson.FileName, client.LockFile, ".npmrc", ".yarnrc.yml", "pnpm-workspace.yaml", ".npmignore", ".gitignore"])
            {
                if (SourceTree.Join(directory, name) is { } path && component.Tree.Contains(path))
                    inputs.Add(path);
            }
        }

        return [.. inputs];
    }

    private static void Follow(Catalog catalog, Package package, SortedSet<string> inputs)
    {
        foreach (var dependency in package.Dependencies)
        {
            foreach (var target in catalog.Packages.Where(other => other.Ecosystem == EcosystemName.Npm && other.Name == dependency.Name))
            {
                if (inputs.Add(target.Directory))
                    Follow(catalog, target, inputs);
            }
        }
    }

    private static ReleaseException NotPackable(ComponentContext component, string because, string hint) => new(
        ExitCode.Usage,
        $"component {component.Settings.Id} cannot be packed",
        $"{because} ({component.Settings.At})",
        hint);

    private static string Shown(string directory) => directory.Length == 0 ? "the repository's root" : directory;
}
