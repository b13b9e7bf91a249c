namespace Drayage.Testing;

/// <summary>
/// The real <c>dotnet</c> as the client of one embedded feed: with a directory, a package folder and a configuration of its own, which
/// names no other source.
/// </summary>
public sealed class DotNetClient : IDisposable
{
    /// <summary>What the configuration calls the feed.</summary>
    public const string Source = "embedded";

    private readonly TemporaryDirectory directory = new();
    private readonly Peer dotnet = Peer.Require("dotnet");

    /// <param name="index">Address of the service index.</param>
    public DotNetClient(Uri index)
    {
        File.WriteAllText(directory["nuget.config"], $"""
            <configuration>
              <packageSources><clear /><add key="{Source}" value="{index}" allowInsecureConnections="true" /></packageSources>
            </configuration>
            """);
        dotnet.In(directory.Path)
            .With("NUGET_PACKAGES", directory["packages"]).With("NUGET_HTTP_CACHE_PATH", directory["http-cache"]).With("NUGET_PLUGINS_CACHE_PATH", directory["plugins"])
            .With("DOTNET_CLI_HOME", directory["home"]).With("DOTNET_NOLOGO", "1").With("DOTNET_CLI_TELEMETRY_OPTOUT", "1").With("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1")
            .With("DOTNET_CLI_UI_LANGUAGE", "en").With("MSBUILDDISABLENODEREUSE", "1").With("DOTNET_ADD_GLOBAL_TOOLS_TO_PATH", "0")
            // What the test runner was started with is not for other builds.
            .With("MSBuildSDKsPath", null).With("MSBUILD_EXE_PATH", null);
    }

    public string this[params string[] path] => directory[path];

    /// <summary>Where restored packages are kept.</summary>
    public string Packages => directory["packages"];

    /// <summary>A project that refers to nothing yet and keeps a lock file.</summary>
    /// <param name="items">What its item group holds.</param>
    public string Project(string items = "")
    {
        var project = directory["app", "app.csproj"];
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        return project;
    }

    /// <summary>Writes a file below the client's directory.</summary>
    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(directory[name], content);
        return directory[name];
    }

    public Task<PeerResult> RunAsync(params string[] arguments) => dotnet.RunAsync(arguments);

    public void Dispose() => directory.Dispose();
}
