using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.NuGet;

/// <summary>The real client against the embedded feed.</summary>
public sealed class DotNetClientTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly DotNetClient dotnet = new(new Uri(registry.Address, "nuget/main/v3/index.json"));

    [Fact]
    public async Task Dotnet_pushes_a_package_with_its_symbols_and_unlists_it()
    {
        var package = dotnet.Write("Pushed.1.0.0-rc.1.nupkg", SamplePackage.Package("Pushed", "1.0.0-rc.1"));
        dotnet.Write("Pushed.1.0.0-rc.1.snupkg", SamplePackage.Symbols("Pushed", "1.0.0-rc.1"));
        using var client = registry.NewClient(authenticated: false);

        (await PushAsync(package)).Succeeded();

        Assert.Equal(SamplePackage.Symbols("Pushed", "1.0.0-rc.1"), await client.GetByteArrayAsync("nuget/main/api/v2/symbolpackage/Pushed/1.0.0-rc.1"));
        Assert.Contains("Pushed", (await dotnet.RunAsync("package", "search", "Pushed", "--prerelease")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("409", (await PushAsync(package)).Output, StringComparison.Ordinal);
        (await dotnet.RunAsync("nuget", "delete", "Pushed", "1.0.0-rc.1", "--source", DotNetClient.Source, "--api-key", RegistryFixture.Token, "--non-interactive")).Succeeded();
        Assert.Contains("No results found", (await dotnet.RunAsync("package", "search", "Pushed", "--prerelease")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dotnet_says_why_a_push_is_refused()
    {
        var package = dotnet.Write("Refused.1.0.0.nupkg", SamplePackage.Package("Refused", "1.0.0"));

        var refused = await PushAsync(package, key: "wrong");

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("does not have permission to access the specified package", refused.Error + refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dotnet_adds_the_latest_version_and_restores_it_by_its_lock_file()
    {
        using var client = registry.NewClient(authenticated: false);
        foreach (var version in new[] { "1.9.0", "1.10.0", "2.0.0-rc.1" })
            await client.PushAsync(SamplePackage.Package("Added", version));
        var project = dotnet.Project();

        (await dotnet.RunAsync("add", project, "package", "Added")).Succeeded();
        Directory.Delete(dotnet.Packages, recursive: true);
        (await dotnet.RunAsync("restore", project, "--locked-mode")).Succeeded();

        Assert.Contains("<PackageReference Include=\"Added\" Version=\"1.10.0\" />", await File.ReadAllTextAsync(project), StringComparison.Ordinal);
        Assert.Equal(
            SamplePackage.Package("Added", "1.10.0"), await File.ReadAllBytesAsync(Path.Combine(dotnet.Packages, "added", "1.10.0", "added.1.10.0.nupkg")));
    }

    public void Dispose() => dotnet.Dispose();

    private Task<PeerResult> PushAsync(string package, string key = RegistryFixture.Token) =>
        dotnet.RunAsync("nuget", "push", package, "--source", DotNetClient.Source, "--api-key", key);
}
