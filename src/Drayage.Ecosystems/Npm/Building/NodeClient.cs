using System.Collections.Immutable;
using Drayage.Ecosystems.Npm.Locking;
using Drayage.Model.Planning;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Npm.Building;

/// <summary>How npm, pnpm or yarn is told to install, to run a script and to pack.</summary>
internal sealed record NodeClient
{
    private static readonly NodeClient Npm = new()
    {
        Program = "npm",
        LockFile = "package-lock.json",
        InstallHint = "install Node.js, which brings npm: https://nodejs.org",
        Install = ["ci", "--no-audit", "--no-fund"],
        Pack = _ => ["pack", "--pack-destination", PlannedCommand.Out],
    };

    private static readonly NodeClient Pnpm = new()
    {
        Program = "pnpm",
        LockFile = "pnpm-lock.yaml",
        InstallHint = "install pnpm: https://pnpm.io/installation",
        Install = ["install", "--frozen-lockfile"],
        Pack = _ => ["pack", "--pack-destination", PlannedCommand.Out],
    };

    private static readonly NodeClient Yarn = new()
    {
        Program = "yarn",
        LockFile = "yarn.lock",
        InstallHint = "install yarn: https://yarnpkg.com/getting-started/install",
        Install = ["install", "--immutable"],
        SkipScripts = "--mode=skip-build",
        Pack = file => ["pack", "--out", $"{PlannedCommand.Out}/{file}"],
    };

    // Yarn 1 has other words for the same.
    private static readonly NodeClient ClassicYarn = Yarn with
    {
        Install = ["install", "--frozen-lockfile"],
        SkipScripts = Npm.SkipScripts,
        Pack = file => ["pack", "--filename", $"{PlannedCommand.Out}/{file}"],
    };

    public required string Program { get; init; }

    public required string LockFile { get; init; }

    public required string InstallHint { get; init; }

    /// <summary>Installs exactly what the lock file says.</summary>
    public required ImmutableArray<string> Install { get; init; }

    /// <summary>The option of an installation that runs no script of a dependency.</summary>
    public string SkipScripts { get; init; } = "--ignore-scripts";

    /// <summary>Packs the package of the working directory into the step's output directory under the file name given.</summary>
    public required Func<string, ImmutableArray<string>> Pack { get; init; }

    /// <summary>The client of a name, or the one whose lock file stands nearest above the package.</summary>
    public static NodeClient For(string? name, SourceTree tree, string directory) => name switch
    {
        "npm" => Npm,
        "pnpm" => Pnpm,
        "yarn" => OfYarn(tree, directory),
        _ => new[] { Npm, Pnpm, OfYarn(tree, directory) }
            .Select(client => (Client: client, At: client.FindLock(tree, directory)))
            .Where(found => found.At is not null)
            .OrderByDescending(found => found.At!.Length)
            .Select(found => found.Client)
            .FirstOrDefault(Npm),
    };

    /// <summary>The nearest lock file from the package's directory upwards.</summary>
    public string? FindLock(SourceTree tree, string directory) =>
        Ancestry.Upwards(directory).Select(above => SourceTree.Join(above, LockFile)!).FirstOrDefault(tree.Contains);

    // Where the lock file is not committed, the settings tell: yarn 1 reads .yarnrc.
    private static NodeClient OfYarn(SourceTree tree, string directory)
    {
        var isClassic = Yarn.FindLock(tree, directory) is { } path ? YarnLock.IsClassic(tree.ReadText(path)) : tree.Named(".yarnrc.yml").IsEmpty;
        return isClassic ? ClassicYarn : Yarn;
    }
}
