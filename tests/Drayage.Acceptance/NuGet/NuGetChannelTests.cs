using System.Text.RegularExpressions;
using Drayage.Acceptance.Repositories;
using Drayage.Registries.NuGet;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.NuGet;

/// <summary>Releases to a feed that only NuGet's own configuration knows, and dotnet on the other side.</summary>
public sealed partial class NuGetChannelTests
{
    private const string Version = NuGetSources.Version;
    private const string Again = "run the command again";

    [Fact]
    public async Task A_solution_is_released_in_order_restored_by_dotnet_and_taken_back()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { NuGet = new NuGetLimits { Validation = TimeSpan.FromMilliseconds(300) } });
        using var repository = await MiniRepository.CreateAsync(NuGetSources.Of(Index(registry)));
        using var dotnet = new DotNetClient(Index(registry));

        var released = (await ReleaseAsync(repository)).Ended(0);

        var delivered = Delivered().Matches(released.Error).Select(match => match.Groups["id"].Value).ToList();
        Assert.Equal(3, Pushes(registry));
        Assert.Equal("nuget/Tide.Core", delivered[0]);
        Assert.Equal(["nuget/Tide.Client", "nuget/Tide.Core", "nuget/Tide.Core/symbols"], delivered.Order(StringComparer.Ordinal));
        await RequireRestorableAsync(dotnet);
        (await repository.Drayage.RunAsync("verify", "--key", repository.PublicKeyPath)).Ended(0);
        (await With(repository, RegistryFixture.Token).RunAsync("withdraw", $"v{Version}", "--yes")).Ended(0);
        Assert.Contains("No results found", (await dotnet.RunAsync("package", "search", "Tide", "--prerelease")).Succeeded().Output, StringComparison.Ordinal);
        Directory.Delete(dotnet.Packages, recursive: true);
        (await dotnet.RunAsync("restore", dotnet["app", "app.csproj"], "--locked-mode")).Succeeded();
    }

    [Fact]
    public async Task The_same_bytes_are_success_without_a_push_and_others_a_conflict()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync(NuGetSources.Of(Index(registry)));
        (await ReleaseAsync(repository, "--only", "core")).Ended(0);
        Directory.Delete(repository.Dist, recursive: true);

        (await ReleaseAsync(repository, "--only", "core")).Ended(0);
        Assert.Equal(2, Pushes(registry));

        Directory.Delete(repository.Dist, recursive: true);
        repository.Replace("src/Core/Tide.cs", "42", "43");
        await repository.CommitAsync("Raise the tide");
        var conflict = await ReleaseAsync(repository, "--only", "core");
        conflict.Refused(1, $"Tide.Core.{Version}.nupkg of version {Version} is already there with other bytes", "this release has sha256:", "release a new version");
        Assert.Equal(2, Digest().Matches(conflict.Error.Split("because:")[1].Split("hint:")[0]).Select(match => match.Value).Distinct().Count());
        Assert.Equal(2, Pushes(registry));
    }

    [Fact]
    public async Task What_a_feed_would_refuse_is_told_before_anything_is_built()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync(NuGetSources.Of(Index(registry)));
        using var keyless = await MiniRepository.CreateAsync(NuGetSources.Of(Index(registry), ", api-key: env:OTHER_KEY"));
        using var trusted = await MiniRepository.CreateAsync(NuGetSources.Of(Index(registry), ", trusted-publisher: tide"));
        var expired = CiIdentity.TokenFor(registry.Address.GetLeftPart(UriPartial.Authority), DateTimeOffset.UtcNow.AddMinutes(-5));

        (await With(repository, "oy2wrong").RunAsync(["release", .. await repository.KeyAsync()])).Refused(1, "nuget would refuse this release", "whose pattern covers Tide.Core", Again);
        (await With(keyless, RegistryFixture.Token).RunAsync(["release", .. await keyless.KeyAsync()])).Refused(1, "nuget would refuse this release", "OTHER_KEY is not set", Again);
        var refused = await With(trusted, RegistryFixture.Token).With("NUGET_ID_TOKEN", expired).RunAsync(["release", .. await trusted.KeyAsync()]);
        refused.Refused(1, "nuget would refuse this release", "it has expired", Again);

        Assert.DoesNotContain(expired, refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(repository.Directory["src", "Core", "obj"]));
        Assert.Equal(0, Pushes(registry));
    }

    [Fact]
    public async Task A_rehearsal_has_dotnet_restore_what_was_published()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync(NuGetSources.Of(Index(registry)));

        var rehearsed = (await With(repository, null).RunAsync("rehearse")).Ended(0);

        Assert.Contains("real clients: 2 held, 0 failed, 0 skipped", rehearsed.Output, StringComparison.Ordinal);
        Assert.Contains("and again from the lock file", rehearsed.Output, StringComparison.Ordinal);
        Assert.Equal(0, Pushes(registry));
    }

    private static Uri Index(RegistryFixture registry) => new(registry.Address, "nuget/main/v3/index.json");

    private static BuiltDrayage With(MiniRepository repository, string? key) =>
        repository.Drayage.With("FEED_KEY", key).With("OTHER_KEY", null).With("NUGET_ID_TOKEN", null).With("ACTIONS_ID_TOKEN_REQUEST_URL", null);

    private static async Task<CommandOutcome> ReleaseAsync(MiniRepository repository, params string[] arguments) =>
        await With(repository, RegistryFixture.Token).RunAsync(["release", .. await repository.KeyAsync(), .. arguments]);

    private static int Pushes(RegistryFixture registry) => registry.Served.Count(request => request is { Method: "PUT", Status: 201 });

    private static async Task RequireRestorableAsync(DotNetClient dotnet)
    {
        var project = dotnet.Project($"""<PackageReference Include="{NuGetSources.Client}" Version="{Version}" />""");
        (await dotnet.RunAsync("restore", project)).Succeeded();
        Assert.True(File.Exists(Path.Combine(dotnet.Packages, "tide.core", Version, $"tide.core.{Version}.nupkg")));
        Directory.Delete(dotnet.Packages, recursive: true);
        (await dotnet.RunAsync("restore", project, "--locked-mode")).Succeeded();
    }

    [GeneratedRegex(@"^delivered\s+(?<id>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Delivered();

    [GeneratedRegex("sha256:[0-9a-f]{64}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digest();
}
