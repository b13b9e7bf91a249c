using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Reproduction;

/// <summary>One commit gives the same bytes wherever and whenever it is built.</summary>
public sealed class SameBytesTests
{
    // Backends write the time of the build into source distributions.
    private const string NotReproducible = "sdist";

    [Fact]
    public async Task Two_directories_give_one_waybill()
    {
        await using var one = await RegistryFixture.StartAsync();
        await using var two = await RegistryFixture.StartAsync();
        using var here = await MiniRepository.CreateAsync();
        using var there = await MiniRepository.CreateAsync();
        Assert.Equal(await here.GitAsync("rev-parse", "HEAD"), await there.GitAsync("rev-parse", "HEAD"));

        var first = (await here.ReleaseAsync(one, "--json")).Ended(0).Json();
        var second = (await there.ReleaseAsync(two, "--json")).Ended(0).Json();

        Assert.Equal(Subjects(first), Subjects(second));
        Assert.Equal(first.GetProperty("release").GetString(), second.GetProperty("release").GetString());
    }

    [Fact]
    public async Task The_sample_is_the_same_in_two_directories()
    {
        using var here = await SampleFixture.StartAsync();
        using var there = await SampleFixture.StartAsync();

        var first = (await new BuiltDrayage(here.Root).RunAsync("build", "--json")).Ended(0).Json();
        var second = (await new BuiltDrayage(there.Root).RunAsync("build", "--json")).Ended(0).Json();

        var subjects = Subjects(first);
        Assert.True(subjects.Length >= 10, $"the sample has only {subjects.Length} artifacts to compare");
        Assert.Equal(subjects, Subjects(second));
    }

    [Fact]
    public async Task Umask_time_zone_language_user_and_number_of_cores_change_nothing()
    {
        using var here = await MiniRepository.CreateAsync();
        using var there = await MiniRepository.CreateAsync();

        var first = (await here.Drayage.RunAsync("build", "--json")).Ended(0).Json();
        var elsewhere = there.Drayage.With("TZ", "Pacific/Chatham").With("LC_ALL", "tr_TR.UTF-8").With("USER", "somebody").With("DOTNET_PROCESSOR_COUNT", "1");
        var second = (await elsewhere.RunWithUmaskAsync("077", "build", "--json")).Ended(0).Json();

        Assert.Contains(first.GetProperty("artifacts").EnumerateArray(), artifact => artifact.GetProperty("kind").GetString() == "image");
        Assert.Equal(Subjects(first), Subjects(second));
    }

    private static string[] Subjects(JsonElement report) =>
    [
        .. report.GetProperty("artifacts").EnumerateArray()
            .Where(artifact => artifact.GetProperty("kind").GetString() is not (NotReproducible or "checksums"))
            .Select(artifact => $"{artifact.GetProperty("name").GetString()} {artifact.GetProperty("digest").GetString()}"),
    ];
}
