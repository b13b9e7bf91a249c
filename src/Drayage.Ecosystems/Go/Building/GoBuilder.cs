using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Model.Targets;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Naming;

namespace Drayage.Ecosystems.Go.Building;

/// <summary>Builds the programs of a module with <c>go build</c>, one step a platform, cross-compiled and without traces of the machine.</summary>
internal sealed class GoBuilder : IBuilder
{
    private static readonly ToolRequirement Go = new("go", ["version"], "install Go: https://go.dev/dl, or your system's package golang")
    {
        DecidedBy = [new ToolSelector.InRepository("go.work"), new ToolSelector.Variable("GOTOOLCHAIN"), new ToolSelector.InHome(".config/go/env")],
    };


    public ComponentSteps Plan(ComponentContext component)
    {
        var package = component.Package ?? throw new InvalidOperationException($"component {component.Settings.Id} has no Go module");
        var settings = (GoSettings)component.Settings.Own;
        var mains = Mains(component, package, settings);
        return mains.IsEmpty
            ? ComponentSteps.None
            : new ComponentSteps { Builds = [.. settings.Platforms.Select(platform => Step(component, package, settings, mains, platform))] };
    }

    public Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken) => run.RunCommandsAsync(adapt: null, cancellationToken);

    private static ImmutableArray<Product> Mains(ComponentContext component, Package package, GoSettings settings)
    {
        var programs = package.Products.Where(product => product.Kind == ProductKind.Binary).ToImmutableArray();
        ImmutableArray<Product> chosen = settings.Main.IsEmpty ? [.. programs.Where(program => IsForUsers(program, package))] : [.. settings.Main.Select(main => Find(main, component, package, settings, programs))];
        if (chosen.GroupBy(program => program.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"component {component.Settings.Id} would build two programs named {same.Key}",
                $"{settings.MainAt}: {string.Join(" and ", same.Select(program => program.Path ?? package.Directory))}",
                "name the wanted directories under 'main', and give the other program a component of its own")
            { At = settings.MainAt };
        }

        return chosen;
    }

    /// <summary>Whether a program stands elsewhere than among the tests and examples of its module.</summary>
    private static bool IsForUsers(Product program, Package package) =>
        program.Path is not { } path || RoleByPlace.Of(path[package.Directory.Length..]) == PackageRole.Product;

    private static Product Find(string main, ComponentContext component, Package package, GoSettings settings, ImmutableArray<Product> programs)
    {
        var directory = SourceTree.Join(package.Directory, main);
        return programs.FirstOrDefault(program => (program.Path ?? package.Directory) == directory) ?? throw new ReleaseException(
            ExitCode.Usage,
            $"component {component.Settings.Id}: {main} is no main package of {package.Name}",
            $"{settings.MainAt}: {(directory is null ? "it lies outside the repository" : $"{directory} has no file of package main with a function main")}",
            programs.IsEmpty ? "the module has none; leave 'main' out to release the module alone" : $"its main packages are {string.Join(", ", programs.Select(program => Relative(program, package)))}")
        { At = settings.MainAt };
    }

    private static BuildStep Step(ComponentContext component, Package package, GoSettings settings, ImmutableArray<Product> mains, TargetPlatform platform) => new()
    {
        Id = $"{component.Settings.Id}/binary/{platform.ToString().Replace('/', '-')}",
        Component = component.Settings.Id,
        Ecosystem = EcosystemName.Go,
        Platform = platform,
        Host = settings.Cgo ? platform : null,
        Inputs = [.. GoInputs.Of(component.Tree, package, component.Catalog), .. settings.Inputs],
        Tools = [Go],
        Effort = StepEffort.Moderate,
        Commands = [Command(component, package, settings, mains, platform)],
        UsesEpoch = false,
        Outputs =
        [
            .. mains.Select(main => new PlannedOutput
            {
                Kind = ArtifactKind.Binary,
                Name = main.Name + platform.ExecutableSuffix,
                Path = $"{PlannedCommand.Out}/{main.Name}{platform.ExecutableSuffix}",
                Platform = platform,
            }),
        ],
    };

    private static PlannedCommand Command(ComponentContext component, Package package, GoSettings settings, ImmutableArray<Product> mains, TargetPlatform platform) => new()
    {
        Program = "go",
        WorkingDirectory = package.Directory,
        Environment = Environment(settings, platform),
        Arguments =
        [
            "build", "-trimpath", "-buildvcs=false",
            .. settings.Tags.IsEmpty ? Array.Empty<string>() : ["-tags", string.Join(',', settings.Tags)],
            "-ldflags", string.Join(' ', LinkerFlags(component, package, settings, mains, platform)),
            .. settings.Flags,
            // With a directory as target the go command names the programs itself.
            "-o", PlannedCommand.Out + "/",
            .. mains.Select(main => Relative(main, package)),
        ],
    };

    private static IEnumerable<string> LinkerFlags(ComponentContext component, Package package, GoSettings settings, ImmutableArray<Product> mains, TargetPlatform platform)
    {
        if (settings.LinkerFlags is { } own)
        {
            var variables = ComponentVariables.Of(component, platform);
            return own.Select(flags => NameTemplate.Render(flags, variables, "ldflags", settings.LinkerFlagsAt));
        }

        var directories = mains.Select(main => main.Path ?? package.Directory).ToHashSet(StringComparer.Ordinal);
        var symbols = package.Facts
            .Where(fact => fact.Name == "version-variable" && (!fact.Value.StartsWith("main.", StringComparison.Ordinal) || directories.Contains(SourceTree.DirectoryOf(fact.At!.Path))))
            .Select(fact => fact.Value);
        return symbols.Prepend("main.version").Distinct(StringComparer.Ordinal).Select(symbol => $"-X {symbol}={component.Version.Text}").Prepend("-s -w");
    }

    private static ImmutableSortedDictionary<string, string> Environment(GoSettings settings, TargetPlatform platform)
    {
        var target = platform.GoTarget;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CGO_ENABLED"] = settings.Cgo ? "1" : "0",
            ["GOOS"] = target.GoOs,
            ["GOARCH"] = target.GoArch,
            // Flags of the machine's own would change the bytes.
            ["GOFLAGS"] = "",
        };
        if (target.GoArm is { } arm)
            variables["GOARM"] = arm;
        if (target.GoAmd64 is { } level)
            variables["GOAMD64"] = level;
        if (!settings.UsesWorkspace)
            variables["GOWORK"] = "off";
        return variables.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(settings.Environment);
    }

    private static string Relative(Product main, Package package) =>
        main.Path is not { } path ? "."
        : package.Directory.Length == 0 ? "./" + path
        : "./" + path[(package.Directory.Length + 1)..];
}
