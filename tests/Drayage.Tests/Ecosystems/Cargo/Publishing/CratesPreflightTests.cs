using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;
using Drayage.Testing;
using Drayage.Tests.Registries.Crates;
using Xunit;

namespace Drayage.Tests.Ecosystems.Cargo.Publishing;

/// <summary>What is known before anything is sent, and what can be taken back afterwards.</summary>
public sealed class CratesPreflightTests(RegistryFixture registry) : IClassFixture<RegistryFixture>, IDisposable
{
    private readonly CrateDelivery delivery = new(registry);

    [Fact]
    public async Task A_new_crate_is_told_as_one_and_the_token_is_known()
    {
        var report = await AskAsync(SampleCrate.Of("unheard"));

        Assert.True(report.IsReady);
        Assert.Contains("knows the token (env:CRATES_TOKEN)", TextOf(report, PreflightSubject.Credential), StringComparison.Ordinal);
        Assert.Contains("there is no crate unheard yet", TextOf(report, PreflightSubject.Permission), StringComparison.Ordinal);
        Assert.Empty(delivery.Delivery.Changes());
    }

    [Fact]
    public async Task A_further_version_is_free_and_its_owners_are_named()
    {
        await PublishedAsync(SampleCrate.Of("owned-by"));

        var report = await AskAsync(SampleCrate.Of("owned-by", "1.1.0-rc.1"));

        Assert.Equal("owned-by 1.1.0-rc.1 is free", TextOf(report, PreflightSubject.Version));
        Assert.Contains("belongs to drayage", TextOf(report, PreflightSubject.Permission), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_there_is_no_refusal_yet()
    {
        await PublishedAsync(SampleCrate.Of("present"));

        var report = await AskAsync(SampleCrate.Of("present"));

        Assert.True(report.IsReady);
        Assert.Contains("present 1.0.0 stands there already", TextOf(report, PreflightSubject.Version), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_stops_the_release()
    {
        var report = await AskAsync(SampleCrate.Of("unheard"), token: "wrong");

        Assert.False(report.IsReady);
        Assert.Contains("authentication failed", TextOf(report, PreflightSubject.Credential), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_in_another_spelling_stops_the_release()
    {
        await PublishedAsync(SampleCrate.Of("two_part-name"));

        var report = await AskAsync(SampleCrate.Of("two-part_name"));

        Assert.False(report.IsReady);
        Assert.Contains("has a crate two_part-name, which is the same name", TextOf(report, PreflightSubject.Version), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_is_taken_back_by_yanking()
    {
        var consignment = delivery.Prepare(SampleCrate.Of("regretted"), delivery.Real());
        await delivery.Scene.DeliverAsync();
        var withdrawing = (IWithdrawing)delivery.Publisher;

        var plan = await withdrawing.PlanWithdrawalAsync(consignment, new WithdrawalContext([]), CancellationToken.None);
        var step = Assert.Single(plan.Steps);
        Assert.IsType<Probe.Absent>(await delivery.Publisher.ProbeAsync(consignment, step.Effect, delivery.Scene.Content, CancellationToken.None));
        await delivery.Publisher.SendAsync(consignment, step.Effect, delivery.Scene.Content, CancellationToken.None);

        Assert.IsType<Probe.Same>(await delivery.Publisher.ConfirmAsync(consignment, step.Effect, delivery.Scene.Content, CancellationToken.None));
        Assert.True(Assert.Single((await withdrawing.PlanWithdrawalAsync(consignment, new WithdrawalContext([]), CancellationToken.None)).Steps).IsDone);
        using var client = new CratesClient(registry);
        Assert.True(Assert.Single((await client.LinesAsync("re/gr/regretted"))!).GetProperty("yanked").GetBoolean());
    }

    [Fact]
    public async Task What_is_not_this_release_is_left_alone()
    {
        await PublishedAsync(SampleCrate.Of("not-ours"));
        var absent = delivery.Prepare(SampleCrate.Of("never-there"), delivery.Real());
        var other = delivery.Prepare(SampleCrate.Of("not-ours", source: "pub fn ours() {}\n"), delivery.Real());
        var withdrawing = (IWithdrawing)delivery.Publisher;

        Assert.Contains("does not list never-there 1.0.0", Assert.Single((await withdrawing.PlanWithdrawalAsync(absent, new WithdrawalContext([]), CancellationToken.None)).Stays), StringComparison.Ordinal);
        Assert.Contains("which is not this release", Assert.Single((await withdrawing.PlanWithdrawalAsync(other, new WithdrawalContext([]), CancellationToken.None)).Stays), StringComparison.Ordinal);
    }

    public void Dispose() => delivery.Dispose();

    private async Task<PreflightReport> AskAsync(SampleCrate crate, string token = RegistryFixture.Token)
    {
        var consignment = delivery.Prepare(crate, delivery.Real(token));
        return await delivery.Publisher.PreflightAsync(consignment, CancellationToken.None);
    }

    private async Task PublishedAsync(SampleCrate crate)
    {
        using var client = new CratesClient(registry);
        await client.RequirePublishedAsync(crate);
    }

    private static string TextOf(PreflightReport report, PreflightSubject subject) => report.Findings.First(finding => finding.Subject == subject).Text;
}
