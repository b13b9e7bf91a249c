using Drayage.Acceptance.Repositories;
using Xunit;

namespace Drayage.Acceptance.Planning;

/// <summary><c>check config</c> counts what every component would send, and says so where a release would send less.</summary>
public sealed class CheckedPlanTests
{
    [Fact]
    public async Task Check_and_plan_agree()
    {
        using var repository = await MiniRepository.CreateAsync();
        Assert.EndsWith("2 consignments to 2 destinations\n", await CheckAsync(repository), StringComparison.Ordinal);
        Assert.Contains("── 2 consignments\n", await PlanAsync(repository), StringComparison.Ordinal);

        await repository.GitAsync("tag", "v1.4.0");

        Assert.EndsWith("2 consignments to 2 destinations; a release now would send 0 of them (to see why: drayage plan)\n", await CheckAsync(repository), StringComparison.Ordinal);
        var plan = await PlanAsync(repository);
        Assert.Contains("── 0 consignments\n", plan, StringComparison.Ordinal);
        Assert.Contains("tag v1.4.0 names this commit", plan, StringComparison.Ordinal);
    }

    private static async Task<string> CheckAsync(MiniRepository repository) => (await repository.Drayage.RunAsync("check", "config")).Ended(0).Output;

    private static async Task<string> PlanAsync(MiniRepository repository) => (await repository.Drayage.RunAsync("plan")).Ended(0).Output;
}
