using System.Collections.Immutable;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;

namespace Drayage.Ecosystems.DotNet.Publishing.Configuration;

/// <summary>The configuration files that NuGet reads for a project (learn.microsoft.com, "Common NuGet configurations").</summary>
internal static class NuGetConfigPlaces
{
    // NuGet looks for these three where file names differ by case.
    private static readonly string[] ProjectNames = ["nuget.config", "NuGet.config", "NuGet.Config"];
    private const string UserName = "NuGet.Config";

    /// <summary>Those that exist, the farthest first: the machine's, the user's, then from the root down to the project.</summary>
    public static ImmutableArray<string> Of(ClientSurroundings client)
    {
        var environment = client.Environment;
        var user = UserDirectory(environment);
        return
        [
            .. Further(MachineDirectory(environment), SearchOption.AllDirectories),
            .. user is null ? [] : Further(Path.Combine(user, "config"), SearchOption.TopDirectoryOnly),
            .. user is null ? [] : Existing(Path.Combine(user, UserName)),
            .. Above(client.Directory).Reverse().SelectMany(OfDirectory),
        ];
    }

    private static string? UserDirectory(ProcessEnvironment environment)
    {
        if (OperatingSystem.IsWindows())
            return environment.Find("APPDATA") is { } data ? Path.Combine(data, "NuGet") : null;
        return (environment.Find("DOTNET_CLI_HOME") ?? environment.Home) is { } home ? Path.Combine(home, ".nuget", "NuGet") : null;
    }

    private static string? MachineDirectory(ProcessEnvironment environment)
    {
        var data = environment.Find("NUGET_COMMON_APPLICATION_DATA");
        if (data is null && OperatingSystem.IsWindows())
            data = environment.Find("ProgramFiles(x86)");
        data ??= OperatingSystem.IsMacOS() ? "/Library/Application Support" : OperatingSystem.IsWindows() ? null : "/etc/opt";
        return data is null ? null : Path.Combine(data, "NuGet", "Config");
    }

    private static IEnumerable<string> Further(string? directory, SearchOption depth) =>
        directory is not null && Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*.*", depth).Where(path => path.EndsWith(".config", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)
            : [];

    private static IEnumerable<string> Existing(string path) => File.Exists(path) ? [path] : [];

    private static IEnumerable<string> Above(string directory)
    {
        for (var place = new DirectoryInfo(directory); place is not null; place = place.Parent)
            yield return place.FullName;
    }

    private static IEnumerable<string> OfDirectory(string directory) =>
        ProjectNames.Select(name => Path.Combine(directory, name)).Where(File.Exists).Take(1);
}
