using System.Collections.Immutable;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Building;

/// <summary>The command lines of cargo for one component.</summary>
internal sealed class CargoCommandLine(ComponentContext component, Package package, CargoSettings settings)
{
    private readonly string workspace = CargoInputs.WorkspaceOf(package);

    /// <summary>Where cargo keeps what it builds; named, because the user's settings could move it.</summary>
    public string TargetDirectory => $"{PlannedCommand.Root}/{(workspace.Length == 0 ? "" : workspace + "/")}target";

    /// <summary>The directory of a profile below that of the triple.</summary>
    public string ProfileDirectory => settings.Profile is "dev" or "test" ? "debug" : settings.Profile is "bench" ? "release" : settings.Profile;

    public PlannedCommand Build(CargoBuildTarget target, CargoSelection selection) => new()
    {
        Program = "cargo",
        // From the package's own directory cargo builds it alone, and finds the settings above it.
        WorkingDirectory = package.Directory,
        Environment = Environment(target),
        Arguments =
        [
            "build", "--profile", settings.Profile, "--target", target.Triple,
            .. selection.Binaries.SelectMany(name => new[] { "--bin", name }),
            .. selection.Libraries.IsEmpty ? Array.Empty<string>() : ["--lib"],
            .. Features(),
            .. Common(),
            "--config", RustFlags(target, [$"--remap-path-prefix={PlannedCommand.Root}=/build", .. settings.RustFlags]),
            .. settings.Configuration.SelectMany(value => new[] { "--config", value }),
        ],
    };

    /// <param name="packages">The package and those of the repository that it needs: cargo lets them stand in for the registry.</param>
    public PlannedCommand Package(IEnumerable<string> packages) => new()
    {
        Program = "cargo",
        WorkingDirectory = workspace,
        Environment = settings.Environment,
        Arguments =
        [
            "package",
            .. packages.SelectMany(name => new[] { "--package", name }),
            .. settings.VerifiesCrate ? Array.Empty<string>() : ["--no-verify"],
            .. component.Source.IsDirty ? ["--allow-dirty"] : Array.Empty<string>(),
            .. Common(),
        ],
    };

    /// <summary>Cargo joins such lists with those of the project's settings, as long as both stand under the same key.</summary>
    public string RustFlags(CargoBuildTarget target, IEnumerable<string> flags) =>
        $"{(HasFlagsByTarget() ? $"target.{target.Triple}" : "build")}.rustflags=[{string.Join(", ", flags.Select(flag => $"'{flag}'"))}]";

    private IEnumerable<string> Common()
    {
        if (settings.Locked ?? component.Tree.Contains(workspace.Length == 0 ? "Cargo.lock" : workspace + "/Cargo.lock"))
            yield return "--locked";
        if (settings.Offline)
            yield return "--offline";
        yield return "--target-dir";
        yield return TargetDirectory;
    }

    private IEnumerable<string> Features()
    {
        if (settings.AllFeatures)
            yield return "--all-features";
        if (!settings.DefaultFeatures)
            yield return "--no-default-features";
        if (!settings.Features.IsEmpty)
        {
            yield return "--features";
            yield return string.Join(',', settings.Features);
        }
    }

    private ImmutableSortedDictionary<string, string> Environment(CargoBuildTarget target) => settings.Linkers.TryGetValue(target.Triple, out var linker)
        ? settings.Environment.SetItem($"CARGO_TARGET_{target.VariableName}_LINKER", linker)
        : settings.Environment;

    /// <summary>True where the project's settings give flags by target: they then stand alone, and <c>build.rustflags</c> is passed over.</summary>
    private bool HasFlagsByTarget()
    {
        for (var directory = package.Directory; ; directory = SourceTree.DirectoryOf(directory))
        {
            foreach (var name in new[] { ".cargo/config.toml", ".cargo/config" })
            {
                var path = directory.Length == 0 ? name : $"{directory}/{name}";
                if (component.Tree.Contains(path) && GivesFlagsByTarget(path))
                    return true;
            }

            if (directory.Length == 0)
                return false;
        }
    }

    private bool GivesFlagsByTarget(string path)
    {
        try
        {
            return TomlDocument.Parse(component.Tree.ReadText(path), path).Root.GetTable("target")?.Entries
                .Any(entry => (entry.Value as TomlTable)?.Contains("rustflags") == true) == true;
        }
        catch (ReleaseException)
        {
            // Cargo says better what is wrong with its own settings.
            return false;
        }
    }
}
