using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Checking;

/// <summary><c>drayage check</c> in a copy of the sample.</summary>
public sealed class ChecklistTests
{
    [Fact]
    public async Task A_bad_point_is_told_and_the_others_are_looked_at()
    {
        using var sample = await SampleFixture.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(sample.Root, "new.txt"), "new", TestContext.Current.CancellationToken);
        var told = (await new BuiltDrayage(sample.Root).RunAsync("check", "--skip", "destinations")).Ended(1);
        Assert.Contains("new.txt", told.Output, StringComparison.Ordinal);
        Assert.Contains("good            versions", told.Output, StringComparison.Ordinal);
        Assert.Contains("not-applicable  workflows", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_point_is_refused()
    {
        using var sample = await SampleFixture.StartAsync();
        (await new BuiltDrayage(sample.Root).RunAsync("check", "--only", "moon")).Ended(2);
    }
}
