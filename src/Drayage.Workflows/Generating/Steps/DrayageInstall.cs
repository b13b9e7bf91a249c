using Drayage.Model.Targets;
using Drayage.Pipeline.Configuration.Automation;
using Drayage.Pipeline.Sharding;

namespace Drayage.Workflows.Generating.Steps;

/// <summary>The script by which Drayage comes onto a runner.</summary>
internal static class DrayageInstall
{
    private const string Releases = "https://github.com/drayage/drayage/releases/download";

    /// <summary>Whether the script needs the .NET SDK on machines of a platform.</summary>
    public static bool NeedsDotNet(GenerationSource source, TargetPlatform host) => source.Workflows.Drayage switch
    {
        DrayageSource.Release => host != BuildShard.AnyHost,
        DrayageSource.Tool => true,
        DrayageSource.Script script => script.NeedsDotNet,
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    /// <param name="source">Says how.</param>
    /// <param name="host">Platform of the machine.</param>
    /// <param name="machine">The CI system's ways.</param>
    public static string Script(GenerationSource source, TargetPlatform host, RunnerPlaces machine) => source.Workflows.Drayage switch
    {
        DrayageSource.Release release when host == BuildShard.AnyHost => Program(release.Version ?? source.Version, release, machine),
        DrayageSource.Release release => Package(release.Version ?? source.Version, machine),
        DrayageSource.Tool tool => $"dotnet tool install Drayage --version {tool.Version ?? source.Version} --tool-path \"{machine.Scratch}/drayage\"\n{machine.AddPath($"{machine.Scratch}/drayage")}",
        DrayageSource.Script script => script.Text,
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    private static string Program(string version, DrayageSource.Release release, RunnerPlaces machine) => $"""
        mkdir -p "{machine.Scratch}/drayage"
        cd "{machine.Scratch}/drayage"
        curl --fail --silent --show-error --location --retry 5 --remote-name-all \
          {Releases}/v{version}/drayage-{version}-linux-amd64.tar.gz{(release.Digest is null ? $" \\\n  {Releases}/v{version}/SHA256SUMS" : "")}
        {(release.Digest is { } digest
            ? $"echo '{digest.Hex}  drayage-{version}-linux-amd64.tar.gz' | sha256sum --check --strict"
            : "sha256sum --check --strict --ignore-missing SHA256SUMS")}
        tar --extract --gzip --strip-components=1 --file drayage-{version}-linux-amd64.tar.gz
        {machine.AddPath($"{machine.Scratch}/drayage")}
        """;

    // One package serves all platforms that no program is released for.
    private static string Package(string version, RunnerPlaces machine) => $"""
        mkdir -p "{machine.Scratch}/drayage-package"
        cd "{machine.Scratch}/drayage-package"
        curl --fail --silent --show-error --location --retry 5 --remote-name-all \
          {Releases}/v{version}/Drayage.{version}.nupkg \
          {Releases}/v{version}/SHA256SUMS
        grep " Drayage.{version}.nupkg$" SHA256SUMS | shasum --algorithm 256 --check
        dotnet tool install Drayage --version {version} --source "$PWD" --tool-path "{machine.Scratch}/drayage"
        {machine.AddPath($"{machine.Scratch}/drayage")}
        """;
}

/// <summary>Where a CI system keeps things, as bash writes it.</summary>
/// <param name="Scratch">A directory outside of the repository.</param>
/// <param name="AddPath">The command after which programs of a directory are found.</param>
internal sealed record RunnerPlaces(string Scratch, Func<string, string> AddPath)
{
    public static RunnerPlaces GitHub { get; } = new("$RUNNER_TEMP", directory => $"echo \"{directory}\" >> \"$GITHUB_PATH\"");

    /// <summary>A job's scripts share one shell, in which PATH is set once.</summary>
    public static RunnerPlaces GitLab { get; } = new("$CI_BUILDS_DIR", _ => "");
}
