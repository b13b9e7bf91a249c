using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Restores each NuGet package into a fresh project, and again from the lock file that this left; tools are installed.</summary>
internal sealed class DotNetProof : IClientProof
{
    private const string LockFile = "packages.lock.json";

    public string Program => "dotnet";

    public string Install => "https://dotnet.microsoft.com/download";

    public bool Covers(Consignment consignment) => consignment.Kind == "nuget" && !consignment.Options.ContainsKey("symbols");

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var place = tools.Scratch($"dotnet-{consignment.Id}");
        await PrepareAsync(place, new Uri(tools.Site.Address, $"nuget/{consignment.Destination}/v3/index.json"), cancellationToken);
        return
        [
            consignment.Options.ContainsKey("tool")
                ? await InstallAsync(consignment, place, tools, cancellationToken)
                : await RestoreAsync(consignment, place, tools, cancellationToken),
        ];
    }

    // The project that is rehearsed stands above, and neither its settings nor its sources are meant here.
    private static async Task PrepareAsync(string place, Uri index, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            await File.WriteAllTextAsync(Path.Combine(place, name), "<Project />\n", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(place, "nuget.config"),
            $"""
            <configuration>
              <packageSources><clear /><add key="rehearsal" value="{index}" allowInsecureConnections="true" /></packageSources>
              <packageSourceMapping><clear /></packageSourceMapping>
              <disabledPackageSources><clear /></disabledPackageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """,
            cancellationToken);
    }

    private static async Task<Proof> InstallAsync(Consignment consignment, string place, ProofTools tools, CancellationToken cancellationToken)
    {
        var (package, version) = (consignment.Options["package"], consignment.Version);
        var installed = await RunAsync(["tool", "install", package, "--version", version, "--tool-path", "tools"], place, tools, cancellationToken);
        return installed.Succeeded
            ? await ComparedAsync(consignment, Path.Combine(place, "tools", ".store", package.ToLowerInvariant(), version.ToLowerInvariant()), $"installed {package} {version}", cancellationToken)
            : Failed(consignment, installed);
    }

    private static async Task<Proof> RestoreAsync(Consignment consignment, string place, ProofTools tools, CancellationToken cancellationToken)
    {
        var (package, version) = (consignment.Options["package"], consignment.Version);
        await WriteProjectAsync(place, $"""<PackageReference Include="{package}" Version="[{version}]" />""", cancellationToken);
        var restored = await RunAsync(["restore"], place, tools, cancellationToken);
        if (!restored.Succeeded)
            return await FetchAsync(consignment, ErrorOf(restored), place, tools, cancellationToken);
        Directory.Delete(PackagesOf(place), recursive: true);
        var again = await RunAsync(["restore", "--locked-mode", "--force"], place, tools, cancellationToken);
        return again.Succeeded
            ? await ComparedAsync(consignment, PackagesOf(place), $"restored {package} {version}, and again from the lock file", cancellationToken)
            : Failed(consignment, again);
    }

    // A package whose dependencies are elsewhere, or that is for another framework, cannot be restored here; it is still fetched and checked.
    private static async Task<Proof> FetchAsync(Consignment consignment, string because, string place, ProofTools tools, CancellationToken cancellationToken)
    {
        var (package, version) = (consignment.Options["package"], consignment.Version);
        File.Delete(Path.Combine(place, LockFile));
        await WriteProjectAsync(place, $"""<PackageDownload Include="{package}" Version="[{version}]" />""", cancellationToken);
        var fetched = await RunAsync(["restore"], place, tools, cancellationToken);
        return fetched.Succeeded
            ? await ComparedAsync(consignment, PackagesOf(place), $"fetched {package} {version}; not restored: {because}", cancellationToken)
            : Failed(consignment, fetched);
    }

    private static async Task<Proof> ComparedAsync(Consignment consignment, string below, string saw, CancellationToken cancellationToken)
    {
        var name = $"{consignment.Options["package"]}.{consignment.Version}.nupkg".ToLowerInvariant();
        var file = Directory.EnumerateFiles(below, name, SearchOption.AllDirectories).FirstOrDefault();
        if (file is null)
            return new Proof("dotnet", consignment.Id, ProofOutcome.Failed, $"{saw}, but kept no {name}");
        await using var content = File.OpenRead(file);
        var (digest, expected) = (await Digest.OfSha256Async(content, cancellationToken), consignment.Effects.OfType<Effect.Put>().First().Digest);
        return digest == expected
            ? new Proof("dotnet", consignment.Id, ProofOutcome.Held, $"{saw}: {digest}")
            : new Proof("dotnet", consignment.Id, ProofOutcome.Failed, $"{saw}: {digest}, expected {expected}");
    }

    private static Task WriteProjectAsync(string place, string item, CancellationToken cancellationToken) => File.WriteAllTextAsync(
        Path.Combine(place, "proof.csproj"),
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net$(BundledNETCoreAppTargetFrameworkVersion)</TargetFramework>
            <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>{item}</ItemGroup>
        </Project>
        """,
        cancellationToken);

    private static string PackagesOf(string place) => Path.Combine(place, "packages");

    private static Task<ClientRun> RunAsync(ImmutableArray<string> arguments, string place, ProofTools tools, CancellationToken cancellationToken) => tools.RunAsync(
        "dotnet",
        arguments,
        place,
        [
            Variable("NUGET_PACKAGES", PackagesOf(place)),
            Variable("NUGET_HTTP_CACHE_PATH", Path.Combine(place, "http-cache")),
            Variable("DOTNET_CLI_HOME", Path.Combine(place, "home")),
            Variable("DOTNET_CLI_UI_LANGUAGE", "en"),
            Variable("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
            Variable("DOTNET_NOLOGO", "1"),
            Variable("DOTNET_ADD_GLOBAL_TOOLS_TO_PATH", "0"),
            Variable("DOTNET_GENERATE_ASPNET_CERTIFICATE", "0"),
            Variable("MSBUILDDISABLENODEREUSE", "1"),
        ],
        cancellationToken);

    private static KeyValuePair<string, string?> Variable(string name, string value) => KeyValuePair.Create(name, (string?)value);

    private static Proof Failed(Consignment consignment, ClientRun run) => new("dotnet", consignment.Id, ProofOutcome.Failed, ErrorOf(run));

    // dotnet tells errors of a restore on its ordinary output.
    private static string ErrorOf(ClientRun run) =>
        run.Output.Split('\n', StringSplitOptions.TrimEntries).FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? run.Error;
}
